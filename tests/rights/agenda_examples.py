"""Calendars to subscribe to: of the programme of the sample event, of a country, of a theme, of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.events.agenda import links
from heliograph.events.models import Event
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def agenda_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are; the sample event was made before."""
    event = Event.objects.select_related("programme").get(slug="sample-event")
    return {
        "events:event_ics": {"slug": event.slug},
        "events:calendar_programme": {"slug": event.programme.slug},
        "events:calendar_country": {"code": "tg"},
        "events:calendar_days": {"theme": "peace"},
        "events:calendar_mine": {"secret": links.make(world.people["teacher", RIGHT], NOW).secret},
    }
