"""What stands in an export of responses: who, when and where it stands; the kind's own; and what was answered.

Questions that were changed between two versions in what can be answered have columns for each; what only was worded
anew goes on in the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call, QuestionSet, Response
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types import type_named
from heliograph.calls.states import ResponseState

Cell = str | int | float | None


@dataclass(frozen=True)
class Column:
    """A column: ``key`` names it in JSON, ``heading`` in tables. ``personal``: it says who somebody is.

    ``stored`` gives what JSON has where ``of`` gives words.
    """

    key: str
    heading: str
    of: Callable[[Response], Any]
    personal: bool = False
    stored: Callable[[Response], Any] | None = None


@dataclass(frozen=True)
class Asked:
    """The columns of a question as one or more versions of the questions ask it."""

    question: Question
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """The columns of an export. ``by_set`` has, for each set (primary key) and question key, where its columns are."""

    columns: Sequence[Column]
    asked: Sequence[Asked]
    by_set: Mapping[int, Mapping[str, tuple[int, Question]]]
    language: str

    @property
    def head(self) -> list[str]:
        return [*(each.heading for each in self.columns), *(name for one in self.asked for name in one.headings)]

    def row(self, response: Response) -> list[Any]:
        """The cells of a response, as many as ``head`` has."""
        cells: list[list[Any]] = [[""] * len(one.headings) for one in self.asked]
        for key, (place, question) in self.by_set.get(response.question_set_id, {}).items():
            cells[place] = _cells(question, response.answers.get(key), self.language)
        return [*(each.of(response) for each in self.columns), *(cell for part in cells for cell in part)]

    def record(self, response: Response) -> dict[str, Any]:
        """The same for a program: by key, answers as they are stored."""
        known = self.by_set.get(response.question_set_id, {})
        answers = {key: value for key, value in response.answers.items() if key in known}
        return {**{each.key: (each.stored or each.of)(response) for each in self.columns}, "answers": answers}


def layout_of(call: Call, language: str, *, personal: bool) -> Layout:
    """How the responses to a call are written down; without what is ``personal`` where that is False. One query."""
    sets = list(QuestionSet.objects.filter(call=call, responses__isnull=False).distinct().order_by("-version"))
    asked: list[Asked] = []
    places: dict[Any, int] = {}
    by_set: dict[int, dict[str, tuple[int, Question]]] = {}
    for each in sets:
        for question in questions_of(each):
            if question.personal and not personal:
                continue
            headings = _headings(question, language)
            if not headings:
                continue
            key = _sameness(question, headings)
            if key not in places:
                places[key] = len(asked)
                asked.append(Asked(question, headings))
            by_set.setdefault(each.pk, {})[question.key] = (places[key], question)
    columns = [each for each in [*_standing(), *_of_kind(call)] if personal or not each.personal]
    return Layout(columns, asked, by_set, language)


def _headings(question: Question, language: str) -> tuple[str, ...]:
    type_ = type_named(question.type)
    return tuple(type_.headings(question, language)) if type_ is not None else (question.key,)


def _sameness(question: Question, headings: Sequence[str]) -> Any:
    """What has to be alike for the answers of two versions to stand in the same columns."""
    tables = tuple(str(question.settings.get(name)) for name in ("rows", "columns"))
    return (question.key, question.type, tuple(each.key for each in question.options), tables, len(headings))


def _cells(question: Question, stored: Any, language: str) -> list[Any]:
    type_ = type_named(question.type)
    if type_ is None:
        return ["" if stored is None else str(stored)]
    return list(type_.cells(question, stored, language))


def _of_kind(call: Call) -> Iterable[Column]:
    for each in kind_of(call).columns(call):
        yield Column(each.key, str(each.label), each.of)


def _standing() -> list[Column]:
    return [
        Column("id", pgettext("column of a table", "ID"), lambda each: str(each.public_id)),
        Column(
            "state",
            pgettext("column of a table", "State"),
            lambda each: str(ResponseState(each.state).label),
            stored=lambda each: each.state,
        ),
        Column("for", pgettext("column of a table", "For"), subject_words, personal=True),
        Column("name", _("Answered by"), lambda each: each.person.name, personal=True),
        Column("email", _("E-mail address"), lambda each: each.person.email, personal=True),
        Column("organization", _("Organization"), _organization, personal=True),
        Column("identifier", _("Number of the organization"), _identifier, personal=True),
        Column("country", pgettext("column of a table", "Country"), lambda each: each.country),
        Column("language", pgettext("column of a table", "Language"), lambda each: each.language),
        Column(
            "submitted",
            _("Sent first (UTC)"),
            lambda each: _instant(each.submitted_at),
            stored=lambda each: _stored_instant(each.submitted_at),
        ),
        Column(
            "arrived",
            _("Sent last (UTC)"),
            lambda each: _instant(each.arrived_at),
            stored=lambda each: _stored_instant(each.arrived_at),
        ),
        Column(
            "late",
            pgettext("column of a table", "Late"),
            lambda each: _("late") if each.late else "",
            stored=lambda each: each.late,
        ),
    ]


def _organization(response: Response) -> str:
    return str(response.organization or response.organization_name)


def _identifier(response: Response) -> str:
    return response.organization.identifier if response.organization is not None else ""


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if at is not None else ""


def _stored_instant(at: datetime | None) -> str | None:
    """An instant as RFC 3339 writes it, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at is not None else None
