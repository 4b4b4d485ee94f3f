"""Rules by which an event is repeated (RFC 5545, RRULE), and the instants that they give.

The wall clock of the organizer's zone counts: a meeting at 9 o'clock stays at 9 o'clock when the clocks change. A time
that they skip is meant as the clock would have gone on (RFC 5545, 3.3.5); of one that comes twice, the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from heliograph.moments.zones import instant, zone_info
from heliograph.network.states import Refused

#: Parts of a rule that are taken, and how they are written. No meeting has others.
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"[1-9]\d{0,2}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "BYDAY": r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*",
    "BYMONTHDAY": r"-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01]))*",
    "BYMONTH": r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*",
    "BYSETPOS": r"-?[1-5](?:,-?[1-5])*",
    "WKST": r"MO|SU",
}
#: So many times a rule gives at most, however far one looks.
MOST = 1000


@dataclass(frozen=True)
class Rule:
    """A rule as its parts, upper case; ``text`` writes it as an RRULE value."""

    parts: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str:
        return dict(self.parts).get(name, "")

    @property
    def text(self) -> str:
        return ";".join(f"{name}={value}" for name, value in self.parts)

    def until(self, first: date, zone: str) -> Rule:
        """The same rule, over with a day in a zone: as an instant of UTC, which RFC 5545 asks for beside a zone."""
        last = instant(datetime.combine(first, time(23, 59, 59)), zone)
        kept = tuple(pair for pair in self.parts if pair[0] not in {"UNTIL", "COUNT"})
        return Rule((*kept, ("UNTIL", last.strftime("%Y%m%dT%H%M%SZ"))))

    def less(self, times: int) -> Rule:
        """The same rule after so many of its times: one that ends after a number of times has fewer left."""
        left = max(int(self["COUNT"] or 0) - times, 1)
        return Rule(tuple((name, str(left) if name == "COUNT" else value) for name, value in self.parts))


def no_first() -> Refused:
    """What is said where a meeting is to be repeated that has no first time."""
    return Refused("no-first", _("Add the first time of the meeting, and confirm it. Then say how it is repeated."))


def read_rule(text: str) -> Rule:
    """A rule from an RRULE value. Raises Refused for one that is none, or that no meeting has."""
    parts = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").split(";") if part]
    found = {name: value for name, _sign, value in parts}
    sound = all(name in _PARTS and re.fullmatch(_PARTS[name], value) for name, value in found.items())
    if not sound or "FREQ" not in found or len(found) != len(parts) or {"COUNT", "UNTIL"} <= set(found):
        raise Refused("rule", _("This rule cannot be read. Say how often it is repeated, and until when."))
    rule = Rule(tuple(found.items()))
    try:
        _walls(rule, datetime(2026, 1, 1))  # noqa: DTZ001 (a wall time)
        _last(rule, "UTC")
    except ValueError:
        raise Refused("rule", _("This rule cannot be read. Say how often it is repeated, and until when.")) from None
    return rule


def instants(rule: Rule, start: datetime, zone: str, before: datetime) -> list[datetime]:
    """The instants (UTC) of a rule from its first on, which is ``start`` (aware), up to ``before``; MOST at most.

    ``start`` is always among them, as RFC 5545 counts DTSTART.
    """
    wall = start.astimezone(zone_info(zone)).replace(tzinfo=None)
    last = _last(rule, zone)
    ahead = takewhile(lambda at: at < before and (last is None or at <= last), _instants(rule, wall, zone))
    found: list[datetime] = []
    for at in ahead:
        if len(found) == MOST:
            break
        found.append(at)
    return found


def _instants(rule: Rule, wall: datetime, zone: str) -> Iterator[datetime]:
    """From the first on. The rule need not give the first itself; then it counts beside what the rule gives."""
    count = int(rule["COUNT"] or 0)
    for each in islice(_from(rule, wall), count or None):
        yield instant(each, zone)


def _from(rule: Rule, wall: datetime) -> Iterator[datetime]:
    yield wall
    yield from (each for each in _walls(rule, wall) if each != wall)


def _walls(rule: Rule, wall: datetime) -> Iterator[datetime]:
    """What the rule gives from a wall time on, without its end."""
    parts = ";".join(f"{name}={value}" for name, value in rule.parts if name not in {"UNTIL", "COUNT"})
    return iter(rrulestr(f"RRULE:{parts}", dtstart=wall.replace(second=0, microsecond=0)))


def _last(rule: Rule, zone: str) -> datetime | None:
    """The last instant (UTC) that the rule takes; a bare day is meant to its end."""
    text = rule["UNTIL"]
    if not text:
        return None
    if len(text) == len("20260101"):
        day = datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 (a wall time)
        return instant(day + timedelta(days=1, seconds=-1), zone)
    wall = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 (made aware below)
    return wall.replace(tzinfo=UTC) if text.endswith("Z") else instant(wall, zone)
