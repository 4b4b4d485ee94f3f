"""“Take the floor”: the call by which schools offer to speak at an event is opened, and shown while it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.answering.finding import Visitor, secret_of
from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.publishing import publish_call
from heliograph.calls.desk.starting import start_call
from heliograph.calls.models import Call
from heliograph.calls.programmes.lines import when_of
from heliograph.calls.rules import may_see
from heliograph.calls.states import CallState, CallStatus, DeadlineKind
from heliograph.events.afterwards.floor_kind import Floor
from heliograph.events.models import Event
from heliograph.events.scheduling.doors import held_event, log, saved
from heliograph.events.states import EventStatus, OccurrenceState
from heliograph.frame.reader import Reader
from heliograph.moments.wording import When
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visiting
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of


@dataclass(frozen=True)
class Open:
    """An open call as the page of the event shows it: where it is, what its button says, until when."""

    url: str
    button: str
    closes: When | None


@transaction.atomic
def open_floor(event: Event, last: date, by: Person, at: datetime) -> Call:
    """The call of an event, made where it has none, or one that was cancelled: until the end of a day in its zone.

    It is published at once where the event is, else by hand as any call. Raises Refused.
    """
    held = held_event(event, by)
    if not is_free(held):
        assert held.floor is not None
        return held.floor
    closes = on_day(last, held.zone)
    _check(held, closes.until, at)
    titles = _titles(held)
    call = start_call(held.programme, Floor(), titles[held.source_language], by, at)
    call.title, call.contact = LazyI18nString(titles), held.contact
    call.source_language, call.zone = held.source_language, held.zone
    call.visibility, call.audience = held.visibility, held.audience
    call.save()
    set_date(call, DeadlineKind.CLOSES, closes, by, at)
    if held.status == EventStatus.PUBLISHED:
        call = publish_call(call, by, at)
    held.floor = call
    saved(held, at)
    log(held, "floor", by, at)
    return call


def is_free(event: Event) -> bool:
    """Whether a call to take the floor can be made for an event: it has none that stands."""
    return event.floor is None or event.floor.status == CallStatus.CANCELLED


def _check(event: Event, closes: datetime | None, at: datetime) -> None:
    times = event.occurrences.exclude(state=OccurrenceState.CANCELLED).filter(start__gt=at)
    last = max((row.start for row in times if row.start), default=None)
    if closes is None or closes <= at:
        raise Refused("past", _("This day is over. Choose one that is still to come."))
    if last is not None and closes >= last:
        raise Refused("too-late", _("By then the event is over, or has begun. Choose an earlier day."))


def _titles(event: Event) -> Mapping[str, str]:
    """The title of the call in every language in which both the event and the interface are."""
    offered = {code for code, _name in settings.LANGUAGES}
    titles = {}
    for language, words in texts_of(event.title).items():
        if language in offered or language == event.source_language:
            with translation.override(language if language in offered else settings.LANGUAGE_CODE):
                titles[language] = (_("Take the floor: %(title)s") % {"title": words})[:250]
    return titles


def open_of(event: Event, person: Visiting, reader: Reader, at: datetime) -> Open | None:
    """The call for who may see it, while it is open. Two queries where the event has one."""
    if event.floor_id is None:
        return None
    call = Call.objects.published().select_related("programme").dated().filter(pk=event.floor_id).first()
    if call is None or state_at(call, dates_of(call), at) != CallState.OPEN or not may_see(person, call, call.link):
        return None
    url = reverse("calls:call", args=[call.slug]) + Visitor(key=secret_of(call)).query
    return Open(url, str(Floor.action), when_of(dates_of(call), DeadlineKind.CLOSES, reader, at))
