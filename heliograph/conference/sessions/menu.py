"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.calls.kinds import register as register_kind
from heliograph.calls.questions.types.registry import register as register_type
from heliograph.conference import faces
from heliograph.conference.registering import endings
from heliograph.conference.sessions.attending import attends_no_more
from heliograph.conference.sessions.held import register_held
from heliograph.conference.sessions.kinds import SessionCall, Summary
from heliograph.conference.sessions.overview import desk_face, public_face
from heliograph.conference.sessions.question_types import NotAt, OfEquipment, OfFormat, OwnSession
from heliograph.conference.sessions.speakers_question import Speakers


def register_sessions() -> None:
    """For ``ready()``."""
    for type_ in (OfFormat, OfEquipment, NotAt, OwnSession, Speakers):
        register_type(type_())
    register_kind(SessionCall())
    register_kind(Summary())
    endings.register("sessions", attends_no_more)
    faces.public.register("sessions", public_face, 200)
    faces.desk.register("sessions", desk_face, 200)
    register_held()
