"""What this room registers when the site starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from heliograph.calls.kinds import register as register_kind
from heliograph.calls.questions.types.registry import register as register_type
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.lastly import register as look_at
from heliograph.delivery.topics import register as register_topic
from heliograph.events.registering.held import register_held
from heliograph.events.registering.kind import EventRegistration
from heliograph.events.registering.question import TimeOf
from heliograph.events.topics import EVENT_REMINDERS


def register_registering() -> None:
    """For ``ready()``."""
    register_topic(EVENT_REMINDERS)
    look_at(EVENT_REMINDERS.slug, _look)
    register_held()
    register_kind(EventRegistration())
    register_type(TimeOf())


def _look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    from heliograph.events.registering.looking import look  # noqa: PLC0415 (start-up: a sender rarely needs it)

    return look(mailing, going, at)
