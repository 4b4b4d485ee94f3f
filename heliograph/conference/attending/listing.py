"""Who was there, as the desk lists, prints and saves it: by day, and all days together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.conference.attending.checking_in import day_of, is_day
from heliograph.conference.attending.counting import present
from heliograph.conference.attending.models import CheckIn
from heliograph.conference.models import Conference
from heliograph.moments.locales import write_brief_day, write_clock
from heliograph.network.countries import country_name


@dataclass(frozen=True)
class Row:
    """Somebody who came on a day: when, by the clock of the place (empty: noted afterwards), and who has said so."""

    check_in: CheckIn
    clock: str
    country: str
    seen_by: str


def days(conference: Conference) -> list[date]:
    """The days of a conference."""
    return [
        conference.first_day + timedelta(days=n) for n in range((conference.last_day - conference.first_day).days + 1)
    ]


def chosen(conference: Conference, asked: str, at: datetime) -> date:
    """The day that is asked for (ISO 8601); else today, else the first."""
    found = next((day for day in days(conference) if day.isoformat() == asked), None)
    today = day_of(conference, at)
    return found or (today if is_day(conference, today) else conference.first_day)


def came_on(conference: Conference, day: date) -> QuerySet[CheckIn]:
    """Those who came on a day, by name."""
    rows = CheckIn.objects.standing().filter(badge__conference=conference, day=day)
    return rows.select_related("badge", "by", "door").order_by("badge__name", "badge")


def rows(conference: Conference, found: Sequence[CheckIn], language: str) -> list[Row]:
    """What the list shows of check-ins."""
    return [
        Row(each, _clock(conference, each, language), _country(each.badge.country, language), _seen(each))
        for each in found
    ]


def _clock(conference: Conference, check_in: CheckIn, language: str) -> str:
    if day_of(conference, check_in.at) != check_in.day:
        return ""
    return write_clock(check_in.at.astimezone(ZoneInfo(conference.zone)), language)


def _country(code: str, language: str) -> str:
    return country_name(code, language) if code else ""


def _seen(check_in: CheckIn) -> str:
    return str(check_in.door or check_in.by or "")


def as_table(conference: Conference, language: str) -> tuple[list[str], Iterator[list[object]]]:
    """Who was there as a table to be saved: its head, and a row for each badge with the clock of each day."""
    each_day = days(conference)
    head = [
        _("Name"),
        _("Role"),
        _("Organization"),
        _("Country"),
        *(write_brief_day(day, language) for day in each_day),
    ]

    def lines() -> Iterator[list[object]]:
        for badge in present(conference).order_by("name", "pk"):
            clocks = {one.day: _plain_clock(conference, one) for one in badge.days}  # type: ignore[attr-defined]
            country = _country(badge.country, language)
            yield [badge.name, badge.role, badge.organization, country, *(clocks.get(day, "") for day in each_day)]

    return head, lines()


def _plain_clock(conference: Conference, check_in: CheckIn) -> str:
    """The clock as programs read it; a sign where somebody was noted afterwards."""
    at = check_in.at.astimezone(ZoneInfo(conference.zone))
    return f"{at:%H:%M}" if at.date() == check_in.day else "✓"
