"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.conference import faces
from heliograph.conference.attending.badges import end_badge
from heliograph.conference.attending.certifying import page_of_code
from heliograph.conference.attending.face import desk_face, public_face
from heliograph.conference.attending.held import register_held
from heliograph.conference.registering.endings import register as register_ending
from heliograph.network.joining.codes import register_page


def register_attending() -> None:
    """For ``ready()``."""
    register_ending("badges", end_badge)
    register_held()
    register_page("participation", page_of_code)
    faces.public.register("attending", public_face, 60)
    faces.desk.register("attending", desk_face, 20)
