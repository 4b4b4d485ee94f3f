"""A session follows the proposal that was accepted: it stands with acceptance, and no more with whatever ends that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from heliograph.calls.corresponding.members import joined
from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState, Verb
from heliograph.conference.models import Conference, Theme
from heliograph.conference.registering.taking_part import for_person, holder_of, registrations
from heliograph.conference.sessions import questions
from heliograph.conference.sessions.formats import begin_formats
from heliograph.conference.sessions.known import stretch_of
from heliograph.conference.sessions.models import Format, Session, SessionPerson
from heliograph.conference.timetable.equipment import EQUIPMENT
from heliograph.frame.finished import touch
from heliograph.network.countries import region_slug
from heliograph.network.models import Person

#: States in which a session is given.
GIVEN = frozenset({ResponseState.ACCEPTED, ResponseState.CONFIRMED, ResponseState.RECONFIRMED, ResponseState.COMPLETED})
#: Steps with which the lead says anew whether his name may stand on the programme.
_SAYING = frozenset({Verb.ACCEPT, Verb.CHANGE})
_MOST_EXPECTED = 32_000


def keep_session(conference: Conference, response: Response, verb: Verb, at: datetime) -> None:
    """Write the session of a proposal, or let it stand no more; in the transaction of a step, with its row held."""
    found = Session.objects.select_for_update(of=("self",)).filter(response=response).first()
    if response.state in GIVEN:
        _give(found or Session(conference=conference, response=response, accepted_at=at), verb, at)
    elif found is not None and found.stands:
        found.stands, found.changed_at = False, at
        found.save(update_fields=["stands", "changed_at"])
        touch()


def page_of(session: Session) -> str:
    """The whole address of a session's page, for letters; its conference fetched with the programme."""
    page = reverse("conference:session", args=[session.conference.programme.slug, session.public_id])
    return f"{settings.SITE_URL}{page}"


def _give(session: Session, verb: Verb, at: datetime) -> None:
    conference, response = session.conference, session.response
    chosen = _format(conference, response)
    if session.format_id != chosen.pk:
        session.format, session.minutes = chosen, chosen.minutes
    for name, value in _said(conference, response).items():
        setattr(session, name, value)
    session.stands, session.changed_at = True, at
    session.save()
    _keep_people(session, verb)
    touch()


def _format(conference: Conference, response: Response) -> Format:
    """The format that was chosen; the first of the conference where it is not among them any more."""
    begin_formats(conference)
    formats = list(conference.formats.all())
    key = response.answers.get(questions.FORMAT)
    return next((each for each in formats if each.key == key), formats[0])


def _said(conference: Conference, response: Response) -> dict[str, Any]:
    """What the programme and the timetable need, out of the answers."""
    answers = response.answers
    return {
        "title": _text(answers, questions.TITLE)[:250],
        "summary": _text(answers, questions.SUMMARY),
        "theme": Theme.objects.filter(conference=conference, key=_text(answers, questions.THEME)).first(),
        "language": (_text(answers, questions.LANGUAGE) or response.language)[:20],
        "expected": _expected(answers),
        "needs": [key for key in EQUIPMENT if key in _listed(answers, questions.NEEDS)],
        "not_at": list(_stretches(conference, answers)),
        "region": region_slug(response.country),
    }


def _text(answers: Mapping[str, Any], key: str) -> str:
    value = answers.get(key)
    return value if isinstance(value, str) else ""


def _listed(answers: Mapping[str, Any], key: str) -> list[Any]:
    value = answers.get(key)
    return value if isinstance(value, list) else []


def _expected(answers: Mapping[str, Any]) -> int | None:
    value = answers.get(questions.EXPECTED)
    usable = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_EXPECTED
    return value if usable else None


def _stretches(conference: Conference, answers: Mapping[str, Any]) -> Iterator[list[str]]:
    for key in _listed(answers, questions.NOT_AT):
        if (stretch := stretch_of(conference, str(key))) is not None:
            yield [each.isoformat() for each in stretch]


@dataclass(frozen=True)
class _Giver:
    """Somebody who gives a session. ``agreed``: what he or the lead says of the name; None: nothing so far."""

    person: Person | None
    email: str
    name: str
    organization: str
    country: str
    agreed: bool | None

    @property
    def key(self) -> int | str:
        return self.person.pk if self.person is not None else self.email


def _keep_people(session: Session, verb: Verb) -> None:
    """The people of a session as its proposal has them; what each has said of his name stays."""
    before: dict[int | str, bool] = {each.person_id or each.email: bool(each.shown) for each in session.people.all()}
    session.people.all().delete()
    givers: dict[int | str, _Giver] = {}
    for each in _givers(session, says=verb in _SAYING):
        givers.setdefault(each.key, each)
    SessionPerson.objects.bulk_create(
        _row(session, each, before, number) for number, each in enumerate(givers.values())
    )


def _row(session: Session, giver: _Giver, before: Mapping[int | str, bool], position: int) -> SessionPerson:
    agreed = giver.agreed if giver.agreed is not None else before.get(giver.key, False)
    return SessionPerson(
        session=session,
        person=giver.person,
        email=giver.email,
        shown=giver.name[:200] if agreed else "",
        organization=giver.organization[:250],
        country=giver.country,
        position=position,
    )


def _givers(session: Session, *, says: bool) -> Iterator[_Giver]:
    """The lead, who organizes along, the speakers by name."""
    conference, response = session.conference, session.response
    yield _organizer(conference, response.person, response.country, _agreed(response.answers) if says else None)
    for each in joined(response):
        if each.person is not None:
            yield _organizer(conference, each.person, "", None)
    yield from _speakers(response.answers)


def _organizer(conference: Conference, person: Person, code: str, agreed: bool | None) -> _Giver:
    """Whoever organizes a session, from where he is registered for the conference."""
    registered = registrations(conference).filter(for_person(person)).order_by("pk").first()
    holder = holder_of(registered) if registered is not None else None
    organization = holder.organization if holder is not None else ""
    place = code or (holder.country if holder is not None else "")
    return _Giver(person, "", person.name or person.email, organization, place, agreed)


def _agreed(answers: Mapping[str, Any]) -> bool:
    given = answers.get(questions.NAME)
    return isinstance(given, dict) and given.get("agreed") is True


def _speakers(answers: Mapping[str, Any]) -> Iterator[_Giver]:
    """The speakers who are named; whoever is on record is known by his address."""
    rows = [each for each in _listed(answers, questions.SPEAKERS) if isinstance(each, Mapping) and each.get("email")]
    for row in rows:
        email = str(row["email"])[:254].lower()
        person = Person.objects.get_queryset().at_address(email).filter(is_active=True, erased_at=None).first()
        name, organization = str(row.get("name", "")), str(row.get("organization", ""))
        yield _Giver(person, "" if person is not None else email, name, organization, "", bool(row.get("agreed")))
