"""What a list of questions is made of, once it has been read (``schema.read``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heliograph.network.states import Refused

#: A text by language (one of ``texts.languages.CONTENT_LANGUAGES``); none of them is empty.
Texts = Mapping[str, str]
#: The value of "other" among the options of a choice, and that of a tick.
OTHER, YES = "_other", "yes"


@dataclass(frozen=True)
class Option:
    """One of the things to choose from: ``key`` is stored, ``label`` is shown, by language."""

    key: str
    label: Texts


@dataclass(frozen=True)
class Shown:
    """A question is asked only if the answer to another one is one of ``values`` (keys of options, OTHER or YES)."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question, or a text between questions. ``type`` names a type in ``types``.

    ``key`` names its answer and never changes. ``public``: the answer may be published. ``personal``: it is personal
    data, and ``why`` says why it is asked. ``settings`` are the type's own (limits, rows and columns of a table …), as
    JSON has them.
    """

    key: str
    type: str
    label: Texts
    help: Texts = field(default_factory=dict)
    why: Texts = field(default_factory=dict)
    required: bool = False
    public: bool = False
    personal: bool = False
    options: tuple[Option, ...] = ()
    shown: Shown | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Something that a list of questions may not hold.

    ``place`` is the way to it in the data: the number of the question from 0, then its fields:
    ``(3, "options", 1, "label", "fr")``; empty for the list itself. ``where`` says the same in words, ``sentence`` what
    is wrong and how it is mended.
    """

    place: tuple[int | str, ...]
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


class BadQuestions(Refused):
    """A list that is none of questions; ``problems`` are all of them, in the order of the list."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("questions", str(problems[0]))
        self.problems = tuple(problems)
