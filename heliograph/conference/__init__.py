"""The conference: registration and badges, posters, sessions, the timetable with its solver, and the report."""
