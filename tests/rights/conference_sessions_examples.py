"""Sessions of a conference that the organizer of Togo runs: one that stands, and an idea of Togo's coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.conference.sessions import searching
from heliograph.conference.sessions.idea_links import token
from heliograph.network.models import Organization
from tests.conference.registering.making import register
from tests.conference.sessions.making import attending, conference_with_sessions, draft, given
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def conference_sessions_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    coordinator = world.people["coordinator", RIGHT]
    one = conference_with_sessions(slug="sessions-conference")
    one.programme.organizer = Organization.objects.get(roles__person=world.people["organizer", RIGHT])
    one.programme.save()
    register(one, coordinator)
    idea = searching.Idea("Rivers", "Who draws them with us?", "en")
    search = searching.open_search(one, draft(one, coordinator), idea, coordinator, NOW)
    offer = searching.offer(search, attending(one, "GH"), "Our rivers, too", NOW)
    mine = {"slug": one.programme.slug}
    of_session = {**mine, "public_id": given(one, coordinator).public_id}
    of_idea = {**mine, "public_id": search.public_id}
    return {
        **{f"conference:{page}": mine for page in ("sessions", "ideas", "new_idea", "desk_sessions", "desk_formats")},
        **{f"conference:{page}": of_session for page in ("session", "session_name", "desk_minutes")},
        **{f"conference:{page}": of_idea for page in ("idea", "offer_partner", "close_idea")},
        "conference:answer_offer": {**of_idea, "offer": offer.public_id},
        "conference:partner_offer": {**mine, "token": token(offer, coordinator)},
    }
