"""The public pages of events: the list, an event, a series; following."""
