"""Public figures of the network in words: none without its day and the share of records that are fresh."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from heliograph.moments.locales import isolate, locale_of, write_day
from heliograph.network.figures import Counts


def listed(words: Iterable[str | Promise], language: str) -> str:
    """Words one after the other, each in its own direction."""
    return pgettext("between the words of a list", ", ").join(isolate(str(each), language) for each in words)


def number(value: int, language: str) -> str:
    """A whole number as a language writes it."""
    return str(format_decimal(value, locale=locale_of(language)))


def share(counts: Counts, language: str) -> str:
    """The share of the members' records that are fresh: ``71%``; a dash where there are no members."""
    if counts.share is None:
        return "–"
    return str(format_percent(counts.share / 100, locale=locale_of(language)))


def schools(counts: Counts, language: str) -> str:
    """``1,204 member schools``."""
    words = ngettext("%(number)s member school", "%(number)s member schools", counts.members)
    return words % {"number": number(counts.members, language)}


def census(counts: Counts, countries: int, on: date, since: date, language: str) -> str:
    """The sentence that goes with every public figure; ``countries`` have members, ``since`` is when fresh begins."""
    day = write_day(on, language)
    if not counts.members:
        return _("On %(day)s the network counts no member school here yet.") % {"day": day}
    places = ngettext("%(number)s country", "%(number)s countries", countries)
    sentence = _(
        "On %(day)s the network counts %(schools)s in %(countries)s; %(share)s of their records have been confirmed "
        "since %(since)s."
    )
    return sentence % {
        "day": day,
        "schools": schools(counts, language),
        "countries": places % {"number": number(countries, language)},
        "share": share(counts, language),
        "since": write_day(since, language),
    }
