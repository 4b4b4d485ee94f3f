"""Days and weekdays as warnings name them, in the language of whoever reads them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, get_day_names
from django.utils.translation import get_language

from heliograph.moments.locales import locale_of


def day_name(day: date | str | None) -> str:
    """ "26 January 2026" for a day or for the ISO form that a draft holds (its clock time left out)."""
    if day is None:
        return ""
    shown = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return format_date(shown, "long", locale=locale_of(get_language() or "en"))


def weekday_name(number: int) -> str:
    """The name of a weekday, Monday being 0."""
    return str(get_day_names("wide", locale=locale_of(get_language() or "en"))[number])
