"""What this room registers when the site starts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heliograph.calls.rules import may_organize
from heliograph.delivery import lastly, owed
from heliograph.delivery.topics import register as register_topic
from heliograph.events.scheduling.held import register_held
from heliograph.events.topics import EVENTS
from heliograph.frame.menu import Entry, register


def register_scheduling() -> None:
    """For ``ready()``."""
    from heliograph.events.scheduling.telling import look  # noqa: PLC0415 (app registry: models are loaded by now)

    register_topic(EVENTS)
    owed.register("events", _write_letters)
    lastly.register(EVENTS.slug, look)
    register_held()
    register(Entry(_("Events"), "events:desk_events", 32, may_organize))


def _write_letters(at: datetime) -> int:
    from heliograph.events.scheduling.telling import write_letters  # noqa: PLC0415 (as above)

    return write_letters(at)
