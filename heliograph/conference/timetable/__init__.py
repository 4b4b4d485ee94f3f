"""The timetable: days, rooms and slots, the solver that places sessions, moving by hand, versions."""
