"""What surrounds a question in the editor: its type, the language of the original, what stands before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heliograph.calls.questions.desk.rows import Rows
from heliograph.calls.questions.desk.typed import FIXED, LIST, TEXTS, outcomes
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.settings import Setting
from heliograph.calls.questions.types.type import Type
from heliograph.texts.languages import CONTENT_LANGUAGES

#: The name of the list of options; lists among the settings are named ``set_KEY``.
OPTIONS = "options"


def set_name(setting: Setting) -> str:
    """The name of a setting's field."""
    return f"set_{setting.key}"


@dataclass(frozen=True)
class Around:
    """``lists`` are the lists that the question has, by name, as they are just now.

    ``fixed`` are the settings that the form does not have, by the name that their fields would have.
    """

    type: Type
    source: str
    earlier: Sequence[Question]
    lists: Mapping[str, Rows]
    fixed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def languages(self) -> list[str]:
        """Those of the texts, the original's first."""
        return list(dict.fromkeys([self.source, *CONTENT_LANGUAGES]))

    @property
    def deciding(self) -> list[Question]:
        """The questions whose answers may decide whether this one is asked."""
        return [one for one in self.earlier if outcomes(one)]

    @property
    def text_settings(self) -> list[Setting]:
        return [one for one in self.type.settings if one.input in TEXTS]

    @property
    def plain_settings(self) -> list[Setting]:
        return [one for one in self.type.settings if one.input not in TEXTS | LIST | FIXED]


def lists_of(type_: Type) -> dict[str, Setting | None]:
    """The lists that questions of a type have, by name; the options are no setting."""
    options: dict[str, Setting | None] = {OPTIONS: None} if type_.options[1] else {}
    return {**options, **{set_name(one): one for one in type_.settings if one.input in LIST}}


def limits_of(type_: Type, of: str) -> tuple[int, int]:
    """How few and how many lines a list may have."""
    setting = lists_of(type_)[of]
    return (getattr(setting, "least", 0), getattr(setting, "most", 0)) if setting else type_.options


def fixed_of(question: Question, type_: Type) -> dict[str, Any]:
    """The settings of a question that the desk does not change."""
    return {set_name(one): question.settings.get(one.key) for one in type_.settings if one.input in FIXED}
