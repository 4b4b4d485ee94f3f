"""Short and long texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import LONGEST_KEY, Way
from heliograph.calls.questions.types.settings import One, Whole
from heliograph.calls.questions.types.type import Asked, Type, refuse
from heliograph.calls.questions.widgets import Line, Lines
from heliograph.network.forms import JOINERS, clean_line, is_seen

_LINE_ENDS = {"\n", "\t"}
#: Left-to-right, right-to-left and Arabic letter mark: people type them where two directions meet.
_MARKS = "\u200e\u200f\u061c"
#: What a browser may fill in by itself (HTML, 4.10.18.7).
_FILLS = (
    ("", pgettext_lazy("browser fills in", "nothing")),
    ("name", pgettext_lazy("browser fills in", "the full name")),
    ("organization", pgettext_lazy("browser fills in", "the organization’s name")),
    ("organization-title", pgettext_lazy("browser fills in", "the office or function")),
    ("tel", pgettext_lazy("browser fills in", "the telephone number")),
    ("address-level2", pgettext_lazy("browser fills in", "the town")),
)


def check_signs(text: str) -> None:
    """Raise ValidationError where a text holds signs that nobody types: control characters, halves of signs."""
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _LINE_ENDS for sign in text):
        raise refuse(_("This text has signs that cannot be kept. Delete it and type it anew."))


def check_length(text: str, most: int) -> None:
    """Raise ValidationError where a text is too long."""
    if len(text) > most:
        said = {"most": most, "given": len(text), "more": len(text) - most}
        raise refuse(_("This is %(given)s characters long, and %(most)s are possible. Shorten it by %(more)s.") % said)


def check_size(text: str, most: int) -> None:
    """The same before a text is looked at, where it is so long that looking would take long."""
    check_length(text if len(text) > most * 3 + 1000 else "", most)


def line(raw: Any, most: int) -> str:
    """One line of text as it is kept. Raises ValidationError."""
    text = str(raw or "").replace("\r", "\n")
    check_size(text, most)
    check_signs(text)
    check_length(cleaned := clean_line(text), most)
    return cleaned


def lines(raw: Any, most: int) -> str:
    """Several lines as they are kept: composed letters, plain line ends. Raises ValidationError."""
    text = str(raw or "").replace("\r\n", "\n").replace("\r", "\n")
    check_size(text, most)
    check_signs(text)
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf" or sign in JOINERS + _MARKS)
    cleaned = "\n".join(each.rstrip() for each in unicodedata.normalize("NFC", seen).split("\n")).strip()
    check_length(cleaned, most)
    return cleaned if any(map(is_seen, cleaned)) else ""


class Short(Type):
    key = "short"
    label = gettext_lazy("short text")
    about = gettext_lazy("One line: a name, a title, a town.")
    order = 10
    settings = (
        Whole("most", gettext_lazy("Characters at most"), default=200, least=1, most=1000),
        One("fills", gettext_lazy("The browser may fill in"), default="", choices=_FILLS),
    )

    def widget(self, asked: Asked) -> Line:
        fills = self.setting(asked.question, "fills")
        known = {"autocomplete": fills} if fills else {}
        return Line({**known, **({"type": "tel", "dir": "ltr"} if fills == "tel" else {})})

    def clean(self, asked: Asked, raw: Any) -> Any:
        return line(raw, self.setting(asked.question, "most")) or None

    def way(self, question: Question) -> Way:
        return Way.CONTAINS if self.setting(question, "most") <= LONGEST_KEY else Way.WORDS


class Long(Type):
    key = "long"
    label = gettext_lazy("long text")
    about = gettext_lazy("Several lines, with a limit that is counted while one writes.")
    order = 20
    settings = (
        Whole("most", gettext_lazy("Characters at most"), default=3000, least=1, most=20_000),
        Whole("rows", gettext_lazy("Lines that the field shows"), default=5, least=2, most=30),
    )

    def widget(self, asked: Asked) -> Lines:
        return Lines({"rows": self.setting(asked.question, "rows"), "data-most": self.setting(asked.question, "most")})

    def clean(self, asked: Asked, raw: Any) -> Any:
        return lines(raw, self.setting(asked.question, "most")) or None

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [each for each in str(stored).split("\n") if each.strip()]

    def way(self, question: Question) -> Way:
        return Way.WORDS
