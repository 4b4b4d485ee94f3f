"""The sample's coming events: who has registered for the webinar, and who wants to be told what is to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from heliograph.calls.deadlines.following import follow as follow_call
from heliograph.calls.models import Call, Deadline
from heliograph.calls.states import DeadlineKind
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.places import TIME, Place
from heliograph.events.scheduling.following import follow
from heliograph.events.states import OccurrenceState, Seat
from heliograph.network.countries import countries_of
from heliograph.network.models import Person
from heliograph.sample.calls import backdate
from heliograph.sample.draws import draw
from heliograph.sample.events import event_of, worded
from heliograph.sample.network import sample_network
from heliograph.sample.sending import Sender, country_of, language_of, owe_nothing

#: How many coordinators register for the webinar; how many follow a meeting of their region that is to be confirmed.
_REGISTER, _FOLLOW = 0.3, 0.5
_DAYS = 3


def expect_events(at: datetime) -> int:
    """Let coordinators register and follow, where nobody has registered yet; returns how many registered."""
    event = event_of(worded()["webinar"])
    call = event.registration if event is not None else None
    if event is None or call is None or call.responses.exists():
        return 0
    backdate(call, at, _DAYS)
    call.refresh_from_db()
    people = _coordinators()
    times, sender, opened = list(event.occurrences.all()), Sender(call), call.published_at or at
    coming = [each for each in people if draw(each.email, "webinar 4") < _REGISTER]
    for person in coming:
        when = opened + (at - opened) * draw(person.email, "webinar 4 when")
        sender.send(person, {TIME: Place(_time_for(person, times), Seat.LINE).key}, when)
    owe_nothing([call])
    _follow_all(people, at)
    return len(coming)


def _coordinators() -> list[Person]:
    addresses = [one.email for one in sample_network().coordinators]
    return sorted(Person.objects.filter(email__in=addresses), key=lambda person: person.email)


def _time_for(person: Person, times: Sequence[Occurrence]) -> Occurrence:
    """The time in a person's language, else the first."""
    return next((each for each in times if language_of(person) in each.languages), times[0])


def _follow_all(people: Sequence[Person], at: datetime) -> None:
    """Coordinators follow what is to be confirmed in their region; some, that registration for the youth day opens."""
    unsure = Event.objects.published().filter(occurrences__state=OccurrenceState.TENTATIVE).exclude(region="")
    for event in unsure.distinct().order_by("pk"):
        countries = countries_of(event.region)
        for person in people:
            if country_of(person.email) in countries and draw(person.email, event.slug) < _FOLLOW:
                follow(event, person, at)
    for call in Call.objects.filter(deadlines__in=Deadline.objects.current().filter(kind=DeadlineKind.OPENS, at=None)):
        for person in people:
            if draw(person.email, call.slug) < _FOLLOW / 5:
                follow_call(call, person, at)
