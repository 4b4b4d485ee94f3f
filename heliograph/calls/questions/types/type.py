"""What every type of question is, and what it is given of a question that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from heliograph.calls.models import AnswerFile
from heliograph.calls.questions.records import Question, Texts
from heliograph.calls.questions.types.finding import Way, key_of
from heliograph.calls.questions.types.settings import Setting
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.network.rules import Reader

Words = str | Promise
Cell = str | int | float
#: A fault of a question's settings: which of its fields, and the sentence.
Fault = tuple[tuple[int | str, ...], str]


@dataclass
class Asked:
    """A question as it is asked of somebody at an instant (aware).

    ``languages`` are the reader's, in order; ``zone`` is his, None where it is not known. ``stored`` is what he
    answered before, None where he did not. ``files`` are those that came with his response for this question. What a
    form finds while it is cleaned: ``uploads`` (``files.checking.Checked``), files that are ``removed``, and ``offers``
    from which to choose.
    """

    question: Question
    languages: tuple[str, ...]
    at: datetime
    person: Reader = field(default_factory=AnonymousUser)
    zone: str | None = None
    stored: Any = None
    files: list[AnswerFile] = field(default_factory=list)
    uploads: list[Any] = field(default_factory=list)
    removed: list[AnswerFile] = field(default_factory=list)
    offers: list[Any] = field(default_factory=list)

    def forget(self) -> None:
        """What an earlier cleaning has found."""
        for found in (self.uploads, self.removed, self.offers):
            found.clear()

    @cached_property
    def name(self) -> str:
        return f"q_{self.question.key}"

    def text(self, texts: Texts) -> Picked:
        return picked(texts, self.languages)

    @cached_property
    def label(self) -> Picked:
        return self.text(self.question.label)


def picked(texts: Texts, languages: Sequence[str]) -> Picked:
    """A text in the first of the languages that it exists in, else English, else any."""
    for language in (*languages, "en", *texts):
        if language in texts:
            return Picked(texts[language], language)
    return Picked("", "en")


class Type:
    """A type of question. What it cleans, stores and shows is one value that JSON can hold; None is no answer."""

    key: ClassVar[str]
    label: ClassVar[Words]
    #: What it is for, for who chooses one on the desk.
    about: ClassVar[Words] = ""
    order: ClassVar[int] = 500
    settings: ClassVar[tuple[Setting, ...]] = ()
    #: Whether it asks anything. What does not is never required, public or personal, and needs no label.
    asks: ClassVar[bool] = True
    #: How few and how many options its questions have; (0, 0): none.
    options: ClassVar[tuple[int, int]] = (0, 0)
    #: Whether other questions may be shown by the answer to one of this type (``outcomes``, ``chosen``).
    decides: ClassVar[bool] = False
    #: Whether files come with its answers.
    takes_files: ClassVar[bool] = False
    #: Whether each person answers for himself, so that no answer goes with a place that is passed on.
    by_person: ClassVar[bool] = False
    #: Whether its questions look different from reader to reader or from minute to minute: they are drawn each time.
    varies: ClassVar[bool] = False
    #: Whether the desk offers it; else only an app makes questions of it.
    by_hand: ClassVar[bool] = True
    #: What is said where a required question has no answer.
    missing: ClassVar[Words] = gettext_lazy("Answer this question.")

    def setting(self, question: Question, key: str) -> Any:
        """A setting of a question, or what is meant where it does not say."""
        if key in question.settings:
            return question.settings[key]
        return next((each.default for each in self.settings if each.key == key), None)

    def faults(self, question: Question) -> Iterator[Fault]:
        """What is wrong with settings that are right one by one."""
        return iter(())

    def outcomes(self, question: Question) -> tuple[str, ...]:
        """The values by which other questions may be shown."""
        return ()

    def chosen(self, stored: Any) -> frozenset[str]:
        """Which of these a stored answer has, whatever it is."""
        return frozenset()

    def condition(self, question: Question, values: Sequence[str], languages: Sequence[str]) -> str:
        """In words, that something is asked only where a question is answered by one of these values."""
        return ""

    def widget(self, asked: Asked) -> forms.Widget:
        """What is shown to be filled in; the value it takes is what it gives."""
        raise ValueError(self.key)

    def clean(self, asked: Asked, raw: Any) -> Any:
        """What the widget gave as it is stored, None where it is empty. Raises forms.ValidationError."""
        raise ValueError(self.key)

    def initial(self, asked: Asked, stored: Any) -> Any:
        """A stored answer (that ``fits``) as the widget shows it."""
        return stored

    def proposal(self, asked: Asked) -> Any:
        """What is filled in, as it is stored, for who has not answered yet; None: nothing."""
        return None

    def fits(self, stored: Any) -> bool:
        """Whether something has the form in which this type stores answers, whatever the question's settings."""
        return isinstance(stored, str)

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        """A stored answer (that ``fits``) in lines."""
        return [str(stored)]

    def words_in(self, zone: str, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        """The same for a reader of a zone, empty where it is not known, where an instant is told."""
        return self.words(question, stored, languages)

    def amount(self, stored: Any) -> float | None:
        """The number of which a stored answer (that ``fits``) speaks, where figures can add it up."""
        return None

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        """What figures count in a stored answer (that ``fits``): in words, and how many. Nothing for texts."""
        return []

    def of_people(self, question: Question) -> bool:
        """Whether its numbers are of people, often of children: figures tell none below five."""
        return False

    def way(self, question: Question) -> Way:
        """How its answers are looked for in a table."""
        return Way.CONTAINS

    def offered(self, question: Question, languages: Sequence[str]) -> Sequence[tuple[str, str]]:
        """The keys among which one chooses there, with their words, where the way is to choose."""
        return ()

    def keys(self, question: Question, stored: Any) -> list[str]:
        """By what a stored answer (that ``fits``) is looked for; it is sorted by the first."""
        return [key_of(" ".join(self.words(question, stored, ["en"])))]

    def anonymous(self, stored: Any) -> Any:
        """What may be kept of a stored answer (that ``fits``) once nobody is to be told by it; None: nothing."""
        return None

    def headings(self, question: Question, language: str) -> list[str]:
        """The columns that an export has for a question."""
        return [picked(question.label, [language]).words or question.key]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        """A stored answer, or None, for these columns: as many as there are headings."""
        return ["; ".join(self.words(question, stored, [language])) if self.fits(stored) else ""]


def is_empty(stored: Any) -> bool:
    """Whether a stored value is no answer."""
    return stored is None or stored in ("", [], {})


def refuse(sentence: Words) -> forms.ValidationError:
    """What ``clean`` raises, with a sentence that names reason and mend."""
    said: Any = sentence
    return forms.ValidationError(said, code="invalid")
