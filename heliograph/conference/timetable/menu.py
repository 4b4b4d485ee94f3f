"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.conference.faces import desk
from heliograph.conference.timetable.face import face
from heliograph.conference.timetable.held import register_held


def register_timetable() -> None:
    """For ``ready()``."""
    register_held()
    desk.register("timetable", face, 500)
