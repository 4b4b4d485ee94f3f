"""Ways into other calendars: to subscribe to a feed, or to put one entry into a calendar on the web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from heliograph.events.agenda.sources import Entry
from heliograph.events.queries import ASSUMED
from heliograph.frame.calendars import is_entry
from heliograph.moments.precision import Precision
from heliograph.moments.stored import covered

_GOOGLE = "https://calendar.google.com/calendar"
_OUTLOOK = "https://outlook.live.com/calendar/0"


@dataclass(frozen=True)
class Feed:
    """A calendar to subscribe to. ``address`` is whole; ``webcal`` opens the reader's own program."""

    name: str
    address: str

    @property
    def webcal(self) -> str:
        return f"webcal://{self.address.split('://', 1)[1]}"

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """Calendars on the web that subscribe by an address: name and address."""
        outlook = urlencode({"url": self.address, "name": self.name})
        return [
            (_("Google Calendar"), f"{_GOOGLE}/r?{urlencode({'cid': self.webcal})}"),
            (_("Outlook"), f"{_OUTLOOK}/addfromweb?{outlook}"),
        ]


def feed(name: str, path: str, language: str) -> Feed:
    """A feed of the site, in a language of the interface; without one, in the language of whoever asks."""
    query = f"?{urlencode({'in': language})}" if language else ""
    return Feed(name, f"{settings.SITE_URL}{path}{query}")


def elsewhere(entry: Entry) -> list[tuple[str, str]]:
    """Ways to put one entry into a calendar on the web, by name; none where its day is not known."""
    if not is_entry(entry.stored) or entry.stored.withdrawn:
        return []
    begin, end, whole = _span(entry)
    url = f"{settings.SITE_URL}{entry.path}"
    shape = "%Y%m%d" if whole else "%Y%m%dT%H%M%SZ"
    google = {
        "action": "TEMPLATE", "text": entry.summary, "dates": f"{begin:{shape}}/{end:{shape}}", "details": url,
        "location": entry.place,
    }  # fmt: skip
    day = "%Y-%m-%d" if whole else "%Y-%m-%dT%H:%M:%SZ"
    outlook = {
        "path": "/calendar/action/compose", "rru": "addevent", "subject": entry.summary, "startdt": f"{begin:{day}}",
        "enddt": f"{end:{day}}", "body": url, "location": entry.place, "allday": "true" if whole else "false",
    }  # fmt: skip
    return [
        (_("Google Calendar"), f"{_GOOGLE}/render?{urlencode(google)}"),
        (_("Outlook"), f"{_OUTLOOK}/deeplink/compose?{urlencode(outlook)}"),
    ]


def _span(entry: Entry) -> tuple[datetime, datetime, bool]:
    """From when to when in UTC, and whether they are whole days (then the end is the day after the last)."""
    stored = entry.stored
    assert stored.start is not None
    if stored.precision == Precision.MINUTE:
        begin = stored.start.astimezone(UTC)
        return begin, (stored.end or stored.start + ASSUMED).astimezone(UTC), False
    days = covered(stored)
    assert days is not None
    first, last = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days)
    return first, last + timedelta(days=1), True
