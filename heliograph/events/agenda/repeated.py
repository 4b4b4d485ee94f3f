"""What is repeated by a rule, as calendars read it: the rule once, its exceptions, and times that are not as the rest.

Readers of calendars do not agree on rules whose first time is none of them, nor on counts. So the rule is told by its
end instead of a count, it is worked out as such readers do, and what differs from the times on record is told too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dateutil.rrule import rrulestr

from heliograph.events.agenda.sources import Entry
from heliograph.events.scheduling.repeating import instants, read_rule
from heliograph.frame import calendars
from heliograph.moments.precision import Precision
from heliograph.moments.stored import day_in
from heliograph.moments.zones import instant, zone_info
from heliograph.network.states import Refused

#: No rule is worked out further than this.
_EVER = datetime(9000, 1, 1, tzinfo=UTC)
Time = tuple[Entry, calendars.Entry]


def series(times: Sequence[Time]) -> Iterator[calendars.Entry]:
    """All times of one series as entries: the one that is repeated, then each that differs from it.

    Those whose rule cannot be read any more stand for themselves, each under a name of its own.
    """
    rows = sorted(times, key=lambda each: _original(each[0]))
    standing = [each for each in rows if not each[0].stored.withdrawn]
    first = _original(rows[0][0])
    pattern = _pattern(standing or rows)
    try:
        rule, end = _ended(rows[0][0], first)
    except Refused:
        yield from (replace(told, uid=f"{_original(entry):%Y%m%d%H%M}-{told.uid}") for entry, told in rows)
        return
    master = _at(pattern, first)
    last = min(filter(None, [_original(rows[-1][0]), end]))
    expanded = set(_expanded(rule, first, master.stored.zone, last))
    kept = [_original(entry) for entry, _told in standing]
    without = sorted(expanded - set(kept)) if standing else []
    besides = [at for at in kept if at not in expanded]
    stamp = max(told.stamp for _entry, told in rows)
    number = sum(told.sequence for _entry, told in rows)
    stored = master.stored if standing else replace(master.stored, withdrawn=True)
    again = calendars.Repeated(rule, tuple(without), tuple(besides))
    yield replace(master, stored=stored, repeated=again, stamp=stamp, sequence=number)
    for entry, told in standing:
        if _differs(told, _at(pattern, _original(entry))):
            yield replace(told, instead_of=_original(entry))


def _original(entry: Entry) -> datetime:
    assert entry.series is not None
    return entry.series.original


def _pattern(rows: Sequence[Time]) -> Time:
    """The time of which most others will be copies: the last that is where the rule puts it."""
    plain = [row for row in rows if row[0].stored.start == _original(row[0]) and row[0].stored.kind == "event"]
    return (plain or list(rows))[-1]


def _at(pattern: Time, start: datetime) -> calendars.Entry:
    """The pattern at another time of the rule, as long as it is by the clock on the wall."""
    entry, told = pattern
    stored, zone = entry.stored, zone_info(entry.stored.zone)
    moved = None
    if stored.end is not None and stored.start is not None:
        lasting = stored.end.astimezone(zone).replace(tzinfo=None) - stored.start.astimezone(zone).replace(tzinfo=None)
        moved = instant(start.astimezone(zone).replace(tzinfo=None) + lasting, stored.zone)
    return replace(told, stored=replace(stored, start=start, end=moved))


def _differs(told: calendars.Entry, plain: calendars.Entry) -> bool:
    return _facts(told) != _facts(plain)


def _facts(told: calendars.Entry) -> tuple[object, ...]:
    stored = told.stored
    return (stored.kind, stored.start, stored.end, stored.zone, told.summary, told.description, told.location)


def _ended(entry: Entry, first: datetime) -> tuple[str, datetime | None]:
    """The rule with an end in UTC, or a day for what is known by the day, in place of any other; and its last time.

    None where it has no end. Raises Refused.
    """
    assert entry.series is not None
    rule, zone = read_rule(entry.series.rule), entry.stored.zone
    if not (rule["COUNT"] or rule["UNTIL"]):
        return rule.text, None
    times = instants(rule, first, zone, _EVER)
    last = times[-1] if times else first
    kept = [f"{name}={value}" for name, value in rule.parts if name not in {"COUNT", "UNTIL"}]
    by_day = entry.stored.precision != Precision.MINUTE
    until = f"{day_in(last, zone):%Y%m%d}" if by_day else f"{last.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return ";".join([*kept, f"UNTIL={until}"]), last


def _expanded(rule: str, first: datetime, zone: str, last: datetime) -> Iterator[datetime]:
    """The instants (UTC) of a rule as those work it out who read it beside its first time, up to a last one."""
    parts = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL="))
    wall = first.astimezone(zone_info(zone)).replace(tzinfo=None)
    far = last + timedelta(days=2)
    for each in rrulestr(parts, dtstart=wall):
        at = instant(each, zone)
        if at > far:
            return
        if at <= last:
            yield at
