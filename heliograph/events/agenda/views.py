"""The agenda: what comes, as a list of days or as the grid of a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.models import Programme
from heliograph.calls.programmes.finding import programmes_for
from heliograph.calls.programmes.lines import picked
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.events.agenda import adding, days
from heliograph.events.agenda.filtering import AgendaFilter
from heliograph.events.agenda.sources import Entry, Wanted, gather, sources
from heliograph.events.models import Event
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import finished_page, good_until
from heliograph.frame.reader import Reader, reader_of
from heliograph.moments.stored import day_in
from heliograph.network.countries import Region, country_choices, country_name, language_name
from heliograph.texts.languages import CONTENT_LANGUAGES

#: So many days stand on one page of the list.
SPAN = timedelta(days=56)
_DAY = timedelta(days=1)
#: No page is shown for earlier and later years: crawlers would go on for ever.
_YEARS = (1990, 2100)


@dataclass(frozen=True)
class Choices:
    """What the agenda can be narrowed to, as values and words."""

    kinds: list[tuple[str, str]]
    programmes: list[tuple[str, Picked]]
    countries: list[tuple[str, str]]
    regions: list[tuple[str, str]]
    languages: list[tuple[str, str]]


@finished_page
def agenda(request: HttpRequest) -> HttpResponse:
    """A list from a day on (``?from=``), today without one; with ``?month=`` the grid of that month.

    With ``?year=`` either names a month of that year by its number, as the form on the page does: it is led there.
    """
    reader = reader_of(request)
    at, zone = arrived_at(request), reader.zone or settings.ORGANIZER_ZONE
    takes, month = AgendaFilter.of(request), _month(request.GET.get("month", ""))
    if there := _named_month(request, takes):
        return redirect(f"{request.path}{there}")
    today = day_in(at, zone)
    context = {"takes": takes, "choices": _choices(request, reader), "zone": zone, "feeds": _feeds(request, takes)}
    if month is None:
        entries, shown = _list(request, takes, zone, today)
    else:
        entries, shown = _grid(request, takes, zone, month, today)
    months = [(number, days.month_name(number, reader.language)) for number in range(1, 13)]
    context |= {"months": months, "years": _YEARS, "as_month": takes.query(month=f"{shown['first']:%Y-%m}")}
    response = render(request, "events/agenda/agenda.html", context | shown)
    good_until(response, [*_turning(entries), days.midnight(today + _DAY, zone)], at)
    return response


def _wanted(request: HttpRequest, takes: AgendaFilter, first: datetime, last: datetime) -> Wanted:
    reader = reader_of(request)
    mine, programme = bool(takes.mine), takes.programme
    return Wanted(request.user, reader, arrived_at(request), first, last, mine=mine, programme=programme)


def _list(request: HttpRequest, takes: AgendaFilter, zone: str, today: date) -> tuple[list[Entry], dict[str, Any]]:
    reader = reader_of(request)
    at, first = arrived_at(request), _day(request.GET.get("from", "")) or today
    wanted = _wanted(request, takes, days.midnight(first, zone), days.midnight(first + SPAN, zone))
    entries = takes.apply(gather(wanted, takes.kinds))
    return entries, {
        "days": days.by_day(entries, first, reader, zone, at),
        "undated": days.undated(entries, reader, at) if first <= today else [],
        "earlier": takes.query(**{"from": (first - SPAN).isoformat()}) if first.year > _YEARS[0] else "",
        "later": takes.query(**{"from": (first + SPAN).isoformat()}) if first.year < _YEARS[1] else "",
        "as_list": takes.query(**{"from": "" if first == today else first.isoformat()}) or "?",
        "today": "" if first == today else takes.query() or "?",
        "first": first,
    }


def _grid(
    request: HttpRequest, takes: AgendaFilter, zone: str, month: date, today: date
) -> tuple[list[Entry], dict[str, Any]]:
    reader = reader_of(request)
    first, last = days.bounds(month.year, month.month, reader.language)
    wanted = _wanted(request, takes, days.midnight(first, zone), days.midnight(last, zone))
    entries = takes.apply(gather(wanted, takes.kinds))
    now = today.replace(day=1)
    before, after = (month - _DAY).replace(day=1), (month + timedelta(days=31)).replace(day=1)
    return entries, {
        "month": days.grid(entries, month.year, month.month, reader, zone, arrived_at(request)),
        "earlier": takes.query(month=f"{before:%Y-%m}") if before.year >= _YEARS[0] else "",
        "later": takes.query(month=f"{after:%Y-%m}") if after.year <= _YEARS[1] else "",
        "as_list": takes.query(**{"from": "" if now == month else month.isoformat()}) or "?",
        "today": "" if now == month else takes.query(month=f"{now:%Y-%m}"),
        "first": month,
    }


def _turning(entries: Iterable[Entry]) -> Iterable[datetime | None]:
    """When words about an entry change."""
    for each in entries:
        yield from (each.stored.start, each.over)


def _day(text: str) -> date | None:
    """A day of an address; None for what is none, or lies where nobody looks."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if _YEARS[0] <= found.year <= _YEARS[1] else None


def _month(text: str) -> date | None:
    return _day(f"{text}-01")


def _named_month(request: HttpRequest, takes: AgendaFilter) -> str:
    """The address of a month that is named by its number beside a year; empty where none is."""
    name = "month" if "month" in request.GET else "from"
    year, number = (request.GET.get(each, "") for each in ("year", name))
    month = _month(f"{year}-{number:0>2}")
    if month is None:
        return ""
    return takes.query(**{name: f"{month:%Y-%m}" if name == "month" else month.isoformat()})


def _choices(request: HttpRequest, reader: Reader) -> Choices:
    language = reader.language
    return Choices(
        kinds=[(each.key, str(each.label)) for each in sources()],
        programmes=_programmes(request, reader),
        countries=country_choices(language),
        regions=[(each.slug, str(each.label)) for each in Region],
        languages=[(tag, language_name(tag, language)) for tag in CONTENT_LANGUAGES],
    )


def _programmes(request: HttpRequest, reader: Reader) -> list[tuple[str, Picked]]:
    """The programmes that have something in an agenda."""
    with_events = Event.objects.published().order_by().values("programme")
    seen = programmes_for(request.user)
    found: Iterable[Programme] = seen.filter(pk__in=with_events) | seen.filter(calls__isnull=False)
    offered = {each.slug: picked(each.title, reader, each.source_language) for each in found}
    return sorted(offered.items(), key=lambda pair: str(pair[1]))


def _feeds(request: HttpRequest, takes: AgendaFilter) -> list[adding.Feed]:
    """The calendars that come nearest to what is shown."""
    reader = reader_of(request)
    language = reader.language
    found = [adding.feed(_("The whole agenda"), reverse("events:calendar_all"), language)]
    titles = dict(_programmes(request, reader)) if takes.programme else {}
    if takes.programme in titles:
        path = reverse("events:calendar_programme", args=[takes.programme])
        found.insert(0, adding.feed(str(titles[takes.programme]), path, language))
    if takes.country:
        path = reverse("events:calendar_country", args=[takes.country.lower()])
        found.insert(0, adding.feed(country_name(takes.country, language), path, language))
    if takes.kind == "day":
        found.insert(0, adding.feed(_("International days"), reverse("events:calendar_days", args=["all"]), language))
    return found
