"""The conference of the sample: what its calls become, and what is made of the answers to them.

``data/calls/conference.json`` has rooms, slots and words. Sessions and posters follow accepted answers by the rooms'
own functions; the timetable is solved where the solver is installed, and published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import Call, CoRespondent, Programme, Response, ResponseEntry
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.conference import editing
from heliograph.conference.calls import take_call
from heliograph.conference.models import Conference, Theme
from heliograph.conference.published.models import Interest
from heliograph.conference.report import editions, opening
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.timetable import publishing, running, runs
from heliograph.conference.timetable.models import Arrival, Room, Slot
from heliograph.conference.timetable.placing import mark_of
from heliograph.conference.timetable.versions import begin_draft
from heliograph.moments.zones import instant
from heliograph.network.countries import Region
from heliograph.network.models import Person
from heliograph.sample.draws import draw
from heliograph.sample.words import REVIEWED, words_in

_DECLINED = 2
#: Seconds that the solver may take for the sample.
_SECONDS = 4
_ACCEPTED = (ResponseState.ACCEPTED, ResponseState.COMPLETED)


def words() -> Mapping[str, Any]:
    """What is written of the conference."""
    return words_in("conference")


def play(call: Call, part: str, by: Person, at: datetime) -> Call:
    """Let a call of the sample play a part of the conference, which is made with the first of them."""
    conference = Conference.objects.filter(programme=call.programme).first() or _made(call.programme, by, at)
    return take_call(conference, part, call, by, at)


def _made(programme: Programme, by: Person, at: datetime) -> Conference:
    told = words()
    first = programme.begins or at.date()
    fields = {
        **{name: told[name] for name in ("zone", "country", "address", "signatory", "place")},
        "event": None,
        "first_day": first,
        "last_day": programme.ends or first + timedelta(days=2),
    }
    made = editing.make_conference(programme, fields, by, at)
    Theme.objects.bulk_create(
        Theme(conference=made, key=each["key"], name=LazyI18nString(each["name"]), position=position)
        for position, each in enumerate(told["themes"])
    )
    return made


def hold_conference(by: Person, at: datetime) -> None:
    """Sessions, posters, timetable and report of what was answered. Where there is a timetable nothing is done."""
    found = Conference.objects.filter(sessions__isnull=False, posters__isnull=False).with_programme().first()
    if found is None or found.timetables.exists():
        return
    with transaction.atomic():
        _decline_some(found, by, at)
        _join_proposals(found, at)
        _follow([found.posters, found.sessions], at)
        _furnish(found)
        _choose(found, at)
        _solve(found, by, at)
        opening.save_opening(found, words()["opening"], REVIEWED, "1", by, at)
        editions.ask(found, "en", by, at)


def _decline_some(conference: Conference, by: Person, at: datetime) -> None:
    """Two schools are declined, for which the other courses of the sample have no cause; who waits is offered a place.

    No letter is owed of it, as of nothing that the sample has brought along.
    """
    registered = Response.objects.filter(call=conference.registration)
    schools = registered.filter(state=ResponseState.CONFIRMED, person__email__startswith="focal@")
    for response in schools.order_by("-submitted_at", "pk")[:_DECLINED]:
        act = Act(at, by, Actor.ORGANIZER, note="There are three registrations from this school already.")
        verbs.decide(response, Verb.DECLINE, act)
    ResponseEntry.objects.filter(response__in=registered, told_at=None).update(told_at=at)


def _join_proposals(conference: Conference, at: datetime) -> None:
    """A coordinator of another country organizes along in every third proposal."""
    proposals = _sent(conference.sessions)
    people = [each.person for each in proposals]
    CoRespondent.objects.bulk_create(
        CoRespondent(
            response=each, email=partner.email, name=partner.name, language=partner.languages[0], person=partner,
            invited_by=each.person, invited_at=each.created_at, accepted_at=each.submitted_at or at,
        )
        for number, each in enumerate(proposals)
        if number % 3 == 0 and (partner := people[(number + 1) % len(people)]) != each.person
    )  # fmt: skip


def _sent(call: Call | None) -> list[Response]:
    rows = Response.objects.filter(call=call, submitted_at__isnull=False).select_related("person", "organization")
    return list(rows.order_by("slot", "pk"))


def _follow(calls: Iterable[Call | None], at: datetime) -> None:
    """What was accepted becomes a poster or a session, as it would have with the step itself."""
    for call in calls:
        for response in _sent(call):
            if response.state in _ACCEPTED:
                kind_of(response.call).after(response, Verb.ACCEPT, at)


def _furnish(conference: Conference) -> None:
    told = words()
    rooms = Room.objects.bulk_create(
        Room(
            conference=conference, name=LazyI18nString(each["name"]), capacity=each["capacity"],
            equipment=each["equipment"], position=position,
        )
        for position, each in enumerate(told["rooms"])
    )  # fmt: skip
    Slot.objects.bulk_create(_slot(conference, each, rooms) for each in told["slots"])
    Arrival.objects.bulk_create(
        Arrival(conference=conference, region=Region(each["region"]).slug, at=_instant(conference, each, "at"))
        for each in told["arrivals"]
    )


def _slot(conference: Conference, said: Mapping[str, Any], rooms: Sequence[Room]) -> Slot:
    return Slot(
        conference=conference,
        kind=said["kind"],
        title=LazyI18nString(said.get("title", {})),
        room=rooms[said["room"]] if "room" in said else None,
        begins=_instant(conference, said, "begins"),
        ends=_instant(conference, said, "ends"),
    )


def _instant(conference: Conference, said: Mapping[str, Any], clock: str) -> datetime:
    day: date = conference.first_day + timedelta(days=said["day"])
    return instant(datetime.combine(day, time.fromisoformat(said[clock])), conference.zone)


def _choose(conference: Conference, at: datetime) -> None:
    """Some of those who give a session would go to one or another of the others."""
    sessions = list(standing(conference))
    people = {each.response.person_id for each in standing(conference).select_related("response")}
    Interest.objects.bulk_create(
        Interest(session=session, person_id=person, at=at)
        for person in sorted(people)
        for session in sessions
        if session.response.person_id != person and draw(f"{person}", str(session.response_id)) < 0.1
    )


def _solve(conference: Conference, by: Person, at: datetime) -> None:
    """Place the sessions and publish the timetable; without the solver the draft stays as it is, for the desk."""
    draft = begin_draft(conference, by, at)
    if not runs.solver_is_there():
        return
    run = runs.begin(draft, runs.SECONDS[0], by, at, rest_only=False)
    # Less than the desk offers: nobody wants to wait for a first start.
    run.seconds = _SECONDS
    run.save(update_fields=["seconds"])
    running.run(run.pk)
    draft.refresh_from_db()
    if draft.placements.exists():
        publishing.publish(conference, mark_of(draft), by, at)
