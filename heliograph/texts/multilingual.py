"""Texts in several languages on one row, and the state of each language.

A value is an ``i18nfield.strings.LazyI18nString`` over ``{"en": "...", "fr": "..."}``. Beside it a row keeps *marks*,
``{"fr": {"reviewed": true, "of": "<digest>"}}``, from which the state of each language follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from i18nfield.strings import LazyI18nString

Marks = dict[str, dict[str, Any]]


class LanguageState(StrEnum):
    MISSING = "missing"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"


def texts_of(value: LazyI18nString | str | None, language: str = "en") -> dict[str, str]:
    """The non-empty texts of a value by language; a plain string counts as being in ``language``."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, Mapping):
        return {str(key): str(text) for key, text in data.items() if text}
    return {language: str(data)} if data else {}


def pick(value: LazyI18nString | str | None, wanted: Iterable[str]) -> tuple[str, str]:
    """The text for a reader and the language it is in: the first wanted that exists, else English, else any."""
    texts = texts_of(value)
    for language in [*wanted, "en", *texts]:
        if language in texts:
            return texts[language], language
    return "", "en"


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def mark(marks: Marks, value: LazyI18nString, source: str, language: str, *, reviewed: bool) -> Marks:
    """Marks after ``language`` was written against the present text of the ``source`` language."""
    of = digest(texts_of(value).get(source, ""))
    return {**marks, language: {"reviewed": reviewed, "of": of}}


def state(value: LazyI18nString, marks: Marks, source: str, language: str) -> LanguageState:
    """The state of one language; the source language itself is always reviewed where it has a text."""
    texts = texts_of(value)
    if language not in texts:
        return LanguageState.MISSING
    if language == source:
        return LanguageState.REVIEWED
    made = marks.get(language, {})
    if made.get("of") != digest(texts.get(source, "")):
        return LanguageState.OUTDATED
    return LanguageState.REVIEWED if made.get("reviewed") else LanguageState.DRAFT
