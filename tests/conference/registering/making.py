"""A conference with its registration and its questions to participants, open as a test begins."""

from __future__ import annotations

from typing import Any

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject, with_known_person
from heliograph.calls.lifecycle.verbs import Sheet, submit
from heliograph.calls.models import Call, Response
from heliograph.conference.models import Conference
from heliograph.conference.registering import first_questions
from heliograph.network.models import Person
from tests.calls.factories import call, deadline, programme
from tests.conference.factories import conference
from tests.network.factories import NOW, person

PASSPORT = {
    "letter": "yes",
    "passport_name": "Ama Mensah",
    "passport_number": "P1234567",
    "nationality": "GH",
    "born": "1980-05-04",
    "embassy": "Embassy in Accra",
}
SIGNATORY = "Jo Sample\nSecretary of the network"


def meeting(**fields: Any) -> Conference:
    """A conference whose registration is open and asks to reconfirm, and whose follow-up call is open."""
    of = programme("World Conference", slug="world")
    registration = call(
        "Registration", slug="register", programme=of, kind="conference", delegation=True,
        questions=[dict(each) for each in first_questions.REGISTRATION if each["key"] == "badge"],
        **fields,
    )  # fmt: skip
    deadline(registration, "reconfirm", registration.deadlines.get(kind="closes").at)
    follow_up = call(
        "Your stay", slug="stay", programme=of, kind="follow-up", delegation=True,
        questions=[dict(each) for each in first_questions.FOLLOW_UP],
    )  # fmt: skip
    made: Conference = conference(programme=of, registration=registration, follow_up=follow_up, signatory=SIGNATORY)
    return made


def register(
    to: Conference, by: Person | None = None, *, name: str = "", email: str = "", country: str = "TG"
) -> Response:
    """Somebody registers himself, or somebody else by name and address."""
    return _sent(_call(to.registration), by or person(), name, email, country, {"badge": name or "Badge"})


def answer(to: Conference, by: Person, *, name: str = "", email: str = "", **answers: Any) -> Response:
    """Somebody answers the questions to participants; that no letter is needed, unless said otherwise."""
    return _sent(_call(to.follow_up), by, name, email, "TG", {"letter": "no", **answers})


def change(one: Response, **answers: Any) -> Response:
    """Whoever has answered says something else."""
    sheet = Sheet(one.call.question_sets.latest("version"), {"letter": "no", **answers})
    return verbs.change(one, sheet, Act(NOW, one.person)).response


def _call(found: Call | None) -> Call:
    assert found is not None
    return found


def _sent(to: Call, by: Person, name: str, email: str, country: str, answers: dict[str, Any]) -> Response:
    subject = with_known_person(Subject(by, country=country, name=name, email=email))
    return submit(to, subject, Sheet(to.question_sets.latest("version"), answers), Act(NOW, by)).response


def withdraw(one: Response) -> Response:
    return verbs.withdraw(one, Act(NOW, one.person)).response


def reconfirm(one: Response) -> Response:
    return verbs.reconfirm(one, Act(NOW, one.person)).response
