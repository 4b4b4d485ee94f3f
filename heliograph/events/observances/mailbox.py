"""The page behind a link of the letter about days: which of them one follows, each to be followed no longer.

A GET changes nothing, since mail scanners open links. The signed link authorises, so that neither a cookie nor an
account is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heliograph.calls.mine.holders import Holder
from heliograph.delivery.links import BadToken, read_letter_token
from heliograph.events.observances import following, shown
from heliograph.events.observances.dates import Days
from heliograph.events.observances.models import Observance, ObservanceFollower
from heliograph.events.observances.rules import visible_to
from heliograph.events.observances.shown import DayLine
from heliograph.events.observances.weeks import marked_in, monday_of_key
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.models import Person

#: How long the link is good; the days are over by then.
LASTING = timedelta(days=60)


@dataclass(frozen=True)
class Line:
    """A day of the letter's week, whether the reader follows it by itself, and whether by its theme."""

    day: DayLine
    follows: bool
    by_theme: bool


@dataclass(frozen=True)
class Mailbox:
    """Who reads a mailbox, and the week that he was written about."""

    person: Person
    monday: date

    def lines(self, reader: Reader, done: str) -> list[Line]:
        """What he follows of the week, and what he has just stopped to follow. Three queries."""
        alone = set(ObservanceFollower.objects.filter(person=self.person).values_list("observance", flat=True))
        themes = following.themes_of(self.person)
        lines = [
            Line(shown.line(each, days, reader), each.pk in alone, shown.is_core(each) and each.theme in themes)
            for each, days in self._marked()
        ]
        return [each for each in lines if each.follows or each.by_theme or done in _names(each.day.observance)]

    def choose(self, name: str, at: datetime, *, follows: bool) -> None:
        """Follow a day of the week by its key, or the theme of one (``theme:peace``), or follow it no longer.

        Raises Http404 where the week has none of this name.
        """
        found = next((each for each, _days in self._marked() if name in _names(each)), None)
        if found is None:
            raise Http404
        if name != found.key:
            following.choose_theme(found.theme, self.person, at, follows=follows)
        elif follows:
            following.follow(found, self.person, at)
        else:
            following.unfollow(found, self.person)

    def _marked(self) -> list[tuple[Observance, Days]]:
        return marked_in(self.monday, visible_to(AnonymousUser()))


def _names(observance: Observance) -> tuple[str, str]:
    """How a form names a day, and its theme."""
    return observance.key, f"theme:{observance.theme}"


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def days_of_letter(request: HttpRequest, token: str) -> HttpResponseBase:
    """The days of a letter that its reader follows; a press takes one out of his calendar, or puts it back."""
    at, reader = arrived_at(request), reader_of(request)
    try:
        mailbox = _opened(token, at)
    except BadToken:
        return unlisted(render(request, "events/observances/bad_link.html", status=404))
    if request.method == "POST":
        key = request.POST.get("day", "")
        mailbox.choose(key, at, follows=request.POST.get("follow") == "1")
        return unlisted(redirect(f"{request.path}?{urlencode({'done': key})}"))
    done = request.GET.get("done", "")
    context = {"lines": mailbox.lines(reader, done), "done": done}
    return unlisted(render(request, "events/observances/days_of_letter.html", context))


def _opened(token: str, at: datetime) -> Mailbox:
    """Who is meant by a letter's link. Raises BadToken, Expired among them."""
    sent = read_letter_token(token, LASTING, at)
    monday = monday_of_key(sent.key)
    person = Holder.at(sent.address).person
    if monday is None or person is None:
        raise BadToken(token)
    return Mailbox(person, monday)
