"""Events: what takes place, who comes, what remains of it; the agenda with its calendars; and international days."""
