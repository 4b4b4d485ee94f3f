"""The conference of the year before, which was held: who came, what was said, photographs, and its published report.

``data/calls/past.json`` has the words. All is done at the instants at which it would have been done, by the functions
that the desk, participants and doors use; what was sent then is not sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.publishing import end_programme, publish_call
from heliograph.calls.desk.starting import start_programme
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import Call, Programme, Response
from heliograph.calls.states import Actor, DeadlineKind, Verb
from heliograph.conference.calls import begin_call
from heliograph.conference.models import Conference
from heliograph.conference.posters import questions as poster_questions
from heliograph.conference.posters.appreciating import appreciate
from heliograph.moments.zones import instant
from heliograph.network.models import Organization, Person
from heliograph.sample.afterwards import look_back
from heliograph.sample.attending import attend
from heliograph.sample.conference import make, rooms_and_slots
from heliograph.sample.draws import draw
from heliograph.sample.moving import calendar
from heliograph.sample.network import sample_network
from heliograph.sample.pictures import posters
from heliograph.sample.placing import place_all
from heliograph.sample.saying import answers
from heliograph.sample.sending import Sender, language_of, owe_nothing, picture
from heliograph.sample.words import words_in

_DAY = timedelta(days=1)
#: Of the coordinators how many register; of those how many withdraw.
_REGISTER, _WITHDRAW = 0.22, 0.06
#: Of the first schools how many might show a poster.
_SHOW = 0.4
#: So many sessions are proposed, so many of them accepted; so many posters.
_PROPOSED, _ACCEPTED, _POSTERS = 8, 7, 9


def words() -> Mapping[str, Any]:
    """What is written of it."""
    return words_in("past")


@dataclass(frozen=True)
class Then:
    """When something was, by days before or after the first day of the conference."""

    first: date
    zone: str

    def __call__(self, days: float, clock: time = time(9)) -> datetime:
        return instant(datetime.combine(self.first, clock), self.zone) + days * _DAY


def hold_past(present: Conference, by: Person, at: datetime) -> Conference | None:
    """Hold the conference before a present one; once. ``at`` is aware."""
    first = present.first_day - timedelta(weeks=words()["weeks"])
    if Conference.objects.filter(first_day=first).exists():
        return None
    return _hold(first, by, at)


@transaction.atomic
def _hold(first: date, by: Person, at: datetime) -> Conference:
    then = Then(first, words()["zone"])
    conference = make(_programme(then, by, at), words(), by, then(-180))
    people = _register(conference, then, by)
    _propose(conference, people, then, by)
    _send_posters(conference, people, then, by)
    rooms_and_slots(conference, words(), by, then(-60))
    place_all(conference, by, then(-30))
    attend(conference, words()["doors"], then, by)
    look_back(conference, then, by, at)
    conference.refresh_from_db()
    owe_nothing(conference.programme.calls.all())
    end_programme(conference.programme, by, then(90))
    return conference


def _programme(then: Then, by: Person, at: datetime) -> Programme:
    said, first = words(), then.first
    titles = {language: calendar(at.date(), language).write(text) for language, text in said["title"].items()}
    fields = {
        "title": titles, "summary": said["summary"], "source_language": said["language"], "zone": said["zone"],
        "contact": by.email, "begins": first, "ends": first + _DAY,
    }  # fmt: skip
    return start_programme(fields, by, then(-180))


def open_call(conference: Conference, part: str, dates: tuple[datetime, date], by: Person) -> Call:
    """Begin the call that plays a part, and publish it; ``dates`` are when, and the last day on which it is open."""
    when, last = dates
    call = begin_call(conference, part, by, when)
    set_date(call, DeadlineKind.CLOSES, on_day(last, call.zone), by, when)
    conference.refresh_from_db()
    return publish_call(call, by, when)


def _register(conference: Conference, then: Then, by: Person) -> list[Person]:
    """Coordinators register, and a few withdraw; returns those who come."""
    call = open_call(conference, "registration", (then(-120), then.first - 30 * _DAY), by)
    sender = Sender(call)
    coming = []
    for person in _coordinators():
        if draw(person.email, "past") >= _REGISTER:
            continue
        when = then(-118 + 85 * draw(person.email, "past when"))
        response = sender.send(person, _said(sender, person, when, {"badge": str(person.name), "role": ""}), when)
        if draw(person.email, "past withdraws") < _WITHDRAW:
            verbs.withdraw(response, Act(then(-25), person))
        else:
            coming.append(person)
    return coming


def _coordinators() -> list[Person]:
    addresses = [one.email for one in sample_network().coordinators]
    return sorted(Person.objects.filter(email__in=addresses), key=lambda person: person.email)


def _said(sender: Sender, person: Person, at: datetime, own: Mapping[str, str]) -> dict[str, Any]:
    return answers(sender.questions, f"{person.email}/{sender.call.slug}", language_of(person), at, own)


def _propose(conference: Conference, people: list[Person], then: Then, by: Person) -> None:
    call = open_call(conference, "sessions", (then(-110), then.first - 45 * _DAY), by)
    sender = Sender(call)
    for number, person in enumerate(people[:_PROPOSED]):
        when = then(-60 + number)
        response = sender.send(person, _said(sender, person, when, {}), when)
        _decide(response, Verb.ACCEPT if number < _ACCEPTED else Verb.DECLINE, by, then(-40))


def _send_posters(conference: Conference, people: list[Person], then: Then, by: Person) -> None:
    call = open_call(conference, "posters", (then(-110), then.first - 30 * _DAY), by)
    sender, drawn = Sender(call), posters()
    for number, (person, school) in enumerate(_schools()):
        when, (name, data) = then(-50 + number), drawn[number % len(drawn)]
        with picture(name, data) as file:
            said = _said(sender, person, when, {})
            response = sender.send_with(person, said, poster_questions.FILE, file, when, school)
        _decide(response, Verb.ACCEPT, by, then(-28))
    for poster in conference.posters_shown.order_by("number"):
        for person in people:
            if draw(person.email, f"likes {poster.number}") < 0.2:
                appreciate(poster, person, then(1))


def _schools() -> list[tuple[Person, Organization]]:
    """Focal points with their schools: some of those that are the first of a country, and active."""
    first = (each for each in sample_network().schools if each.identifier.endswith("-0001") and each.status == "active")
    schools = {each.identifier: f"focal@{each.email.split('@')[1]}" for each in first}
    known = Organization.objects.filter(identifier__in=[each for each in schools if draw(each, "past poster") < _SHOW])
    people = {each.email: each for each in Person.objects.filter(email__in=[schools[one.identifier] for one in known])}
    ordered = sorted(known, key=lambda school: school.identifier)
    found = [(people.get(schools[each.identifier]), each) for each in ordered]
    return [(person, each) for person, each in found if person is not None][:_POSTERS]


def _decide(response: Response, verb: Verb, by: Person, at: datetime) -> None:
    verbs.decide(response, verb, Act(at, by, Actor.ORGANIZER))
