"""Observances as readers see them: name, days and theme in words; a line each for lists, the calendar of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.events.observances.dates import Days, days_of, next_of
from heliograph.events.observances.models import Observance
from heliograph.events.observances.states import LONG, ObservanceTheme, Tier
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.moments.locales import locale_of, write_days
from heliograph.texts.multilingual import pick, texts_of

#: Who is written in short in the data.
_PROCLAIMERS = {
    "UNESCO": gettext_lazy("UNESCO"),
    "UNGA": gettext_lazy("the General Assembly of the United Nations"),
}
#: Languages in which a name is shown to a reader who has none of those that it is known in.
_OTHERWISE = "en"


@dataclass(frozen=True)
class DayLine:
    """An observance at one of its times. ``days`` are those in words; ``iso`` for machines."""

    observance: Observance
    name: Picked
    first: date
    last: date
    days: str
    iso: str
    theme: str
    picture: str
    url: str


@dataclass(frozen=True)
class Month:
    """The lines of a month; ``words`` name it, without the year."""

    number: int
    words: str
    lines: list[DayLine]


def name_for(observance: Observance, languages: Sequence[str]) -> Picked:
    """The name in the first language in which it is known, else in that of its writing, or in English."""
    return Picked(*pick(observance.name, [*languages, observance.source_language, _OTHERWISE]))


def drawing_of(observance: Observance) -> str:
    """The same drawing in points, for letters and print."""
    return picture_of(observance).removesuffix(".svg") + ".png"


def picture_of(observance: Observance) -> str:
    """The name of the drawing of its theme among the static files."""
    theme = observance.theme if observance.theme in ObservanceTheme else ObservanceTheme.OTHER
    return f"events/days/{theme}.svg"


def proclaimer(observance: Observance) -> str:
    """Who proclaimed it, in words; empty where that is not known."""
    said = observance.proclaimed_by
    return str(_PROCLAIMERS.get(said, said))


def written_in(observance: Observance) -> frozenset[str]:
    """The languages in which it has a name."""
    return frozenset(texts_of(observance.name))


def line(observance: Observance, days: Days, reader: Reader) -> DayLine:
    """A line for one time of an observance. No query."""
    first, last = days
    return DayLine(
        observance=observance,
        name=name_for(observance, reader.languages),
        first=first,
        last=last,
        days=days_words(observance, days, reader.language),
        iso=first.isoformat(),
        theme=str(observance.get_theme_display()),
        picture=picture_of(observance),
        url=reverse("events:day", args=[observance.key]),
    )


def days_words(observance: Observance, days: Days, language: str) -> str:
    """``Saturday, 24 January 2026``; a week from its first to its last day; of a year or a decade the years."""
    first, last = days
    if observance.kind not in LONG:
        return write_days(first, last, language)
    return str(first.year) if first.year == last.year else _("%(first)s to %(last)s") % {
        "first": first.year, "last": last.year,
    }  # fmt: skip


def year_of(rows: Iterable[Observance], year: int, reader: Reader) -> list[Month]:
    """What is marked in a year by months, in the order of the days; months without any are left out."""
    lines = [line(each, days, reader) for each in rows if each.kind not in LONG for days in days_of(each, year)]
    lines.sort(key=lambda each: (each.first, each.last, each.observance.key))
    numbers = sorted({each.first.month for each in lines})
    return [
        Month(number, _month(number, reader.language), [each for each in lines if each.first.month == number])
        for number in numbers
    ]


def long_of(rows: Iterable[Observance], year: int, reader: Reader) -> list[DayLine]:
    """The years and decades of which something lies in a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = [(each, next_of(each, first)) for each in rows if each.kind in LONG]
    lines = [line(each, days, reader) for each, days in found if days is not None and days[0] <= last]
    return sorted(lines, key=lambda each: (each.last, each.first, each.observance.key))


def coming(rows: Iterable[Observance], today: date, reader: Reader, count: int) -> list[DayLine]:
    """The next days and weeks that are not over, soonest first; a day before a week that has begun with it."""
    found = [(each, next_of(each, today)) for each in rows if each.kind not in LONG]
    lines = [line(each, days, reader) for each, days in found if days is not None]
    lines.sort(key=lambda each: (max(each.first, today), each.last, each.observance.key))
    return lines[:count]


def is_core(observance: Observance) -> bool:
    """Whether it is shown without being asked for."""
    return observance.tier == Tier.CORE or observance.own


def _month(number: int, language: str) -> str:
    return str(locale_of(language).months["stand-alone"]["wide"][number])
