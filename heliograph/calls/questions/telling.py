"""Answers in words: for the summary, letters and the trail, with the labels of the questions that were answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types import is_empty, type_named
from heliograph.calls.questions.types.type import picked
from heliograph.calls.templatetags.calls_text import Picked

#: In what is kept of a draft: what was typed and was not right, by the endings of its fields' names.
TYPED = "as typed"
_Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Told:
    """A question that was asked and what was answered, in lines; none where it was not answered."""

    key: str
    label: Picked
    lines: list[str]
    public: bool
    personal: bool

    @property
    def answered(self) -> bool:
        return bool(self.lines)


def is_shown(question: Question, questions: Mapping[str, Question], answers: Mapping[str, Any]) -> bool:
    """Whether a question is asked of somebody with these answers: what decides was asked too, and answered so."""
    if question.shown is None:
        return True
    other = questions.get(question.shown.question)
    type_ = type_named(other.type) if other is not None else None
    if other is None or type_ is None or other is question or not is_shown(other, questions, answers):
        return False
    return not type_.chosen(answers.get(other.key)).isdisjoint(question.shown.values)


def told(
    question_set: QuestionSet, answers: Mapping[str, Any], languages: Sequence[str], zone: str | None = None
) -> list[Told]:
    """The questions that were asked, in their order, with the answers in the first of the reader's languages.

    Words that are nobody's own come in the active language. What does not fit a question any more is told as it stands.
    ``zone`` is the reader's, for the day on which he agreed to something, or the time that he has chosen. Where it is
    not known, the day is that of UTC, and the time the organizer's.
    """
    questions = {each.key: each for each in questions_of(question_set)}
    return [
        _told(each, answers.get(each.key), languages, zone)
        for each in questions.values()
        if _asks(each) and is_shown(each, questions, answers)
    ]


def in_one_line(lines: Sequence[str]) -> str:
    """The lines of an answer on one, parted as the language does it; what a colon announces follows it directly."""
    found = ""
    for line in (" ".join(each.split()) for each in lines):
        parted = pgettext("two of several answers on one line", "%(before)s; %(after)s")
        words = "%(before)s %(after)s" if found.endswith((":", "\uff1a")) else parted
        found = words % {"before": found, "after": line} if found else line
    return found


def _told(question: Question, stored: Any, languages: Sequence[str], zone: str | None) -> Told:
    lines = _lines(question, stored, languages, zone)
    return Told(question.key, picked(question.label, languages), lines, question.public, question.personal)


def _asks(question: Question) -> bool:
    type_ = type_named(question.type)
    return type_ is None or type_.asks


def _lines(question: Question, stored: Any, languages: Sequence[str], zone: str | None) -> list[str]:
    if is_empty(stored):
        return []
    type_ = type_named(question.type)
    if type_ is not None and type_.fits(stored):
        return type_.words_in(zone or "", question, stored, languages)
    return list(_plainly(stored))


def typed(stored: Any) -> _Typed | None:
    """What was typed and was not right, where a draft keeps it; else None."""
    found = stored.get(TYPED) if isinstance(stored, Mapping) and set(stored) == {TYPED} else None
    return found if isinstance(found, Mapping) else None


def _plainly(stored: Any) -> Iterator[str]:
    """Whatever JSON has, in lines."""
    if isinstance(stored, Mapping):
        for value in stored.values():
            yield from _plainly(value)
    elif isinstance(stored, list | tuple):
        for value in stored:
            yield from _plainly(value)
    elif isinstance(stored, bool):
        yield _("yes") if stored else _("no")
    elif not is_empty(stored):
        yield str(stored)
