"""Who speaks at an event, and which documents of the library go with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heliograph.events.models import Event, EventDocument, Occurrence, Speaker
from heliograph.events.scheduling.doors import held_event, log, saved
from heliograph.events.states import Part
from heliograph.library.models import Document
from heliograph.network.models import Person
from heliograph.network.states import Refused

SPEAKER_FIELDS = ("name", "role", "organization", "topic", "occurrence")


@transaction.atomic
def add_speaker(event: Event, fields: Mapping[str, Any], by: Person, at: datetime) -> Speaker:
    """Somebody more who speaks, last; ``fields`` are those of SPEAKER_FIELDS. Raises Refused."""
    held = held_event(event, by)
    speaker = Speaker(event=held, position=_next(held.speakers), **{name: fields[name] for name in SPEAKER_FIELDS})
    _check_time(held, speaker.occurrence)
    speaker.save()
    saved(held, at)
    log(held, "speaker", by, at)
    return speaker


@transaction.atomic
def change_speaker(speaker: Speaker, fields: Mapping[str, Any], by: Person, at: datetime) -> Speaker:
    """Write who speaks, and about what. Raises Refused."""
    held = held_event(speaker.event, by)
    for name in SPEAKER_FIELDS:
        setattr(speaker, name, fields[name])
    _check_time(held, speaker.occurrence)
    speaker.save()
    saved(held, at)
    log(held, "speaker-edit", by, at)
    return speaker


@transaction.atomic
def remove_speaker(speaker: Speaker, by: Person, at: datetime) -> None:
    """Take somebody from the programme. Raises Refused."""
    held = held_event(speaker.event, by)
    speaker.delete()
    saved(held, at)
    log(held, "speaker-remove", by, at)


@transaction.atomic
def move_speaker(speaker: Speaker, *, up: bool, by: Person, at: datetime) -> None:
    """Let somebody speak one place earlier, or later; at the end nothing happens. Raises Refused."""
    held = held_event(speaker.event, by)
    order = list(held.speakers.order_by("position", "pk"))
    here = [each.pk for each in order].index(speaker.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order):
        each.position = position
    Speaker.objects.bulk_update(order, ["position"])
    saved(held, at)


@transaction.atomic
def add_document(
    event: Event, document: Document, part: Part, occurrence: Occurrence | None, by: Person, at: datetime
) -> EventDocument:
    """Have a document of the library go with an event. One that does already changes its part. Raises Refused."""
    held = held_event(event, by)
    _check_time(held, occurrence)
    row, made = EventDocument.objects.get_or_create(
        event=held, document=document, occurrence=occurrence,
        defaults={"part": part, "position": _next(held.documents)},
    )  # fmt: skip
    if not made and row.part != part:
        row.part = part
        row.save(update_fields=["part"])
    saved(held, at)
    log(held, "document", by, at)
    return row


@transaction.atomic
def remove_document(row: EventDocument, by: Person, at: datetime) -> None:
    """Take a document away from an event; in the library it stays. Raises Refused."""
    held = held_event(row.event, by)
    row.delete()
    saved(held, at)
    log(held, "document-remove", by, at)


def _next(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _check_time(event: Event, occurrence: Occurrence | None) -> None:
    if occurrence is not None and occurrence.event_id != event.pk:
        raise Refused("other-event", _("This time belongs to another event."))
