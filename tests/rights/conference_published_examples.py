"""The public programme of a conference that the organizer of Togo runs, with one session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.network.models import Organization
from tests.calls.factories import programme
from tests.conference.timetable.factories import placed, session, venue
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def conference_published_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    at = Organization.objects.get(roles__person=world.people["organizer", RIGHT])
    one = venue(programme=programme("Public Conference", slug="public-conference", organizer=at))
    given = session(one, "Reefs")
    placed(given, one.rooms.all()[0], one.slots.all()[0])
    one.timetables.update(state="published", published_at=NOW)
    mine = {"slug": one.programme.slug}
    pages = (
        "conference_programme",
        "my_conference_programme",
        "programme_worker",
        "programme_ics",
        "programme_pdf",
        "desk_doors",
    )
    of_session = {**mine, "public_id": given.public_id}
    return {
        **{f"conference:{page}": mine for page in pages},
        "conference:session_ics": of_session,
        "conference:interest": of_session,
    }
