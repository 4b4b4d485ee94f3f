"""An event of the organizer of Togo's for which somebody is registered, with an address of each sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from heliograph.delivery.links import letter_token
from heliograph.events.registering.making import open_registration
from heliograph.events.registering.reminding import key_of
from heliograph.network.models import Organization
from tests.calls.factories import programme
from tests.events.factories import event, occurrence
from tests.events.registering.making import place, register
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def registering_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    organizer = world.people["organizer", RIGHT]
    at = Organization.objects.get(roles__person=organizer)
    one = event("Sample Session", slug="sample-session", region="Africa", programme=programme(organizer=at))
    row = occurrence(one)
    mine = place(register(open_registration(one, organizer, NOW), row, world.people["teacher", RIGHT]))
    of_event, of_row = {"slug": one.slug}, {"slug": one.slug, "POST": {"r": str(mine.response.public_id)}}
    token = letter_token(mine.response.person.email, key_of(row, 24), timezone.now())
    return {
        "events:join": {"token": mine.token},
        "events:join_renew": {"token": mine.token},
        "events:join_reminded": {"token": token},
        **{f"events:{name}": of_event for name in ("desk_open_registration", "desk_registrants", "desk_door_list")},
        **{f"events:{name}": of_row for name in ("desk_came", "desk_renew_link")},
    }
