"""A conference whose registration and call for sessions are open, and sessions proposed by the life cycle itself."""

from __future__ import annotations

from itertools import count
from typing import Any

from heliograph.calls.corresponding import inviting
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.models import Call, CoRespondent, Response
from heliograph.calls.states import Actor, Verb
from heliograph.conference.models import Conference
from heliograph.conference.sessions.formats import begin_formats
from heliograph.conference.sessions.models import Session
from heliograph.conference.sessions.questions import QUESTIONS, SUMMARIES
from heliograph.network.models import Audience, Person
from tests.calls.factories import call, programme
from tests.conference.factories import conference
from tests.conference.posters.factories import AGREED
from tests.conference.registering.making import register
from tests.network.factories import NOW, person, with_role

_numbers = count(1)


def conference_with_sessions(slug: str = "world") -> Conference:
    """Sessions are proposed by National Coordinators who are registered."""
    of = programme("World Conference", slug=slug)
    one: Conference = conference(programme=of, registration=call("Registration", programme=of, kind="conference"))
    begin_formats(one)
    one.sessions = _call(one, "session", QUESTIONS, together=True, audience=coordinators())
    one.summaries = _call(one, "summary", SUMMARIES, together=True)
    one.save()
    return one


def coordinators() -> Audience:
    """All National Coordinators."""
    rule = {"clause": "role", "values": ["coordinator"]}
    made: Audience = Audience.objects.create(name="Coordinators", rule=rule, made_at=NOW, changed_at=NOW)
    return made


def _call(one: Conference, kind: str, questions: Any, **fields: Any) -> Call:
    return call(
        kind.title(), kind=kind, programme=one.programme, limit="many", questions=_asked(one, questions), **fields
    )


def _asked(one: Conference, questions: Any) -> list[dict[str, Any]]:
    mine = str(one.programme.public_id)
    of_one = {"theme", "session-format", "not-at", "own-session"}
    return [{**each, "settings": {"conference": mine}} if each["type"] in of_one else dict(each) for each in questions]


def coordinator(country: str = "TG", name: str = "", **fields: Any) -> Person:
    """A National Coordinator."""
    number = next(_numbers)
    who = person(f"coordinator{number}@example.org", name=name or f"Coordinator {number}", **fields)
    return with_role(who, "coordinator", country=country)


def attending(to: Conference, country: str = "TG", name: str = "") -> Person:
    """A National Coordinator who is registered for a conference."""
    who = coordinator(country, name)
    register(to, who, country=country)
    return who


def draft(of: Conference, by: Person | None = None, country: str = "TG", **answers: Any) -> Response:
    """A proposal that was begun; ``answers`` beside what every proposal says."""
    lead = by or attending(of, country)
    said = {
        "format": "workshop", "title": f"Session {next(_numbers)}", "summary": "We try it out.", "language": "en",
        "name": AGREED, **answers,
    }  # fmt: skip
    assert of.sessions is not None
    sheet = verbs.Sheet(of.sessions.question_sets.get(), said)
    token = f"form-{next(_numbers)}"
    return verbs.start(of.sessions, Subject(lead, country=country), sheet, Act(NOW, lead, token=token))


def joined(response: Response, who: Person) -> CoRespondent:
    """Somebody who was invited to organize along, and has accepted."""
    invited = inviting.invite(response, who.email, who.name, "en", response.person, NOW)
    return inviting.accept(invited, who, NOW)


def sent(response: Response, **answers: Any) -> Response:
    """A draft that was sent."""
    sheet = verbs.Sheet(response.question_set, {**response.draft, **response.answers, **answers})
    return verbs.resend(response, sheet, Act(NOW, response.person)).response


def decided(response: Response, verb: Verb = Verb.ACCEPT) -> Response:
    """A proposal on which the organizer has decided."""
    return verbs.decide(response, verb, Act(NOW, actor=Actor.ORGANIZER)).response


def given(of: Conference, by: Person | None = None, *along: Person, **answers: Any) -> Session:
    """A session that was accepted."""
    begun = draft(of, by, **answers)
    for who in along:
        joined(begun, who)
    found: Session = Session.objects.get(response=decided(sent(begun)))
    return found
