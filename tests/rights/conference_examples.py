"""A conference that the organizer of Togo runs, with an address of each sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.network.models import Organization
from tests.calls.factories import programme
from tests.conference.factories import conference
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def conference_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    at = Organization.objects.get(roles__person=world.people["organizer", RIGHT])
    one = conference(programme=programme("Sample Conference", slug="sample-conference", organizer=at))
    mine = {"slug": one.programme.slug}
    pages = ("desk_conference", "desk_edit_conference", "desk_themes")
    return {
        **{f"conference:{page}": mine for page in pages},
        "conference:desk_open_call": {**mine, "part": "registration"},
    }
