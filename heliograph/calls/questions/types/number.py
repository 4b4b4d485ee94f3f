"""Numbers and days."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import Way, key_of_number
from heliograph.calls.questions.types.settings import Day, Number, Tick, Whole, day_of
from heliograph.calls.questions.types.type import Asked, Cell, Fault, Type, refuse
from heliograph.calls.questions.widgets import Line
from heliograph.moments.locales import write_day

#: Further from 0 no number is taken: a float has every decimal that can be asked for up to there.
FURTHEST = 1_000_000_000
LONGEST = 40
_SIGN = re.compile(r"[+-]?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
#: Digits in groups of three, as they are written in many languages.
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’ ])\d{3})(?:\1\d{3})*")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")


def digits(text: str) -> str:
    """A number as it was typed, with ASCII digits, signs and single spaces."""
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    plain = plain.replace("−", "-").replace("٫", ".").replace("٬", ",")
    return _SPACES.sub(" ", plain).strip()


def number_in(text: str, decimals: int) -> int | float | None:
    """The number that somebody typed, with a point or a comma; None where it is none, or has more decimals."""
    plain = digits(text)
    sign = _SIGN.match(plain)
    head = sign.group() if sign else ""
    body = plain[len(head) :].strip()
    if decimals == 0 and _GROUPED.fullmatch(body):
        body = re.sub(r"\D", "", body)
    elif decimals:
        body = _pointed(body)
    if not _PLAIN.fullmatch(body) or len(body.partition(".")[2]) > decimals:
        return None
    return int(head + body) if decimals == 0 else float(head + body) + 0.0


def _pointed(body: str) -> str:
    """With a point before the decimals and nothing between the thousands."""
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return body.replace(" ", "") if _GROUPED.fullmatch(body) else body
    whole, rest = body[:last], body[last + 1 :]
    if body[last] in whole:
        return re.sub(r"[.,' ’]", "", body) if _GROUPED.fullmatch(body) else "-"
    whole = re.sub(r"\D", "", whole) if _GROUPED.fullmatch(whole) else whole
    return f"{whole}.{rest}"


def _grouped(number: float) -> str:
    """A number as the active language writes it."""
    return str(number_format(written(number), force_grouping=True))


class Figure(Type):
    key = "number"
    label = gettext_lazy("number")
    about = gettext_lazy("A whole number, or one with decimals.")
    order = 60
    settings = (
        Number("least", gettext_lazy("Not less than")),
        Number("most", gettext_lazy("Not more than")),
        Whole("decimals", gettext_lazy("Decimals"), gettext_lazy("0: whole numbers only."), default=0, most=6),
        Tick(
            "people",
            gettext_lazy("It counts people, such as learners"),
            gettext_lazy("Figures then tell none below 5."),
        ),
    )

    def faults(self, question: Question) -> Iterator[Fault]:
        least, most = self.setting(question, "least"), self.setting(question, "most")
        if least is not None and most is not None and least > most:
            yield ("settings", "most"), _("The highest number is less than the lowest.")

    def widget(self, asked: Asked) -> Line:
        decimals = self.setting(asked.question, "decimals")
        mode = "decimal" if decimals else "numeric"
        return Line({"inputmode": mode, "dir": "ltr", "class": "short", "autocomplete": "off"})

    def clean(self, asked: Asked, raw: Any) -> Any:
        if not (text := str(raw or "").strip()):
            return None
        decimals = self.setting(asked.question, "decimals")
        found = number_in(text, decimals) if len(text) <= LONGEST else None
        if found is None and decimals:
            said = _("Write a number in digits, with %(decimals)s decimals at most.") % {"decimals": decimals}
            raise refuse(said)
        if found is None:
            raise refuse(_("Write a whole number in digits, for example 12."))
        self._check(asked.question, found)
        return found

    def _check(self, question: Question, found: float) -> None:
        given = self.setting(question, "least"), self.setting(question, "most")
        least, most = -FURTHEST if given[0] is None else given[0], FURTHEST if given[1] is None else given[1]
        if found < least:
            raise refuse(_("Write a number of at least %(least)s.") % {"least": _grouped(least)})
        if found > most:
            raise refuse(_("Write a number of at most %(most)s.") % {"most": _grouped(most)})

    def initial(self, asked: Asked, stored: Any) -> Any:
        return written(stored)

    def of_people(self, question: Question) -> bool:
        return bool(self.setting(question, "people"))

    def way(self, question: Question) -> Way:
        return Way.NUMBERS

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [key_of_number(stored)]

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, int | float) and not isinstance(stored, bool) and math.isfinite(stored)

    def anonymous(self, stored: Any) -> Any:
        return stored

    def amount(self, stored: Any) -> float | None:
        return float(stored)

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [written(stored)]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        return [stored if self.fits(stored) else ""]


def written(number: float) -> str:
    """A number in digits with a point, without an exponent."""
    return str(number) if isinstance(number, int) else f"{number:.6f}".rstrip("0").rstrip(".")


class OnDay(Type):
    key = "date"
    label = gettext_lazy("date")
    about = gettext_lazy("A day, with a first and a last possible one.")
    order = 70
    settings = (Day("least", gettext_lazy("Not before")), Day("most", gettext_lazy("Not after")))

    def faults(self, question: Question) -> Iterator[Fault]:
        first, last = self._limits(question)
        if first > last:
            yield ("settings", "most"), _("The last day comes before the first.")

    def _limits(self, question: Question) -> tuple[date, date]:
        first, last = (day_of(self.setting(question, key)) for key in ("least", "most"))
        return first or date(1900, 1, 1), last or date(2199, 12, 31)

    def widget(self, asked: Asked) -> Line:
        limits = {"min": self.setting(asked.question, "least"), "max": self.setting(asked.question, "most")}
        given = {name: value for name, value in limits.items() if value}
        return Line({"type": "date", "dir": "ltr", "class": "short", **given})

    def clean(self, asked: Asked, raw: Any) -> Any:
        if not (text := str(raw or "").strip()):
            return None
        day = day_of(digits(text)) if len(text) <= LONGEST else None
        if day is None:
            raise refuse(_("Write the day as year, month and day, for example 2026-01-31."))
        first, last = self._limits(asked.question)
        language = asked.languages[0]
        if day < first:
            raise refuse(_("Choose a day that is not before %(day)s.") % {"day": write_day(first, language)})
        if day > last:
            raise refuse(_("Choose a day that is not after %(day)s.") % {"day": write_day(last, language)})
        return day.isoformat()

    def way(self, question: Question) -> Way:
        return Way.DAYS

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [str(stored)]

    def fits(self, stored: Any) -> bool:
        return day_of(stored) is not None

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        day = day_of(stored)
        return [write_day(day, languages[0]) if day else str(stored)]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        return [stored if self.fits(stored) else ""]
