"""Instants and days in a template, as the reader of the page writes them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.conf import settings
from django.utils.translation import get_language

from heliograph.frame.reader import Reader
from heliograph.moments import locales, wording

register = template.Library()


@register.filter
def instant(at: datetime | None, reader: Reader | None = None) -> str:
    """An aware instant in the reader's zone, with its name; in the organizer's where the reader's is not known."""
    if at is None:
        return ""
    zone = (reader.zone if reader else None) or settings.ORGANIZER_ZONE
    return wording.minutes(at, None, zone, get_language() or settings.LANGUAGE_CODE)


@register.filter
def plain_day(on: date | None) -> str:
    """A day without its weekday, for a cell of a table."""
    return locales.write_plain_day(on, get_language() or settings.LANGUAGE_CODE) if on else ""


@register.filter
def day(on: date | None) -> str:
    """A day with its weekday, in the language of the page."""
    return locales.write_day(on, get_language() or settings.LANGUAGE_CODE) if on else ""
