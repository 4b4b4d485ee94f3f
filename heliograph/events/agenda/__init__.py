"""The agenda, and calendars to subscribe to."""
