"""An international day of the network's own, with an address of each sort."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from heliograph.delivery.links import letter_token
from heliograph.events.observances.weeks import Week
from tests.events.observances.factories import day
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def observances_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    of_day = {"key": day("Sample Day", own=True).key}
    pages = ("day", "follow_day", "desk_day", "desk_place_on_day", "desk_delete_day")
    reader, week = world.people["teacher", RIGHT], Week(date(2026, 3, 9), ())
    return {
        **{f"events:{page}": of_day for page in pages},
        "events:desk_day_step": {**of_day, "name": "show"},
        "events:follow_theme": {"theme": "peace"},
        "events:days_of_letter": {"token": letter_token(reader.email, week.key, timezone.now())},
    }
