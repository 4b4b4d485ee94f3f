"""A moment said twice in an item is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from heliograph.bulletin.importing.draft import DraftMoment, Kind
from heliograph.bulletin.importing.reading.building import Built

_VAGUE_WHATS = frozenset({"attend", "respond", "submit", "join", "meet"})


def _same(first: DraftMoment, second: DraftMoment) -> bool:
    """Whether two moments are one: the same days for the same purpose, in the same language run."""
    if first.start is None or (first.start, first.status, first.precision) != (
        second.start,
        second.status,
        second.precision,
    ):
        return False
    if first.lang and second.lang and first.lang != second.lang:
        return False
    if first.zone and second.zone and first.zone != second.zone and not first.date_only:
        return False
    if Kind.DEADLINE in {first.kind, second.kind}:
        return _same_deadline(first, second)
    return first.end == second.end or first.end is None or second.end is None


def _same_deadline(first: DraftMoment, second: DraftMoment) -> bool:
    if first.kind is not second.kind or (first.opens and second.opens and first.opens != second.opens):
        return False
    return first.what == second.what or bool({first.what, second.what} & {"respond", "submit"})


def _fuller(first: Built, second: Built) -> Built:
    """The better of two mentions of one moment: what one lacks, the other gives."""
    kept, other = first.moment, second.moment
    what = other.what if kept.what in _VAGUE_WHATS and other.what not in _VAGUE_WHATS else kept.what
    moment = replace(
        kept,
        what=what,
        end=kept.end or other.end,
        zone=kept.zone or other.zone,
        place=kept.place or other.place,
        lang=kept.lang or other.lang,
        opens=kept.opens or other.opens,
    )
    mention = replace(first.mention, replaced=first.mention.replaced or second.mention.replaced)
    warnings = first.warnings if not first.assumed_year or second.assumed_year else second.warnings
    return replace(first, moment=moment, mention=mention, warnings=warnings)


def _day(moment: DraftMoment) -> str:
    return (moment.start or "")[:10]


def _timed_twin(each: Built, others: Sequence[Built]) -> Built | None:
    """The timed moment that says the same day more exactly, where there is just one."""
    moment = each.moment
    if not moment.date_only or moment.start is None or moment.precision != "day":
        return None
    twins = [
        other
        for other in others
        if not other.moment.date_only
        and _day(other.moment) == _day(moment)
        and other.moment.status == moment.status
        and (_end_day(moment) in {None, _end_day(other.moment)})
        and _agree(moment, other.moment)
    ]
    return twins[0] if len(twins) == 1 else None


def _end_day(moment: DraftMoment) -> str | None:
    return moment.end[:10] if moment.end else None


def _agree(day: DraftMoment, timed: DraftMoment) -> bool:
    if day.kind is Kind.DEADLINE or timed.kind is Kind.DEADLINE:
        return day.kind is timed.kind and _what_agrees(day.what, timed.what)
    return not (day.lang and timed.lang and day.lang != timed.lang)


def _what_agrees(first: str, second: str) -> bool:
    return first == second or bool({first, second} & {"respond", "submit"})


def _implied(each: Built, others: Sequence[Built]) -> bool:
    """Whether another moment of the item says the same more exactly."""
    return _timed_twin(each, others) is not None


def merge(built: Sequence[Built]) -> list[Built]:
    """The moments in order, each once."""
    kept: list[Built] = []
    starting: dict[str | None, list[int]] = {}
    for each in built:
        alike = starting.setdefault(each.moment.start, [])
        twin = next((number for number in alike if _same(kept[number].moment, each.moment)), None)
        if twin is None:
            alike.append(len(kept))
            kept.append(each)
        else:
            kept[twin] = _fuller(kept[twin], each)
    days = _by_day(kept)
    return [_with_place(each, days[_day(each.moment)]) for each in kept if not _implied(each, days[_day(each.moment)])]


def _by_day(built: Sequence[Built]) -> dict[str, list[Built]]:
    """Only moments of one day can be twins; of thousands, each is compared with those of its day."""
    days: dict[str, list[Built]] = {}
    for each in built:
        days.setdefault(_day(each.moment), []).append(each)
    return days


def join_days(built: Sequence[Built]) -> list[Built]:
    """ "on 14 and 15 March": an event on days that follow one another is one event."""
    joined: list[Built] = []
    for each in built:
        before = joined[-1] if joined else None
        if before is not None and _next_day(before, each):
            first, last = before.mention, each.mention
            text = before.moment.text if len(before.moment.text) >= len(each.moment.text) else each.moment.text
            moment = replace(
                before.moment, end=each.moment.start, place=before.moment.place or each.moment.place, text=text
            )
            joined[-1] = replace(
                before, moment=moment, warnings=(*before.warnings, *each.warnings), mention=replace(first, until=last)
            )
        else:
            joined.append(each)
    return joined


def _next_day(before: Built, each: Built) -> bool:
    one, two, date_found = before.moment, each.moment, each.mention.date
    if date_found is None or not date_found.joined or one.kind is not Kind.EVENT or two.kind is not Kind.EVENT:
        return False
    if (
        not (one.date_only and two.date_only)
        or one.precision != "day"
        or two.end
        or one.status
        or two.status
        or one.lang != two.lang
    ):
        return False
    if before.mention.sheet is not each.mention.sheet or not one.start or not two.start:
        return False
    return date.fromisoformat(one.end or one.start) + timedelta(days=1) == date.fromisoformat(two.start)


def _with_place(each: Built, kept: Sequence[Built]) -> Built:
    """A timed moment takes the place that its day-only twin named."""
    if each.moment.place is not None or each.moment.date_only or each.moment.start is None:
        return each
    for other in kept:
        if other is not each and other.moment.place and _timed_twin(other, kept) is each:
            return replace(each, moment=replace(each.moment, place=other.moment.place))
    return each
