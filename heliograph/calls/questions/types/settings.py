"""The settings of types of question: what each is called, how it is edited, and what it may hold.

The desk's editor shows a setting by its ``input``; ``read`` judges what it was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from heliograph.calls.questions.faults import Faults, Place

Words = str | Promise


@dataclass(frozen=True)
class Setting:
    """``default`` is meant where a question does not say, and None where nothing is.

    ``input`` is one of ``whole``, ``number``, ``day``, ``tick``, ``one``, ``several``, ``texts`` (by language, one
    line), ``long-texts``, ``list`` (names with labels by language), ``fixed`` (neither shown nor changed).
    """

    input: ClassVar[str]
    key: str
    label: Words
    help: Words = ""
    default: Any = None
    needed: bool = False

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        """The value as it is kept; what is wrong goes into ``faults``."""
        raise ValueError(self.key)


@dataclass(frozen=True)
class Whole(Setting):
    """A whole number between two limits."""

    input = "whole"
    least: int = 0
    most: int = 1_000_000_000

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            limits = {"least": self.least, "most": self.most}
            faults.add(place, _("Give a whole number from %(least)s to %(most)s.") % limits)
            return self.default
        return value


@dataclass(frozen=True)
class Number(Setting):
    """A number, whole or not, no further from 0 than ``most``."""

    input = "number"
    most: int = 1_000_000_000

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not -self.most <= value <= self.most:
            faults.add(place, _("Give a number from −%(most)s to %(most)s.") % {"most": self.most})
            return self.default
        return value


@dataclass(frozen=True)
class Day(Setting):
    """A day, written as 2026-01-31."""

    input = "day"

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        if (day := day_of(value)) is None:
            faults.add(place, _("Give a day, written as 2026-01-31."))
            return self.default
        return day.isoformat()


def day_of(value: Any) -> date | None:
    """The day that a text is, as JSON keeps it; None where it is none."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    # Weeks and other forms of ISO 8601 are read too, and are not meant here.
    return day if day and day.isoformat() == value else None


@dataclass(frozen=True)
class Tick(Setting):
    """Yes or no."""

    input = "tick"
    default: Any = False

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        return faults.flag(value, place)


@dataclass(frozen=True)
class One(Setting):
    """One of ``choices`` (value, label)."""

    input = "one"
    choices: Sequence[tuple[str, Words]] = ()

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        if not isinstance(value, str) or value not in dict(self.choices):
            faults.add(place, _("Choose one of those that are offered."))
            return self.default
        return value


@dataclass(frozen=True)
class Several(Setting):
    """At least one of ``choices``, kept in their order."""

    input = "several"
    choices: Sequence[tuple[str, Words]] = ()

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        offered = [key for key, _label in self.choices]
        given = value if isinstance(value, list | tuple) else []
        if not given or any(each not in offered for each in given):
            faults.add(place, _("Choose at least one of those that are offered."))
            return self.default
        return [key for key in offered if key in given]


@dataclass(frozen=True)
class InLanguages(Setting):
    """A text by language of at most ``most`` characters."""

    input = "texts"
    most: int = 300

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        return dict(faults.texts(value, place, self.most, needed=self.needed))


@dataclass(frozen=True)
class LongInLanguages(InLanguages):
    """The same of several lines; ``markdown``: it may have headings, lists and links."""

    input = "long-texts"
    most: int = 10_000
    markdown: bool = False


@dataclass(frozen=True)
class Listed(Setting):
    """Names with labels by language, as options have them: the rows or columns of a table."""

    input = "list"
    least: int = 1
    most: int = 30

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        read = faults.options(value, place, self.least, self.most)
        return [{"key": each.key, "label": dict(each.label)} for each in read]


@dataclass(frozen=True)
class Fixed(Setting):
    """What the app that made the question has put there, in a line; the desk neither shows nor changes it."""

    input = "fixed"
    most: int = 100

    def read(self, value: Any, place: Place, faults: Faults) -> Any:
        if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= self.most:
            faults.add(place, _("This question was made by the site itself. Remove it."))
            return self.default
        return value
