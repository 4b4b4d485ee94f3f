"""What this room registers when the site starts."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.delivery import lastly, owed
from heliograph.delivery.topics import register as register_topic
from heliograph.events.rules import may_enter
from heliograph.events.scheduling.held import register_held
from heliograph.events.topics import EVENTS
from heliograph.frame.menu import Entry, register
from heliograph.frame.needs import register as register_need


def register_scheduling() -> None:
    """For ``ready()``."""
    from heliograph.calls.programmes.parts import register_links  # noqa: PLC0415 (app registry: models are loaded by now)
    from heliograph.events.scheduling.telling import look  # noqa: PLC0415 (as above)
    from heliograph.events.scheduling.waiting import needs  # noqa: PLC0415 (as above)

    register_topic(EVENTS)
    owed.register("events", _write_letters)
    lastly.register(EVENTS.slug, look)
    register_held()
    register_need("events", needs, 250)
    register_links("events", _links, 100)
    register(Entry(gettext_lazy("Events"), "events:desk_events", 32, may_enter))


def _links(programme: str) -> list[tuple[str, str]]:
    """The ways from a programme on the desk to its events, and to one more."""
    query = urlencode({"programme": programme})
    return [
        (_("Its events"), f"{reverse('events:desk_events')}?{query}"),
        (_("Begin an event"), f"{reverse('events:desk_new_event')}?{query}"),
    ]


def _write_letters(at: datetime) -> int:
    from heliograph.events.scheduling.telling import write_letters  # noqa: PLC0415 (as above)

    return write_letters(at)
