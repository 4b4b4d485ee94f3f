"""How a question is called and described on the desk, in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.questions.records import OTHER, YES, Question
from heliograph.network.audiences.words import any_of
from heliograph.texts.multilingual import pick

#: So much of a long label names a question in a sentence.
_ENOUGH = 80


def in_words(texts: Mapping[str, str]) -> str:
    """A text in the active language, or in another in which there is one."""
    return pick(LazyI18nString(dict(texts)), (get_language() or "en",))[0]


def called(question: Question) -> str:
    """What names a question in a sentence: its label, shortened; its key where it has none."""
    words = in_words(question.label) or question.key
    return words if len(words) <= _ENOUGH else f"{words[:_ENOUGH].rstrip()}…"


def answer_called(question: Question, value: str) -> str:
    """An answer for which another question waits, in words."""
    for option in question.options:
        if option.key == value:
            return in_words(option.label) or option.key
    return {YES: _("yes"), OTHER: _("something else")}.get(value, value)


def answers_called(question: Question, values: Iterable[str]) -> str:
    """Several of them, as one reads them in a line."""
    return any_of([f"“{answer_called(question, value)}”" for value in values])
