"""An international day of the network's own, with an address of each sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.events.observances.factories import day

Arguments = Mapping[str, Any]


def observances_examples() -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    of_day = {"key": day("Sample Day", own=True).key}
    pages = ("day", "follow_day", "desk_day", "desk_place_on_day", "desk_delete_day")
    return {**{f"events:{page}": of_day for page in pages}, "events:desk_day_step": {**of_day, "name": "show"}}
