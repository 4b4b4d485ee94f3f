"""Consent: a tick under an exact text. What was agreed to is kept with the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import YES, Question
from heliograph.calls.questions.types.finding import Way
from heliograph.calls.questions.types.settings import LongInLanguages
from heliograph.calls.questions.types.type import Asked, Cell, Type, picked
from heliograph.calls.questions.widgets import Drawn, one
from heliograph.moments.locales import write_day
from heliograph.moments.stored import day_in

_PARTS = {"text": str, "language": str, "digest": str, "at": str}


def digest(text: str) -> str:
    """What tells one text from another: its SHA-256 in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def stands(question: Question, stored: Any) -> bool:
    """Whether what was agreed to is still the text, in the language in which it was read."""
    text: str = question.settings.get("text", {}).get(stored["language"], "")
    return bool(stored["digest"] == digest(text))


class Agreement(Drawn):
    """The text and a box to tick."""

    def __init__(self, text: Any, page: str) -> None:
        super().__init__("calls/questions/widgets/consent.html", text=text, page=page)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return one(data, name) == YES


class Consent(Type):
    """Stored: ``{"agreed": true, "text", "language", "digest", "at"}``, the instant in ISO 8601 with its offset."""

    key = "consent"
    label = gettext_lazy("consent")
    about = gettext_lazy("A text that one agrees to. The exact text is kept with the answer.")
    order = 140
    decides = True
    by_person = True
    settings = (LongInLanguages("text", gettext_lazy("Text to be agreed to"), needed=True, most=5000),)
    missing = gettext_lazy("Your answer can only be sent if you agree to this.")

    def outcomes(self, question: Question) -> tuple[str, ...]:
        return (YES,)

    def chosen(self, stored: Any) -> frozenset[str]:
        return frozenset({YES} if self.fits(stored) else ())

    def condition(self, question: Question, values: Sequence[str], languages: Sequence[str]) -> str:
        return _("Only if you agree above: %(question)s.") % {"question": picked(question.label, languages)}

    def widget(self, asked: Asked) -> Agreement:
        return Agreement(asked.text(asked.question.settings["text"]), asked.languages[0])

    def clean(self, asked: Asked, raw: Any) -> Any:
        if not raw:
            return None
        if self.fits(asked.stored) and stands(asked.question, asked.stored):
            return asked.stored
        text = asked.text(asked.question.settings["text"])
        at = asked.at.astimezone(UTC).isoformat(timespec="seconds")
        return {
            "agreed": True, "text": text.words, "language": text.language, "digest": digest(text.words), "at": at,
        }  # fmt: skip

    def initial(self, asked: Asked, stored: Any) -> Any:
        return stands(asked.question, stored)

    def fits(self, stored: Any) -> bool:
        if not isinstance(stored, Mapping) or stored.get("agreed") is not True:
            return False
        return all(isinstance(stored.get(name), kind) for name, kind in _PARTS.items()) and _day(stored["at"]) != ""

    def way(self, question: Question) -> Way:
        return Way.ANY

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [YES]

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return self.words_in("", question, stored, languages)

    def words_in(self, zone: str, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        when = day_in(datetime.fromisoformat(stored["at"]), zone or "UTC")
        return [_("Agreed on %(day)s to this text:") % {"day": write_day(when, languages[0])}, stored["text"]]

    def anonymous(self, stored: Any) -> Any:
        """Of the instant only the day."""
        return {**stored, "at": f"{stored['at'][:10]}T00:00:00+00:00"}

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        return [(_("agreed"), 1)]

    def headings(self, question: Question, language: str) -> list[str]:
        (label,) = super().headings(question, language)
        return [label, _("%(question)s: agreed on") % {"question": label}]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        return [1, _day(stored["at"])] if self.fits(stored) else [0, ""]


def _day(at: str) -> str:
    try:
        return datetime.fromisoformat(at).date().isoformat()
    except ValueError:
        return ""
