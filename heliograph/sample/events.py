"""The events that the sample's bulletin announces, exactly as it does: what is to be confirmed there is so here.

``data/events.json`` has the words in four languages and the times as they were printed; they move with the bulletin.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse

from heliograph.bulletin.binding.guessing_events import guess_event
from heliograph.bulletin.binding.tying import bind, tie
from heliograph.bulletin.models import Binding, Issue, Item, ItemMoment
from heliograph.bulletin.states import MomentKind
from heliograph.calls.deadlines.moments import at_minute, later, on_day, sometime
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.starting import start_programme
from heliograph.calls.models import Call, Programme
from heliograph.calls.states import DeadlineKind
from heliograph.events.models import Event
from heliograph.events.registering.making import open_registration
from heliograph.events.scheduling.enter import start_event
from heliograph.events.scheduling.programme import add_document
from heliograph.events.scheduling.publishing import publish_event
from heliograph.events.scheduling.timing import add_time
from heliograph.events.states import Part
from heliograph.library.models import Document
from heliograph.moments.precision import Precision
from heliograph.moments.stored import day_in
from heliograph.network.models import Person
from heliograph.sample.moving import Calendar, calendar
from heliograph.sample.people import SECRETARIAT
from heliograph.sample.words import words_in
from heliograph.texts.multilingual import texts_of

_FILE = Path(__file__).parent / "data" / "events.json"
ZONE = "Europe/Paris"
#: Registration of which the bulletin says that it opens one of these days.
TO_BE_ANNOUNCED = "to-be-announced"
#: Fields of an event that the data gives as they are kept.
_PLAIN = ("kind", "number", "region", "country", "visibility", "host_name", "title", "summary", "text", "zone")
_DAYS = ("day", "last_day")
_OF_TIME = ("label", "state", "mode", "place", "join_link", "open_link", "languages", "captions")


@cache
def worded() -> Mapping[str, Mapping[str, Any]]:
    """What is written of each event, by its name in the data."""
    found: Mapping[str, Mapping[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def events_named() -> dict[str, str]:
    """The pages of the sample's events, by the addresses that the bulletin names."""
    found = {}
    for words in (*worded().values(), words_in("webinar")):
        event = event_of(words) if "links" in words else None
        if event is not None:
            found.update(dict.fromkeys(words["links"], reverse("events:event", args=[event.slug])))
    return found


def hold_events(issue: Issue, calls: Mapping[str, Call], by: Person, at: datetime) -> list[Event]:
    """Enter and publish the events of the sample's issue by the desk's own functions; ``at`` is aware.

    ``calls`` are those of the sample, by what the bulletin asks. Events that are there already are left as they are.
    """
    return [_hold(issue, words, calls, by, at) for words in worded().values() if event_of(words) is None]


def event_of(words: Mapping[str, Any]) -> Event | None:
    """The event of which these words are, where it was entered."""
    found: Event | None = Event.objects.filter(title__contains=words["title"]["en"]).order_by("pk").first()
    return found


def _hold(issue: Issue, words: Mapping[str, Any], calls: Mapping[str, Call], by: Person, at: datetime) -> Event:
    item = issue.items.get(position=words["item"])
    programme = _programme_of(item) or _new_programme(words.get("programme") or texts_of(item.title), by, at)
    given = {name: words[name] for name in _PLAIN if name in words}
    contact = words.get("contact", programme.contact)
    event = start_event(programme, {"zone": ZONE, **given, "contact": contact}, by, at)
    for one in words["times"]:
        add_time(event, _time(one, event.zone, issue.date), by, at)
    if "floor" in words:
        Event.objects.filter(pk=event.pk).update(floor=calls.get(words["floor"]))
        event.refresh_from_db()
    for document in Document.objects.filter(slug__in=words.get("documents", ())):
        add_document(event, document, Part.RESULT, None, by, at)
    event = publish_event(event, by, at)
    if registration := words.get("registration"):
        call = open_registration(event, by, at)
        if registration == TO_BE_ANNOUNCED:
            set_date(call, DeadlineKind.OPENS, later("", ZONE), by, at)
    announce(item, event, by, at)
    return event


def announce(item: Item, event: Event, by: Person, at: datetime) -> None:
    """Bind an item to its event, whose times stand instead of the item's own dates; their proposals are taken."""
    dates = {str(each.uid) for each in _dates(item, event)}
    bind(item, event, by, at)
    tie(item, event, at, sorted(dates))
    for proposal in item.proposals.events().open():
        if guess_event(proposal).uid in dates:
            bind(item, event, by, at, proposal)


def _dates(item: Item, event: Event) -> Iterator[ItemMoment]:
    """The dates of an item at which an event takes place: those of its region, at its times or on their days."""
    times = list(event.occurrences.all())
    days = {day_in(each.start, each.zone) for each in times if each.start is not None}
    for row in item.moments.filter(kind__in=(MomentKind.EVENT, MomentKind.TENTATIVE), audience=event.region):
        by_day = row.start is not None and row.precision == Precision.DAY and day_in(row.start, ZONE) in days
        unsure = row.kind == MomentKind.TENTATIVE and any(each.start is None for each in times)
        if by_day or unsure or row.start in {each.start for each in times}:
            yield row


def _time(one: Mapping[str, Any], zone: str, today: date) -> dict[str, Any]:
    """The fields of a time; ``said`` names days as the bulletin of that week does in each language."""
    said = {language: calendar(today, language).write(text) for language, text in one.get("said", {}).items()}
    given = {name: one[name] for name in _OF_TIME if name in one}
    return {**_when(one, zone, calendar(today, "en")), **given, **({"said": said} if said else {})}


def _when(one: Mapping[str, Any], zone: str, moves: Calendar) -> dict[str, Any]:
    """The fields of a time that say when it is: to the minute, on a day, in a week, or some day."""
    if "start" in one:
        return {name: at_minute(_moved(one[name], moves), zone).at for name in ("start", "end") if name in one}
    if "day" in one:
        first, last = (on_day(moves.move(date.fromisoformat(one.get(name, one["day"]))), zone) for name in _DAYS)
        return {"start": first.at, "precision": first.precision, **({"end": last.at} if "last_day" in one else {})}
    if "week" in one:
        moment = sometime(moves.move(date.fromisoformat(one["week"])), Precision.WEEK, zone)
        return {"precision": moment.precision, "words": moment.words}
    return {"precision": Precision.DAY}


def _moved(printed: str, moves: Calendar) -> datetime:
    wall = datetime.fromisoformat(printed)
    return datetime.combine(moves.move(wall.date()), wall.time())


def _programme_of(item: Item) -> Programme | None:
    """The programme of the calls to which an item is bound, or of an event that it announces already."""
    bound = Binding.objects.filter(item=item).exclude(call=None).values("call__programme")
    return Programme.objects.filter(pk__in=bound).order_by("pk").first()


def _new_programme(title: Mapping[str, str], by: Person, at: datetime) -> Programme:
    """A programme of an item that asks for nothing: it only announces, or tells."""
    made = Programme.objects.filter(title__contains=title["en"]).first()
    if made is not None:
        return made
    fields = {"title": title, "source_language": "en", "zone": ZONE, "contact": SECRETARIAT}
    return start_programme(fields, by, at)
