"""What a table of responses can have as columns, be sorted and filtered by: what all have, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call, QuestionSet, Response
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types import type_named
from heliograph.calls.questions.types.finding import Finder
from heliograph.calls.questions.types.type import picked
from heliograph.calls.responses import keys
from heliograph.calls.responses.extras import Extra, extras_registered
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.network.models import Person

#: How the names of answers begin in an address.
ANSWER = "a."
#: What is shown where the address does not say.
FIRST = ("who", "organization", "country", "state", "arrived")


@dataclass(frozen=True)
class TableField:
    """One thing that a response has. ``name`` is in the address, ``stored`` in ``AnswerKey.question``, None: a field.

    ``finder`` is how it is filtered by here; None: the table has a filter of its own for it, or none. ``hidden`` are
    the responses (primary keys) whose value the reader may not know.
    """

    name: str
    label: Picked
    stored: str | None = None
    finder: Finder | None = None
    question: Question | None = None
    extra: Extra | None = None
    of: Callable[[Response], str] | None = None
    hidden: frozenset[int] = frozenset()

    @property
    def reads_answers(self) -> bool:
        """Whether a cell of it is made from what was answered."""
        return self.name == "files" or any((self.question, self.extra, self.of))


@dataclass(frozen=True)
class Fields:
    """All of them, in the order in which they are offered."""

    every: Sequence[TableField]
    by_name: Mapping[str, TableField] = field(default_factory=dict)
    #: The call's questions in all their versions, by primary key.
    sets: Mapping[int, QuestionSet] = field(default_factory=dict)

    def sets_without(self, question: str) -> list[int]:
        """The versions (primary keys) that do not ask a question, by its key."""
        return [pk for pk, one in self.sets.items() if all(each.key != question for each in questions_of(one))]


def fields_of(call: Call, reader: Person, languages: Sequence[str]) -> Fields:
    """What the table of a call can show to a reader, in his languages. One query, and those of what is hidden."""
    sets = list(call.question_sets.order_by("-version"))
    found = [*_standing(call, languages[0]), *_more(call, reader, languages[0]), *_answers(sets, languages)]
    return Fields(found, {each.name: each for each in found}, {each.pk: each for each in sets})


def _standing(call: Call, language: str) -> Iterator[TableField]:
    labels = [
        ("who", pgettext("column of a table", "Who"), keys.WHO),
        ("organization", _("Organization"), keys.ORGANIZATION),
        ("country", _("Country"), keys.COUNTRY),
        ("state", pgettext("column of a table", "State"), None),
        ("arrived", pgettext("column of a table", "Arrived"), None),
        ("late", pgettext("column of a table", "Late"), keys.LATE),
        ("language", _("Language"), keys.LANGUAGE),
        ("files", pgettext("column of a table", "Files"), keys.FILES),
    ]
    for name, label, stored in labels:
        yield TableField(name, Picked(label, language), stored)


def _more(call: Call, reader: Person, language: str) -> Iterator[TableField]:
    hidden = cache(lambda of: of(call, reader))
    for extra in extras_registered():
        if extra.applies(call):
            label = Picked(str(extra.label), language)
            yield TableField(extra.key, label, extra.stored, extra.finder, extra=extra, hidden=hidden(extra.hidden))
    for column in kind_of(call).columns(call):
        label = Picked(str(column.label), language)
        yield TableField(f"k.{column.key}", label, keys.of_kind(column.key), of=_cell_of(column.of))


def _cell_of(of: Callable[[Response], object]) -> Callable[[Response], str]:
    def cell(response: Response) -> str:
        found = of(response)
        return "" if found is None else str(found)

    return cell


def _answers(sets: Sequence[QuestionSet], languages: Sequence[str]) -> Iterator[TableField]:
    for question in all_questions(sets):
        type_ = type_named(question.type)
        if type_ is not None and type_.asks:
            label = picked(question.label, languages)
            finder = Finder(type_.way(question), type_.offered(question, languages))
            yield TableField(ANSWER + question.key, label or Picked(question.key, "en"), question.key, finder, question)


def all_questions(sets: Sequence[QuestionSet]) -> list[Question]:
    """The questions of all versions, the newest first, each as the newest that has it asks it."""
    found: dict[str, Question] = {}
    for one in sets:
        for question in questions_of(one):
            found.setdefault(question.key, question)
    return list(found.values())
