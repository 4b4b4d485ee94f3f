"""A kind's own options: what an organizer chooses for a call of it, declared by the kind, kept in ``Call.options``.

The desk makes fields of them (``desk/option_fields.py``); the kind reads them by ``Kind.chosen``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from heliograph.calls.models import Call

Text = str | Promise
Check = Callable[["Call", Any], str]
LONGEST = 200


class OptionType(StrEnum):
    """What is kept: the key of a choice, a whole number or None, true or false, a line."""

    CHOICE = "choice"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"


@dataclass(frozen=True)
class Option:
    """One option. ``default`` is what a new call begins with, and what counts where nothing is kept that fits.

    ``choices`` are keys with what they are called. ``least`` and ``most`` bound a number, ``most`` a text (its length).
    A number whose default is None, and a text, may be left out. A text is in no language: a name, a code, an address.
    ``check`` gives a sentence to the organizer about a value that fits and is wrong all the same; empty: it is right.
    """

    key: str
    label: Text
    type: OptionType
    default: Any
    help: Text = ""
    choices: Sequence[tuple[str, Text]] = ()
    least: int | None = None
    most: int | None = None
    check: Check | None = None

    def fits(self, value: object) -> bool:
        """Whether this is a value that the option can have."""
        match self.type:
            case OptionType.CHOICE:
                return isinstance(value, str) and value in dict(self.choices)
            case OptionType.BOOLEAN:
                return isinstance(value, bool)
            case OptionType.TEXT:
                return isinstance(value, str) and "\n" not in value and len(value) <= (self.most or LONGEST)
        return self.default is None if value is None else self._is_number(value)

    def _is_number(self, value: object) -> bool:
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def words(self, value: Any) -> str:
        """A value as people read it, in the active language."""
        match self.type:
            case OptionType.CHOICE:
                return str(dict(self.choices)[value])
            case OptionType.BOOLEAN:
                return _("yes") if value else _("no")
            case OptionType.NUMBER if value is not None:
                return str(number_format(value))
        return value or pgettext("option", "not said")

    def wrong(self, call: Call, value: Any) -> str:
        """What is wrong with a value for a call, as a sentence to its organizer; empty: nothing."""
        if not self.fits(value):
            return _("Choose “%(option)s” once more: this cannot be taken.") % {"option": self.label}
        return self.check(call, value) if self.check is not None else ""


def begun(options: Sequence[Option]) -> dict[str, Any]:
    """What a new call begins with."""
    return {each.key: each.default for each in options}


def chosen(options: Sequence[Option], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of each option, by key; the default where nothing is kept that fits."""
    found = {each.key: kept.get(each.key, each.default) for each in options}
    return {each.key: found[each.key] if each.fits(found[each.key]) else each.default for each in options}
