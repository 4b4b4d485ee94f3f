"""One visitor at the form of one call, for one subject."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from heliograph.calls.answering.eligible import Choice
from heliograph.calls.answering.facts import Facts
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.answering.subject_forms import OwnName, SomebodyElse, UnlistedSchool, own_name_form, subject_form
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.seen import mark
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Call, QuestionSet, Response
from heliograph.calls.questions import versions
from heliograph.calls.questions.filling import AnswerForm
from heliograph.calls.states import ResponseState
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.models import Person


@dataclass
class Filling:
    """One visitor at the form of one call, for one subject.

    ``version`` and ``kept`` say over what the form was opened: the version of the answer, and the mark of what stood
    in it (``lifecycle/seen.py``).
    """

    request: HttpRequest
    call: Call
    visitor: Visitor
    shown: Facts
    choice: Choice
    at: datetime
    version: str = ""
    kept: str = ""

    def __post_init__(self) -> None:
        self.look(self.response)
        self.version = self.request.POST.get("version") or self.version
        self.kept = self.request.POST.get("kept") or self.kept

    def look(self, response: Response | None) -> None:
        """Go on over an answer as it is now: it was kept just now, or is shown to the visitor."""
        self.version, self.kept = str(response.version if response is not None else 0), mark(response)

    @property
    def reader(self) -> Reader:
        return reader_of(self.request)

    @property
    def response(self) -> Response | None:
        return self.choice.response

    @cached_property
    def question_set(self) -> QuestionSet:
        """A returned or sent answer keeps its questions, a new one and a draft get the newest."""
        response = self.response
        if response is not None and response.state != ResponseState.DRAFT:
            return response.question_set
        return versions.current(self.call)

    @property
    def asked(self) -> str:
        """What tells the questions, as they are, from what they were or will be."""
        return f"{self.question_set.pk}-{self.question_set.saved_at.timestamp():.6f}"

    @property
    def initial(self) -> dict[str, Any] | None:
        """What was filled in before: what was saved last, else what was sent."""
        response = self.response
        return (response.draft or response.answers) if response is not None else None

    @property
    def token(self) -> str:
        return self.request.POST.get("token", "")[:32] or uuid.uuid4().hex

    def form(self, *, bound: bool) -> AnswerForm:
        languages = [*self.reader.languages, self.call.source_language]
        data, files = (self.request.POST, self.request.FILES) if bound else (None, None)
        return AnswerForm(
            self.question_set,
            language=self.reader.language,
            languages=languages,
            data=data,
            files=files,
            initial=self.initial,
            response=self.response,
            person=self.visitor.person,
            at=self.at,
            zone=self.reader.zone,
        )

    def about(self, *, bound: bool) -> SomebodyElse | UnlistedSchool | None:
        """The form that says for whom the answer is, where that is open."""
        assert self.visitor.person is not None
        return subject_form(self.choice, self.visitor.person, self.request.POST if bound else None)

    def own_name(self, *, bound: bool) -> OwnName | None:
        assert self.visitor.person is not None
        return own_name_form(self.visitor.person, self.request.POST if bound else None)

    def sheet(self, answers: dict[str, Any]) -> Sheet:
        return Sheet(self.question_set, answers, self.reader.language, self.kept)

    def act(self, person: Person) -> Act:
        return Act(self.at, person, token=self.token)
