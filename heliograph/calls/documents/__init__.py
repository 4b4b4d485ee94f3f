"""Documents of the library that go with programmes and calls."""
