"""A calendar read by two parsers that know nothing of one another."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import vobject
from icalendar import Calendar

#: What an event is compared by: name, title, first and last instant or day.
Event = tuple[str, str, str, str]
#: Zones that vobject has read, and would take for later calendars, too.
_ZONES: dict[str, Any] = vars(vobject.icalendar)["__tzidMap"]


def agree(octets: bytes) -> None:
    """Fails where one of them refuses the calendar, or finds other events in it than the other."""
    assert sorted(_by_vobject(octets)) == sorted(_by_icalendar(octets))


def _by_icalendar(octets: bytes) -> list[Event]:
    found = Calendar.from_ical(octets).walk("VEVENT")
    return [(str(each["uid"]), str(each["summary"]), *_times(each["dtstart"].dt, _end(each))) for each in found]


def _end(event: Any) -> Any:
    return event["dtend"].dt if "dtend" in event else None


def _by_vobject(octets: bytes) -> list[Event]:
    """With the zones that the calendar tells itself: those of calendars that were read before are forgotten."""
    for name in _ZONES.keys() - {"UTC"}:
        del _ZONES[name]
    calendar = vobject.readOne(octets.decode())
    calendar.validate(raiseException=True)
    return [
        (
            each.uid.value,
            each.summary.value,
            *_times(each.dtstart.value, each.dtend.value if "dtend" in each.contents else None),
        )
        for each in calendar.contents.get("vevent", [])
    ]


def _times(start: date, end: date | None) -> tuple[str, str]:
    return _plain(start), _plain(end) if end is not None else ""


def _plain(when: date) -> str:
    return when.astimezone(UTC).isoformat() if isinstance(when, datetime) else when.isoformat()
