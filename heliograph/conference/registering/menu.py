"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.calls.kinds import register as register_kind
from heliograph.conference.registering.kinds import ConferenceRegistration, FollowUp


def register_registering() -> None:
    """For ``ready()``."""
    register_kind(ConferenceRegistration())
    register_kind(FollowUp())
