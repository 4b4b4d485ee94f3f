"""What a cell says, understood leniently: the value of a record, or why it cannot be understood and what mends it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from heliograph.frame.spreadsheets import plain
from heliograph.network.forms import clean_line, is_seen
from heliograph.network.sheets import vocabulary
from heliograph.network.sheets.folding import fold
from heliograph.network.states import Learners
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import CONTENT_LANGUAGES

_LONGEST = {"identifier": 40, "name": 250, "name_en": 250, "city": 120, "web": 300, "email": 254}
_PARTS = re.compile(r"[;,/|\n،؛、；，]")
_RANGE = re.compile(r"(\d+)\D+(\d+)")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}", re.IGNORECASE)
_DEGREES = re.compile(r"([+-]?\d{1,3}(?:[.,]\d+)?(?:e-\d{1,3})?)\s*°?\s*([NSEWO]?)", re.IGNORECASE)
#: Day 0 of the serial numbers by which spreadsheets count days, and the numbers that can be meant.
_DAY_ZERO, _SERIALS = date(1899, 12, 30), range(14_000, 90_000)
FIRST_YEAR, LAST_YEAR = 1945, 2100
#: Columns in which the same cells return in many rows. What is found is never changed in place.
_FEW = frozenset(
    {
        "kind", "name_language", "country", "zone", "levels", "languages", "themes", "correspondence", "learners",
        "visibility", "membership", "member_since", "confirmed_on", "role", "region", "from", "until",
    }
)  # fmt: skip


class Unclear(Exception):
    """A cell that cannot be understood or taken over: why, and what mends it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason, self.mend = reason, mend


def parse(column: str, text: str) -> Any:
    """The value of a cell that is not blank, as it stands in the file. Raises Unclear."""
    stripped = plain(text).strip()
    if text.lstrip().startswith("="):
        raise Unclear(_("A formula is not taken over."), _("Write its value instead."))
    if _ERRORS.fullmatch(stripped):
        raise Unclear(_("An error of the spreadsheet is no value."), _("Mend the formula, or empty the cell."))
    return _known(column, stripped) if column in _FEW else _PARSERS[column](column, stripped)


@lru_cache(maxsize=20_000)
def _known(column: str, text: str) -> Any:
    return _PARSERS[column](column, text)


def line_of(text: str) -> str:
    """As ``clean_line``, at once for what needs nothing done."""
    if text.isprintable() and any(map(is_seen, text[:1])) and unicodedata.is_normalized("NFC", text):
        return " ".join(text.split())
    return clean_line(text)


def _line(column: str, text: str) -> str:
    line, longest = line_of(text), _LONGEST.get(column, 200)
    if len(line) > longest:
        raise Unclear(_("It is longer than %(limit)s characters.") % {"limit": longest}, _("Shorten it."))
    return line


def _choice(column: str, text: str) -> str:
    value = vocabulary.choices(column).get(fold(text))
    if value is None:
        raise Unclear(_("This word is not known here."), _one_of(column))
    return value


def _one_of(column: str) -> str:
    values = dict.fromkeys(vocabulary.choices(column).values())
    return _("Write one of: %(words)s.") % {"words": with_commas(values)}


def _choices(column: str, text: str) -> list[str]:
    whole = vocabulary.choices(column).get(fold(text))
    if whole is not None:
        return [whole]
    return list(dict.fromkeys(_choice(column, part) for part in _PARTS.split(text) if part.strip()))


def _country(_column: str, text: str) -> str:
    code = vocabulary.countries().get(fold(text))
    if code is None:
        raise Unclear(_("No such country is known here."), _("Write its name, or its code of two letters such as TG."))
    return code


def _region(_column: str, text: str) -> str:
    value = vocabulary.regions().get(fold(text))
    if value is None:
        words = with_commas(dict.fromkeys(vocabulary.regions().values()))
        raise Unclear(_("No such region is known here."), _("Write one of: %(words)s.") % {"words": words})
    return value


def _language(_column: str, text: str) -> str:
    name = vocabulary.languages().get(fold(text))
    if name is not None and len(text) > 3:
        return name
    if _TAG.fullmatch(text):
        first, *rest = text.replace("_", "-").split("-")
        if first.lower() in vocabulary.language_tags() and len(text) <= 20:
            return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)])
    if name is None:
        raise Unclear(_("No such language is known here."), _("Write its name, or its tag such as fr or pt-BR."))
    return name


def _languages(column: str, text: str) -> list[str]:
    return list(dict.fromkeys(_language(column, part.strip()) for part in _PARTS.split(text) if part.strip()))


def _correspondence(column: str, text: str) -> str:
    tag = _language(column, text)
    if tag not in CONTENT_LANGUAGES:
        mend = _("Write one of: %(words)s.") % {"words": with_commas(CONTENT_LANGUAGES)}
        raise Unclear(_("Letters are not written in this language."), mend)
    return tag


def _learners(column: str, text: str) -> str:
    digits = re.sub(r"(?<=\d)[\s.,'’\u00a0\u202f](?=\d{3}\b)", "", text)
    if digits.isdecimal() and len(digits) <= 7:
        return Learners.of(int(digits)).value
    known = vocabulary.choices(column).get(fold(text))
    if known is not None:
        return known
    both = _RANGE.fullmatch(digits)
    if both and Learners.of(int(both[1])) == Learners.of(int(both[2])):
        return Learners.of(int(both[1])).value
    raise Unclear(_("This is no number of learners."), _one_of(column))


def _degrees(column: str, text: str) -> float:
    limit, south = (90, "S") if column == "latitude" else (180, "WO")
    found = _DEGREES.fullmatch(text)
    number = float(found[1].replace(",", ".")) if found else 999.0
    if abs(number) > limit:
        mend = _("Write degrees with a decimal point, such as 6.13, between -%(limit)s and %(limit)s.")
        raise Unclear(_("These are no degrees."), mend % {"limit": limit})
    return -number if found and found[2] and found[2].upper() in south else number


def _zone(_column: str, text: str) -> str:
    zone = vocabulary.zones().get(text.replace(" ", "_").lower())
    if zone is None:
        raise Unclear(_("No such time zone is known."), _("Write its name such as Africa/Lome, or leave it empty."))
    return zone


def bare_address(text: str) -> str:
    """An e-mail address without what programs put around it."""
    return text.removeprefix("mailto:").strip().strip("<>")


def _email(_column: str, text: str) -> str:
    address = bare_address(text)
    try:
        validate_email(address)
    except ValidationError:
        mend = _("Write one address such as office@example.org.")
        raise Unclear(_("This is no e-mail address."), mend) from None
    return address


_valid_url = URLValidator(schemes=["http", "https"])


def _web(column: str, text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        _valid_url(address)
    except ValidationError:
        mend = _("Write an address such as https://example.org.")
        raise Unclear(_("This is no web address."), mend) from None
    return _line(column, address)


def day(_column: str, text: str) -> date:
    """A day: ISO 8601, with or without a time, or the number by which spreadsheets count it."""
    try:
        found = date.fromisoformat(re.split(r"[T ]", text, maxsplit=1)[0])
    except ValueError:
        serial = int(text) if text.isdecimal() and len(text) == 5 else 0
        if serial not in _SERIALS:
            raise Unclear(_("This is no day."), _("Write year, month and day, such as 2026-01-31.")) from None
        found = _DAY_ZERO + timedelta(days=serial)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unclear(_("The year cannot be right."), _("Check the year."))
    return found


def _year(column: str, text: str) -> int:
    year = int(text) if text.isdecimal() and len(text) == 4 else day(column, text).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unclear(_("The year cannot be right."), _("Check the year."))
    return year


_PARSERS: Mapping[str, Callable[[str, str], Any]] = {
    "identifier": _line,
    "kind": _choice,
    "name": _line,
    "name_language": _language,
    "name_en": _line,
    "email": _email,
    "web": _web,
    "country": _country,
    "city": _line,
    "latitude": _degrees,
    "longitude": _degrees,
    "zone": _zone,
    "levels": _choices,
    "languages": _languages,
    "themes": _choices,
    "correspondence": _correspondence,
    "learners": _learners,
    "visibility": _choice,
    "membership": _choice,
    "member_since": _year,
    "confirmed_on": day,
    "role": _choice,
    "organization": _line,
    "region": _region,
    "from": day,
    "until": day,
}


def shown(value: Any) -> str:
    """A value as it stands in a cell."""
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)
