"""What the sample's conference makes of its answers: sessions, posters, a timetable, and the first words of a report.

Sessions and posters follow accepted answers by the rooms' own functions; the timetable is solved where the solver is
installed, and published.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import Call, CoRespondent, Response, ResponseEntry
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.conference import editing
from heliograph.conference.models import Conference
from heliograph.conference.published.models import Interest
from heliograph.conference.report import editions, opening
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.timetable import publishing, running, runs
from heliograph.conference.timetable.placing import mark_of
from heliograph.conference.timetable.versions import begin_draft
from heliograph.network.models import Person
from heliograph.sample.bulletins import NUMBER
from heliograph.sample.calls import sample_calls
from heliograph.sample.conference import rooms_and_slots, words
from heliograph.sample.draws import draw
from heliograph.sample.events import event_of, worded
from heliograph.sample.partners import look_for_partners
from heliograph.sample.past import hold_past
from heliograph.sample.stays import prepare_stays
from heliograph.sample.words import REVIEWED
from heliograph.texts.multilingual import texts_of

_DECLINED = 2
#: Seconds that the solver may take for the sample.
_SECONDS = 4
_ACCEPTED = (ResponseState.ACCEPTED, ResponseState.COMPLETED)


def hold_conference(by: Person, at: datetime) -> None:
    """Sessions, posters, timetable and report of what was answered, ideas that look for a partner, how people come;
    and the conference of the year before. Where there is a timetable nothing is done.
    """
    call = sample_calls(NUMBER).get("register")
    found = Conference.objects.filter(registration=call).with_programme().first() if call is not None else None
    if found is None or found.timetables.exists():
        return
    with transaction.atomic():
        _put_into_agenda(found, by, at)
        _decline_some(found, by, at)
        _join_proposals(found, at)
        for call in (found.posters, found.sessions):
            follow(call, at)
        rooms_and_slots(found, words(), by, at)
        _choose(found, at)
        _solve(found, by, at)
        opening.save_opening(found, words()["opening"], REVIEWED, "1", by, at)
        editions.ask(found, "en", by, at)
        look_for_partners(found, at)
        prepare_stays(found, by, at)
        hold_past(found, by, at)


def _put_into_agenda(conference: Conference, by: Person, at: datetime) -> None:
    """Let the conference be the event that the bulletin announces."""
    event = event_of(worded()["conference"])
    fields = {name: getattr(conference, name) for name in editing.FIELDS}
    place = {**fields, "event": event, "place": texts_of(conference.place)}
    editing.save_conference(conference, place, REVIEWED, str(conference.version), by, at)
    conference.refresh_from_db()


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


def follow(call: Call | None, at: datetime) -> None:
    """Let what was accepted become what it does with the step itself: a poster, a session, a line of a programme."""
    for response in _sent(call):
        if response.state in _ACCEPTED:
            kind_of(response.call).after(response, Verb.ACCEPT, at)


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
