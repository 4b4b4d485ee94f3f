"""The webinar of an earlier number, which was held: who registered and came, what remains of it, what people thought.

``data/calls/webinar.json`` has its words, ``data/captions`` what was said in it. All is done at the instants at which
it would have been done, by the functions that the desk, registrants and their links use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from heliograph.bulletin.models import Issue, Item
from heliograph.calls.deadlines.moments import at_minute
from heliograph.calls.models import Programme
from heliograph.events.afterwards import certifying, opinions
from heliograph.events.afterwards.attending import attended
from heliograph.events.afterwards.captions import add_captions
from heliograph.events.afterwards.models import Followed
from heliograph.events.afterwards.opinions import Opinion
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.attending import join
from heliograph.events.registering.making import open_registration
from heliograph.events.registering.models import Registration
from heliograph.events.registering.places import TIME, Place
from heliograph.events.scheduling.enter import start_event
from heliograph.events.scheduling.programme import add_document, add_speaker
from heliograph.events.scheduling.publishing import publish_event
from heliograph.events.scheduling.timing import add_time
from heliograph.events.states import Part, Seat
from heliograph.library.models import Document
from heliograph.network.countries import country_name
from heliograph.network.models import Person
from heliograph.sample.calls import began
from heliograph.sample.draws import draw, pick
from heliograph.sample.events import ZONE, announce, event_of
from heliograph.sample.moving import calendar
from heliograph.sample.network import SampleNetwork, sample_network
from heliograph.sample.sending import Sender, country_of, language_of, owe_nothing
from heliograph.sample.words import words_in

#: The number and the position of its item.
_ITEM = (20, 1)
_CAPTIONS = Path(__file__).parent / "data" / "captions"
#: Of the coordinators and the first school of each country, how many register; of those, how many come.
_REGISTER, _COME = 0.25, 0.72
#: Of who came, how many ask for their certificate, and how many say what they thought of it.
_CERTIFIED, _SAYING = 0.3, 0.4
_DAY = timedelta(days=1)


def _words() -> Mapping[str, Any]:
    return words_in("webinar")


def webinar() -> Event | None:
    """The event, where it was entered."""
    return event_of(_words())


@dataclass(frozen=True)
class _Clock:
    """When things were done: printed instants, moved with the sample."""

    today: datetime

    def at(self, name: str) -> datetime:
        printed = datetime.fromisoformat(_words()[name])
        moved = calendar(self.today.date(), "en").move(printed.date())
        found = at_minute(datetime.combine(moved, printed.time()), ZONE).at
        assert found is not None
        return found


def hold_webinar(issue: Issue, programme: Programme, by: Person, at: datetime) -> None:
    """Enter the webinar in a programme, as it was before the present ``issue``; once, and not without its item."""
    number, position = _ITEM
    item = Item.objects.filter(issue__number=number, position=position).select_related("issue").first()
    if item is None or webinar() is not None:
        return
    words, clock = _words(), _Clock(datetime.combine(issue.date, at.timetz()))
    entered = clock.at("entered")
    given = {name: words[name] for name in ("number", "title", "summary", "text")}
    fields = {"kind": "webinar", "zone": ZONE, "contact": programme.contact, "visibility": "public", **given}
    event = start_event(programme, fields, by, entered)
    time = {name: words[name] for name in ("languages", "captions", "join_link")}
    add_time(event, {"start": clock.at("starts"), "end": clock.at("ends"), "mode": "online", **time}, by, entered)
    for speaker in words["speakers"]:
        add_speaker(event, _speaker(speaker), by, entered)
    event = publish_event(event, by, entered)
    open_registration(event, by, entered)
    began(programme, entered)
    announce(item, event, by, at)
    _keep(event, by, clock.at("ends") + 5 * _DAY)


def _speaker(said: Mapping[str, Any]) -> dict[str, Any]:
    """Nobody is named: a country's coordination speaks."""
    country = country_name(said["country"], "en")
    name = f"National Coordinator, {country}"
    return {"name": name, "role": "", "organization": "", "topic": said["topic"], "occurrence": None}


def _keep(event: Event, by: Person, at: datetime) -> None:
    """Recording, slides and captions, as far as the library has them."""
    occurrence = event.occurrences.get()
    for slug, part in _words()["documents"].items():
        document = Document.objects.filter(slug=slug).first()
        if document is None:
            continue
        kept = add_document(event, document, Part(part), occurrence, by, at)
        for file in sorted(_CAPTIONS.glob(f"{slug}.*.vtt")):
            add_captions(kept, file.suffixes[0].lstrip("."), file.name, file.read_bytes(), by, at)


def registrants(network: SampleNetwork) -> list[str]:
    """The addresses of those who register, in order."""
    schools = (each for each in network.schools if each.identifier.endswith("-0001") and each.status == "active")
    addresses = [
        *(one.email for one in network.coordinators),
        *(f"focal@{school.email.split('@')[1]}" for school in schools),
    ]
    return sorted(each for each in addresses if draw(each, "webinar") < _REGISTER)


def comes(email: str) -> bool:
    """Whether somebody who registered comes."""
    return draw(email, "webinar came") < _COME


def attend_webinar(at: datetime) -> int:
    """Let people register for it, come, and say afterwards what they thought; returns how many registered.

    Where somebody did already nothing is done.
    """
    event = webinar()
    call = event.registration if event is not None else None
    if event is None or call is None or call.responses.exists():
        return 0
    occurrence = event.occurrences.get()
    people = _people(registrants(sample_network()))
    for person in people:
        _register(Sender(call), occurrence, person, at)
    owe_nothing([call])
    for each in attended(occurrence).select_related("response__person").order_by("pk"):
        _look_back(each, occurrence)
    return len(people)


def _people(addresses: Sequence[str]) -> list[Person]:
    known = {one.email: one for one in Person.objects.filter(email__in=addresses)}
    return [known[each] for each in addresses if each in known]


def _register(sender: Sender, occurrence: Occurrence, person: Person, at: datetime) -> None:
    start, opened = _start(occurrence), sender.call.published_at or at
    when = opened + (start - opened) * (0.05 + 0.9 * draw(person.email, "webinar when"))
    response = sender.send(person, {TIME: Place(occurrence, Seat.LINE).key}, when)
    if comes(person.email):
        late = timedelta(minutes=int(15 * draw(person.email, "webinar late")) - 6)
        join(Registration.objects.get(response=response), start + late)


def _look_back(registration: Registration, occurrence: Occurrence) -> None:
    """Some ask for their certificate, and some say what they thought."""
    person = registration.response.person
    after = _start(occurrence) + _DAY * (1 + 6 * draw(person.email, "webinar after"))
    if draw(person.email, "webinar certified") < _CERTIFIED:
        certifying.issue(registration, language_of(person), after, said=f"Participant, {_country(person)}")
    if draw(person.email, "webinar says") < _SAYING:
        opinions.give(registration, _opinion(person), after)


def _country(person: Person) -> str:
    return country_name(country_of(person.email), "en")


def _opinion(person: Person) -> Opinion:
    language = language_of(person)
    said: Mapping[str, Sequence[str]] = _words()["opinions"]
    words = pick(said.get(language) or said["en"], draw(person.email, "webinar words"))
    followed = pick([Followed.YES, Followed.YES, Followed.YES, Followed.PARTLY], draw(person.email, "webinar followed"))
    return Opinion(3 + int(3 * draw(person.email, "webinar useful")), followed, words, language)


def _start(occurrence: Occurrence) -> datetime:
    assert occurrence.start is not None
    return occurrence.start
