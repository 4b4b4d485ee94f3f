"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.calls.kinds import register as register_kind
from heliograph.conference import faces
from heliograph.conference.registering.face import desk_face, public_face
from heliograph.conference.registering.held import register_held
from heliograph.conference.registering.inviting import page_of_code
from heliograph.conference.registering.kinds import ConferenceRegistration, FollowUp
from heliograph.network.joining.codes import register_page


def register_registering() -> None:
    """For ``ready()``."""
    register_kind(ConferenceRegistration())
    register_kind(FollowUp())
    register_held()
    register_page("invitation-letter", page_of_code)
    faces.public.register("registering", public_face, 10)
    faces.desk.register("registering", desk_face, 10)
