"""Messages of an organizer to those who have answered a call."""
