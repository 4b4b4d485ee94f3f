"""An event that the organizer of Togo and the office of its region run, with an address of each sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.events.models import EventDocument, Speaker
from heliograph.network.models import Organization
from tests.calls.factories import programme
from tests.events.factories import event, occurrence
from tests.library.factories import document
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def events_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    at = Organization.objects.get(roles__person=world.people["organizer", RIGHT])
    one = event("Sample Event", slug="sample-event", region="Africa", programme=programme(organizer=at))
    row = occurrence(one)
    speaker = Speaker.objects.create(event=one, name="Ama")
    file = EventDocument.objects.create(event=one, document=document())
    of_event = {"slug": one.slug}
    of_time = {**of_event, "public_id": row.public_id}
    pages = "event follow unfollow desk_event desk_edit_event desk_delete_event desk_repeat_event desk_new_time"
    pages += " desk_end_repeating desk_several_times"
    return {
        **{f"events:{page}": of_event for page in (*pages.split(), "desk_new_speaker", "desk_new_document")},
        "events:desk_event_step": {**of_event, "step": "publish"},
        "events:desk_time": of_time,
        "events:desk_cancel_time": of_time,
        "events:desk_following_times": of_time,
        "events:desk_time_step": {**of_time, "step": "confirm"},
        "events:desk_speaker": {**of_event, "number": speaker.pk},
        "events:desk_remove_document": {**of_event, "number": file.pk},
    }
