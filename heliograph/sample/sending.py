"""Answers of the sample that are given one by one, by the functions of the life cycle.

No letter is owed of them, as of nothing that the sample has brought along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from heliograph.calls.files.keeping import attach
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Call, Response, ResponseEntry
from heliograph.calls.questions.versions import current
from heliograph.network.files.checking import Checked, Limits, check
from heliograph.network.models import Organization, Person


class Sender:
    """Sends answers to one call, each in the language of who gives it; ``questions`` are those that are asked."""

    def __init__(self, call: Call) -> None:
        self.call, self._asked = call, current(call)
        self.questions = self._asked.questions

    def send(
        self, person: Person, answers: Mapping[str, Any], at: datetime, school: Organization | None = None
    ) -> Response:
        """Send an answer for a person, or for a school of his. Raises Refused."""
        act = self._act(person, at)
        return verbs.submit(self.call, _subject(person, school), self._sheet(person, answers), act).response

    def begin(
        self, person: Person, answers: Mapping[str, Any], at: datetime, school: Organization | None = None
    ) -> Response:
        """Begin an answer without sending it. Raises Refused."""
        return verbs.start(self.call, _subject(person, school), self._sheet(person, answers), self._act(person, at))

    def send_with(
        self, person: Person, answers: Mapping[str, Any], key: str, file: Checked, at: datetime, school: Organization
    ) -> Response:
        """Send an answer for a school with a file, for the question with this key. Raises Refused."""
        draft = self.begin(person, answers, at, school)
        sheet = self._sheet(person, {**answers, key: [keep(draft, key, file)]})
        return verbs.resend(draft, sheet, Act(at, person)).response

    def _sheet(self, person: Person, answers: Mapping[str, Any]) -> Sheet:
        return Sheet(self._asked, dict(answers), language_of(person))

    def _act(self, person: Person, at: datetime) -> Act:
        return Act(at, person, token=uuid5(NAMESPACE_URL, f"{self.call.slug}/{person.email}/{at.isoformat()}").hex)


def _subject(person: Person, school: Organization | None) -> Subject:
    return Subject(person, organization=school, country=school.country if school else country_of(person.email))


def country_of(email: str) -> str:
    """The country of somebody of the sample at a school or a National Commission, as his address tells it."""
    return email.split("@")[1].split(".")[-4].upper()


def language_of(person: Person) -> str:
    """In which language somebody writes."""
    return person.languages[0] if person.languages else "en"


def owe_nothing(calls: Iterable[Call]) -> None:
    """Let no letter be owed of what became of the answers to calls."""
    ResponseEntry.objects.filter(response__call__in=list(calls), told_at=None).update(told_at=F("at"))


@contextmanager
def picture(name: str, data: bytes) -> Iterator[Checked]:
    """A PNG as an upload that was looked at."""
    checked = check(SimpleUploadedFile(f"{name}.png", data, "image/png"), Limits(("image",)))
    with closing(checked.content):
        yield checked


def keep(response: Response, key: str, file: Checked) -> dict[str, Any]:
    """Keep a file with a response, for the question with this key; what its answer says of it."""
    kept = attach(response, key, file, response.person, response.created_at)
    return {"name": kept.name, "size": kept.content.size, "file": str(kept.public_id)}
