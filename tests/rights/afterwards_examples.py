"""What remains of the event that the organizer of Togo runs, with an address of each sort."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from heliograph.events.afterwards.captions import add_captions
from heliograph.events.afterwards.certifying import issue
from heliograph.events.afterwards.mailbox import token_for
from heliograph.events.models import Event
from tests.events.afterwards.making import CAPTIONS, recording, registered
from tests.events.factories import occurrence
from tests.network.factories import NOW, person
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def afterwards_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are; of the event that ``events_examples`` has made."""
    one, who = Event.objects.get(slug="sample-event"), person("came@example.org", name="Kofi")
    row = occurrence(one, timezone.now() - timedelta(days=2))
    track = add_captions(recording(one), "en", "a.vtt", CAPTIONS.encode(), world.people["secretariat", RIGHT], NOW)
    mine = registered(row, who, came=row.start)
    certificate = issue(mine, "en", timezone.now())
    of_event = {"slug": one.slug}
    of_letter = {"token": token_for(who.email, row, timezone.now())}
    of_mine = {**of_letter, "response": mine.response.public_id}
    pages = "desk_after desk_add_captions desk_open_floor desk_feedback desk_certificates"
    return {
        **{f"events:{page}": of_event for page in pages.split()},
        "events:desk_remove_captions": {**of_event, "public_id": track.public_id},
        "events:desk_after_letter": {**of_event, "public_id": row.public_id},
        "events:desk_feedback_table": {**of_event, "form": "csv"},
        "events:desk_certificate": {**of_event, "code": certificate.code},
        "events:certificate": {"code": certificate.code},
        "events:captions": {"public_id": track.public_id},
        "events:after": of_letter,
        "events:after_certificate": of_mine,
        "events:after_feedback": of_mine,
    }
