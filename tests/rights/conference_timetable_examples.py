"""The timetable of the conference that the organizer of Togo runs: its pages, and one of its rooms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.network.models import Organization
from tests.calls.factories import programme
from tests.conference.timetable.factories import venue
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]
_PAGES = (
    "desk_timetable",
    "desk_place",
    "desk_solve",
    "desk_publish_timetable",
    "desk_rooms",
    "desk_slots",
    "desk_arrivals",
)


def conference_timetable_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    at = Organization.objects.get(roles__person=world.people["organizer", RIGHT])
    one = venue(programme=programme("Timetabled Conference", slug="timetabled-conference", organizer=at))
    mine = {"slug": one.programme.slug}
    return {
        **{f"conference:{page}": mine for page in _PAGES},
        "conference:desk_closures": {**mine, "room": one.rooms.all()[0].public_id},
    }
