"""Countries and languages, by their codes, named in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import Way
from heliograph.calls.questions.types.settings import Tick
from heliograph.calls.questions.types.type import Asked, Type, refuse
from heliograph.calls.questions.widgets import LongList, options_html
from heliograph.network.countries import country_choices, country_name, language_choices, language_name

_OFFERED: dict[str, Callable[[str], list[tuple[str, str]]]] = {"country": country_choices, "language": language_choices}


@lru_cache(maxsize=32)
def offered(key: str, language: str) -> tuple[tuple[str, str], ...]:
    """All countries, or all languages, with their names in a language, in its order."""
    return tuple(_OFFERED[key](language))


@lru_cache(maxsize=32)
def _options(key: str, language: str, active: str | None) -> str:
    """The list in a language; its first line is in the active language."""
    return options_html([("", _("Please choose")), *offered(key, language)])


@lru_cache(maxsize=2)
def _codes(key: str) -> frozenset[str]:
    return frozenset(code for code, _name in _OFFERED[key]("en"))


class _Coded(Type):
    settings = (
        Tick("own", gettext_lazy("It is that of the one who answers"), gettext_lazy("A browser may then fill it in.")),
    )
    fills: ClassVar[str]

    def widget(self, asked: Asked) -> LongList:
        fills = self.fills if self.setting(asked.question, "own") else ""
        attributes = {"autocomplete": fills} if fills else {}
        return LongList(_options(self.key, asked.languages[0], get_language()), attributes)

    def anonymous(self, stored: Any) -> Any:
        return stored

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        return [(each, 1) for each in self.words(question, stored, languages)]

    def way(self, question: Question) -> Way:
        return Way.ONE_OF

    def offered(self, question: Question, languages: Sequence[str]) -> Sequence[tuple[str, str]]:
        return offered(self.key, languages[0])

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [stored]

    def clean(self, asked: Asked, raw: Any) -> Any:
        if not raw:
            return None
        if raw not in _codes(self.key):
            raise refuse(_("Choose one from the list."))
        return raw


class Country(_Coded):
    key = "country"
    label = gettext_lazy("country")
    order = 100
    fills = "country"
    missing = gettext_lazy("Choose a country from the list.")

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [country_name(stored, languages[0])]


class Tongue(_Coded):
    key = "language"
    label = gettext_lazy("language")
    order = 110
    fills = "language"
    missing = gettext_lazy("Choose a language from the list.")

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [language_name(stored, languages[0])]
