"""The call by which people register for an event is made of the event: its texts, audience, times and closing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from heliograph.calls.deadlines.moments import Moment
from heliograph.calls.deadlines.setting import current, set_date
from heliograph.calls.desk.publishing import publish_held
from heliograph.calls.desk.starting import begin_call
from heliograph.calls.kinds import first_questions
from heliograph.calls.models import Call, Programme
from heliograph.calls.questions import versions
from heliograph.calls.questions.schema import read
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.events.models import Event, EventEntry, Occurrence
from heliograph.events.registering.kind import EventRegistration
from heliograph.events.registering.places import TIME, open_occurrences
from heliograph.events.scheduling.doors import held_event, held_programme, log, saved
from heliograph.events.states import EventStatus, Mode
from heliograph.frame.phrases import in_all_languages
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of

OPENED, CLOSING = "registration-opened", "registration-closing"


@transaction.atomic
def open_registration(event: Event, by: Person, at: datetime) -> Call:
    """Open registration for an event: its call, made and published; where there is one already, that.

    It closes when the last time begins, and never by itself for an event that goes on by a rule. Raises Refused:
    ``not-yours``, ``draft``, ``no-time``, and whatever forbids to publish a call.
    """
    held = held_event(event, by)
    there = held.registration
    if there is not None and there.status != CallStatus.CANCELLED:
        return there
    if held.status != EventStatus.PUBLISHED:
        raise Refused("draft", _("This event is a draft. Publish it first."))
    if not open_occurrences(held, at):
        raise Refused("no-time", _("This event has no time to come. Add one first."))
    programme = held_programme(held.programme, by)
    call = _made(held, programme, by, at)
    held.registration = call
    saved(held, at)
    close_with_event(held, by, at)
    log(held, OPENED, by, at)
    return publish_held(_held_call(call), programme, by, at)


def _held_call(call: Call) -> Call:
    held: Call = Call.objects.select_for_update(of=("self",)).select_related("programme").get(pk=call.pk)
    return held


def _made(event: Event, programme: Programme, by: Person, at: datetime) -> Call:
    title = texts_of(event.title).get(event.source_language) or str(event.title)
    call = begin_call(programme, EventRegistration(), title, by, at)
    call.title, call.summary, call.source_language = event.title, event.summary, event.source_language
    call.contact, call.zone = event.contact or event.programme.contact, event.zone
    call.audience, call.visibility = event.audience, event.visibility
    call.save()
    versions.save_questions(call, read(questions_for(event)), by, at)
    return call


def questions_for(event: Event) -> list[dict[str, Any]]:
    """What registration for an event asks to begin with: the time, and where there is a room what one needs there."""
    time = {
        "key": TIME,
        "type": "time",
        "label": in_all_languages(gettext_noop("Which time do you take part in?")),
        "required": True,
        "settings": {"event": str(event.public_id)},
    }
    on_site = any(each.mode != Mode.ONLINE for each in event.occurrences.all())
    needs = [dict(each) for each in first_questions.REGISTRATION if each["key"] == "needs"]
    return [time, *(needs if on_site else [])]


def close_with_event(event: Event, by: Person, at: datetime) -> bool:
    """Let registration close when the last time of an event begins; False where nothing was to be changed.

    For who changes its times, in the same transaction. Another date that somebody has set stays as he set it.
    """
    call = event.registration
    if call is None or event.recurrence or call.status in {CallStatus.COMPLETED, CallStatus.CANCELLED}:
        return False
    last = _last_start(event)
    before = current(call, DeadlineKind.CLOSES)
    if last is None or last <= at or (before is not None and (before.at == last or before.at != _written(event))):
        return False
    set_date(call, DeadlineKind.CLOSES, Moment(last, last, event.zone), by, at)
    log(event, CLOSING, by, at, last.isoformat())
    return True


def _last_start(event: Event) -> datetime | None:
    """When the last time begins that takes place; None where that is not known of all of them."""
    starts = [each.start for each in Occurrence.objects.filter(event=event).standing()]
    return max(starts) if starts and all(starts) else None


def _written(event: Event) -> datetime | None:
    """The closing that was written last by this module; the log keeps it."""
    entry = EventEntry.objects.filter(event=event, verb=CLOSING).last()
    return datetime.fromisoformat(entry.what[0]) if entry is not None else None
