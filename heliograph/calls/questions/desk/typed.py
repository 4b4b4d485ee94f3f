"""What the type of a question says of it; one whose type nobody has registered keeps its data and asks nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from heliograph.calls.questions.records import Question, Texts
from heliograph.calls.questions.types.registry import type_named

#: Ways in which a setting is edited that need a field in each language, or lines of their own.
TEXTS, LIST, FIXED = frozenset({"texts", "long-texts"}), frozenset({"list"}), frozenset({"fixed"})


def type_label(question: Question) -> str | Promise:
    found = type_named(question.type)
    return found.label if found else _("of a type that is not installed here")


def asks(question: Question) -> bool:
    """Whether it wants an answer: a text between questions does not."""
    found = type_named(question.type)
    return found is not None and found.asks


def outcomes(question: Question) -> tuple[str, ...]:
    """The answers for which another question can wait."""
    found = type_named(question.type)
    return found.outcomes(question) if found and found.decides else ()


def texts_in(question: Question) -> Iterator[Texts]:
    """All its texts, each by language: those of its options and settings, too."""
    yield from (question.label, question.help, question.why, *(option.label for option in question.options))
    yield from setting_texts(question, TEXTS)
    yield from setting_texts(question, LIST)


def setting_texts(question: Question, inputs: Collection[str]) -> Iterator[Texts]:
    """The texts in those of its settings that are edited in one of these ways, each by language."""
    found = type_named(question.type)
    for setting in found.settings if found else ():
        value = question.settings.get(setting.key)
        if setting.input in inputs and value:
            yield from [value] if setting.input in TEXTS else (each["label"] for each in value)
