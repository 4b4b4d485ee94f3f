"""International days for everybody: the calendar of a year, a day, and the wish to follow it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.events.agenda import adding
from heliograph.events.observances import following, shown
from heliograph.events.observances.page import day_page, found_by, today_of
from heliograph.events.observances.rules import may_keep, visible_to
from heliograph.events.observances.states import ObservanceTheme
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import finished_page
from heliograph.frame.posting import see_other
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.models import Person

#: Years that can be looked at, before the present one and after it.
BEFORE, AFTER = 1, 3
COMING = 3


@dataclass(frozen=True)
class Wanted:
    """What a reader asked the calendar for; ``all`` with the further days."""

    year: int
    theme: str
    all: bool

    @classmethod
    def read(cls, query: QueryDict, this: int) -> Wanted:
        """From an address. Raises Http404 where the year cannot be looked at; an unknown theme is none."""
        said, theme = query.get("year", ""), query.get("theme", "")
        year = int(said) if said.isascii() and said.isdecimal() and len(said) == len("2026") else this
        if not this - BEFORE <= year <= this + AFTER:
            raise Http404
        return cls(year, theme if theme in ObservanceTheme else "", query.get("all") == "1")

    def query(self, **changed: str) -> str:
        """The address of the calendar with something else."""
        said = {"year": str(self.year), "theme": self.theme, "all": "1" if self.all else "", **changed}
        return urlencode({name: value for name, value in said.items() if value})


@finished_page
def days(request: HttpRequest) -> HttpResponse:
    """The international days of a year, by months; the next ones first."""
    reader = reader_of(request)
    today = today_of(reader, arrived_at(request), settings.ORGANIZER_ZONE)
    wanted = Wanted.read(request.GET, today.year)
    rows = [each for each in visible_to(request.user).order_by("key") if wanted.all or shown.is_core(each)]
    rows = [each for each in rows if wanted.theme in {"", each.theme}]
    context = {
        "wanted": wanted,
        "months": shown.year_of(rows, wanted.year, reader),
        "long": shown.long_of(rows, wanted.year, reader),
        "coming": shown.coming(rows, today, reader, COMING) if wanted.year == today.year else [],
        "themes": ObservanceTheme.choices,
        "years": [(year, wanted.query(year=str(year))) for year in range(today.year - BEFORE, today.year + AFTER + 1)],
        "follows_theme": wanted.theme in following.themes_of(request.user) if wanted.theme else False,
        "feed": _feed(wanted.theme, reader),
        "edits": may_keep(request.user),
    }
    return render(request, "events/observances/days.html", context)


def _feed(theme: str, reader: Reader) -> adding.Feed:
    """The calendar of the days of a theme, or of all of them."""
    name = str(ObservanceTheme(theme).label).capitalize() if theme else _("International days")
    return adding.feed(name, reverse("events:calendar_days", args=[theme or "all"]), reader.language)


@finished_page
def day(request: HttpRequest, key: str) -> HttpResponse:
    """An international day: what it is, when it comes, what the network does on it."""
    found, reader, at = get_object_or_404(visible_to(request.user), key=key), reader_of(request), arrived_at(request)
    today = today_of(reader, at, settings.ORGANIZER_ZONE)
    context = {
        "it": day_page(found, found_by(found, request.user), reader, at, today),
        "day": found,
        "following": following.is_following(found, request.user),
        "by_theme": shown.is_core(found) and found.theme in following.themes_of(request.user),
        "edits": may_keep(request.user),
    }
    return render(request, "events/observances/day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, key: str) -> HttpResponseBase:
    """Put the day into the reader's calendar, or take it out (``follow=0``); who is not signed in comes back to it."""
    page = f"{reverse('events:day', args=[key])}#follow"
    if request.method != "POST":
        return see_other(page)
    if not isinstance(request.user, Person):
        return redirect_to_login(page)
    found = get_object_or_404(visible_to(request.user), key=key)
    if request.POST.get("follow", "1") == "0":
        following.unfollow(found, request.user)
        messages.success(request, _("This day does not stand in your calendar any more."))
    else:
        following.follow(found, request.user, arrived_at(request))
        messages.success(request, _("This day stands in your calendar from now on."))
    return redirect(page)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_theme(request: HttpRequest, theme: str) -> HttpResponseBase:
    """Put the main days of a theme into the reader's calendar, or take them out (``follow=0``)."""
    if theme not in ObservanceTheme:
        raise Http404
    page = f"{reverse('events:days')}?{urlencode({'theme': theme})}#follow"
    if request.method != "POST":
        return see_other(page)
    if not isinstance(request.user, Person):
        return redirect_to_login(page)
    follows = request.POST.get("follow", "1") != "0"
    following.choose_theme(theme, request.user, arrived_at(request), follows=follows)
    messages.success(
        request,
        _("The days of this theme stand in your calendar from now on.")
        if follows
        else _(
            "The days of this theme do not stand in your calendar any more, but for those that you follow one by one."
        ),
    )
    return redirect(page)
