"""International days, and the network's own, in the agenda. A day has no zone: it is the day where one is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from heliograph.events.agenda.sources import AHEAD, Entry, Wanted
from heliograph.events.observances.dates import days_of
from heliograph.events.observances.following import followed_by
from heliograph.events.observances.models import Observance
from heliograph.events.observances.rules import of_the_main, visible_to
from heliograph.events.observances.shown import name_for
from heliograph.events.observances.states import ObservanceKind
from heliograph.frame.reader import Reader
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored
from heliograph.network.models import Person

KEY = "day"
_WEEK = timedelta(days=7)


def entries(wanted: Wanted) -> Iterator[Entry]:
    """The days and weeks that are marked; of those that a person follows, where that is asked. One query."""
    if wanted.programme:
        return
    first, last = wanted.first, wanted.last or wanted.at + AHEAD
    years = range((first - _WEEK).year, last.year + 1)
    for row in _rows(wanted):
        for year in years:
            for number, days in enumerate(days_of(row, year)):
                if days[0] <= last.date():
                    yield _entry(row, days, f"{row.public_id}-{year}-{number}", wanted.reader)


def _rows(wanted: Wanted) -> QuerySet[Observance]:
    """Years and decades stand on the pages of days: they would fill every page of an agenda."""
    rows = visible_to(wanted.person).filter(kind__in=[ObservanceKind.DAY, ObservanceKind.WEEK], hidden_at=None)
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.mine:
        if not isinstance(wanted.person, Person):
            return rows.none()
        return rows.filter(followed_by(wanted.person))
    return rows if wanted.further else rows.filter(of_the_main())


def _entry(row: Observance, days: tuple[date, date], name: str, reader: Reader) -> Entry:
    return Entry(
        uid=f"{name}@{settings.MAIL_DOMAIN}",
        sequence=row.version - 1,
        title=name_for(row, reader.languages),
        stored=Stored("event", _midnight(days[0]), _midnight(days[1]), "UTC", Precision.DAY),
        path=reverse("events:day", args=[row.key]),
        kind=KEY,
        changed_at=row.saved_at.astimezone(UTC),
        sort=str(row.get_theme_display()),
        theme=row.theme,
        free=True,
        subject=row,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
