"""The questions of a call as the lines of a list, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.questions.desk.checking import Doubt
from heliograph.calls.questions.desk.typed import LIST, TEXTS, setting_texts, type_label
from heliograph.calls.questions.desk.words import answers_called, called
from heliograph.calls.questions.records import Question


@dataclass(frozen=True)
class Line:
    """One question. ``name`` is what its buttons call it; ``shown`` says when it is asked, where not always.

    ``focus`` is the step whose button has the cursor: the one taken last, or the one that stands in for it.
    """

    number: int
    question: Question
    name: str
    type_label: str | Promise
    marks: tuple[str, ...]
    shown: str
    doubts: tuple[str, ...]
    first: bool
    last: bool
    focus: str = ""

    @property
    def texts(self) -> list[Mapping[str, str]]:
        """The texts that its type has, each by language."""
        return list(setting_texts(self.question, TEXTS))

    @property
    def choices(self) -> list[Mapping[str, str]]:
        """What there is to choose from, or the rows and columns of a table."""
        return [*(option.label for option in self.question.options), *setting_texts(self.question, LIST)]


def lines(questions: Sequence[Question], doubts: Sequence[Doubt] = (), at: str = "") -> list[Line]:
    """All of them in order, each with what is doubtful in it. ``at``: where something was done last (``key:step``)."""
    by_key = {one.key: one for one in questions}
    key, _sep, step = at.partition(":")
    found = [_line(number, one, by_key, doubts) for number, one in enumerate(questions, start=1)]
    return [replace(one, focus=_focus(one, step)) if one.question.key == key else one for one in found]


def _focus(line: Line, step: str) -> str:
    if step not in {"up", "down"}:
        return step
    return "down" if line.first else "up" if line.last else step


def _line(number: int, one: Question, by_key: Mapping[str, Question], doubts: Sequence[Doubt]) -> Line:
    own = tuple(each.sentence for each in doubts if each.key == one.key)
    marks, shown, last = tuple(_marks(one)), shown_words(one, by_key), number == len(by_key)
    return Line(number, one, called(one), type_label(one), marks, shown, own, number == 1, last)


def _marks(question: Question) -> Iterator[str]:
    if question.required:
        yield pgettext("question", "required")
    if question.public:
        yield pgettext("question", "public")
    if question.personal:
        yield pgettext("question", "personal data")


def shown_words(question: Question, by_key: Mapping[str, Question]) -> str:
    """When a question is asked, as a line; empty where it always is."""
    if question.shown is None:
        return ""
    other = by_key.get(question.shown.question)
    if other is None:
        return _("Shown only after an answer to a question that is there no more.")
    said = {"question": called(other), "answers": answers_called(other, question.shown.values)}
    return _("Shown if “%(question)s” is answered with %(answers)s.") % said
