"""The answers to the sample's calls, a few hundred in many states, with the entries that their lives have left.

They are written set by set, as the life cycle would have written them one by one: slot, states, times, entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.subjects import Subject, draft_slot
from heliograph.calls.models import Call, QuestionSet, Response, ResponseEntry
from heliograph.calls.questions.versions import current
from heliograph.calls.states import Actor, DeadlineKind, ResponseState, Verb
from heliograph.frame.finished import touch
from heliograph.network.models import Organization, Person
from heliograph.sample.calls import last_day, sample_calls, secretariat
from heliograph.sample.courses import Life, Rules, lives
from heliograph.sample.draws import draw
from heliograph.sample.network import SampleNetwork, SampleSchool, sample_network
from heliograph.sample.pictures import drawings, posters
from heliograph.sample.saying import answers
from heliograph.sample.sending import keep, picture

#: Of what the bulletin asks: how many of those who could do answer.
_SHARES = {
    "register": 0.98, "submit-poster": 0.66, "propose": 0.26, "speak": 0.07, "apply": 0.58, "express-interest": 0.7,
    "submit": 0.05,
}  # fmt: skip
#: What a question for a file gets, by its type.
_DRAWN: Mapping[str, Callable[[], Iterable[tuple[str, bytes]]]] = {"file": drawings, "poster-file": posters}
#: Of which most are decided as they come.
_PROMPT = frozenset({"submit-poster", "propose"})
_FIRST_FIVE = ("-0001", "-0002", "-0003", "-0004", "-0005")
_OF_COORDINATORS = frozenset({"register", "propose"})
_SENT = (Verb.SUBMIT, Verb.CHANGE)
BATCH = 500


@dataclass(frozen=True)
class _Answerer:
    """Who answers: his address, the identifier of the school for which he does (empty: for himself), the country."""

    email: str
    school: str
    country: str
    language: str


def load_responses(number: int, at: datetime) -> int:
    """Answer the calls of the sample's issue, those that nobody has answered; returns how many answers were added."""
    by = secretariat()
    found = [(what, call) for what, call in sample_calls(number).items() if not call.responses.exists()]
    if by is None or not found:
        return 0
    network = sample_network()
    with transaction.atomic():
        added = sum(_answer(what, call, by, network, at) for what, call in found)
        touch()
    return added


def _answer(what: str, call: Call, by: Person, network: SampleNetwork, at: datetime) -> int:
    people = {one.email: one for one in _answerers(what, network) if draw(one.email, what) < _SHARES[what]}
    kind, first = kind_of(call), call.published_at or call.created_at
    reconfirms = dates_of(call).get(DeadlineKind.RECONFIRM) is not None
    rules = Rules(kind.settled, kind.states, call.capacity, reconfirms, prompt=what in _PROMPT)
    found = lives(sorted(people), rules, first, last_day(call, at))
    return _write(call, [(people[life.who], life) for life in found], by, at)


def _answerers(what: str, network: SampleNetwork) -> Iterator[_Answerer]:
    if what in _OF_COORDINATORS:
        for one in network.coordinators:
            yield _Answerer(one.email, "", one.country, one.languages[0])
    if what not in {"propose"}:
        for school in _schools(what, network):
            own = "" if what in _OF_COORDINATORS else school.identifier
            yield _Answerer(f"focal@{school.email.split('@')[1]}", own, school.country, school.correspondence)


def _schools(what: str, network: SampleNetwork) -> Iterator[SampleSchool]:
    """The first active school of each country: for registration in a few, for an exchange abroad the first five."""
    numbers = _FIRST_FIVE if what == "apply" else _FIRST_FIVE[:1]
    for school in network.schools:
        first = school.identifier.endswith(numbers) and school.status == "active"
        stays = what == "register" and draw(school.identifier, what) > 0.15
        at_home = what == "apply" and school.country == "KR"
        if first and not stays and not at_home:
            yield school


def _write(call: Call, found: Sequence[tuple[_Answerer, Life]], by: Person, at: datetime) -> int:
    question_set = current(call)
    people = {one.email: one for one in Person.objects.filter(email__in=[who.email for who, _life in found])}
    named = [who.school for who, _life in found if who.school]
    schools = {one.identifier: one for one in Organization.objects.filter(identifier__in=named)}
    rows = [
        (_response(call, question_set, people[who.email], schools.get(who.school), who, life), life)
        for who, life in found
        if who.email in people and (not who.school or who.school in schools)
    ]
    Response.objects.bulk_create([row for row, _life in rows], batch_size=BATCH)
    organizer = _organizer(call, by)
    entries = [entry for row, life in rows for entry in _entries(row, life, organizer)]
    ResponseEntry.objects.bulk_create(entries, batch_size=BATCH)
    _files(question_set, [row for row, _life in rows])
    return len(rows)


def _response(
    call: Call, question_set: QuestionSet, person: Person, school: Organization | None, who: _Answerer, life: Life
) -> Response:
    token = uuid5(NAMESPACE_URL, f"{call.slug}/{who.email}").hex
    subject = Subject(person, organization=school, country=who.country)
    said = answers(
        question_set.questions, f"{who.email}/{call.slug}", who.language, life.steps[0].at, _of_himself(person)
    )
    sent = [step.at for step in life.steps if step.verb in _SENT]
    submitted = [step.at for step in life.steps if step.verb == Verb.SUBMIT]
    return Response(
        call=call,
        question_set=question_set,
        slot=subject.slot(call, token) if sent else draft_slot(person.pk, subject.slot(call, token)),
        language=who.language,
        state=life.state,
        answers=said if sent else {},
        draft={} if sent else said,
        version=len(life.steps),
        created_at=life.steps[0].at,
        saved_at=life.steps[-1].at,
        arrived_at=sent[-1] if sent else None,
        submitted_at=submitted[0] if submitted else None,
        queued_at=submitted[-1] if submitted else None,
        offered_until=life.offered_until,
        **subject.fields(),
    )


def _of_himself(person: Person) -> dict[str, str]:
    """Name on the badge and function, which the name of a coordinator tells already."""
    coordinates = person.email.startswith("coordinator@")
    return {"badge": person.name, **({"role": ""} if coordinates else {})}


def _entries(response: Response, life: Life, organizer: Person) -> Iterator[ResponseEntry]:
    by = {Actor.RESPONDENT: response.person, Actor.ORGANIZER: organizer, Actor.CLOCK: None}
    for step in life.steps:
        yield ResponseEntry(
            response=response,
            at=step.at,
            by=by[step.actor],
            actor=step.actor,
            verb=step.verb,
            before=step.before,
            after=step.after,
            told_at=step.at,
        )


def _organizer(call: Call, by: Person) -> Person:
    """Who decides: somebody of the programme's organizer, else the secretariat."""
    at = call.programme.organizer
    found = at.roles.filter(kind="organizer").select_related("person").first() if at is not None else None
    return found.person if found is not None else by


def _files(question_set: QuestionSet, responses: Sequence[Response]) -> None:
    """Each answer with a question for a file gets one of the sample's drawings, kept as any other file is."""
    asked = {question["key"]: question["type"] for question in question_set.questions if question["type"] in _DRAWN}
    sent = [response for response in responses if response.state != ResponseState.DRAFT]
    if not asked or not sent:
        return
    with ExitStack() as held:
        drawn = {kind: [held.enter_context(picture(name, data)) for name, data in _DRAWN[kind]()]
                 for kind in set(asked.values())}  # fmt: skip
        for response in sent:
            for key, kind in asked.items():
                pictures = drawn[kind]
                response.answers[key] = [keep(response, key, pictures[response.pk % len(pictures)])]
    Response.objects.bulk_update(sent, ["answers"], batch_size=BATCH)
