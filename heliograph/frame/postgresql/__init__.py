"""Django's PostgreSQL, but for how it is found out that a kept connection still stands."""
