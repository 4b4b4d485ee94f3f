"""From a mention to a moment of the draft, with its warnings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from heliograph.bulletin.importing.draft import DraftMoment, Kind, Warned, Warning
from heliograph.bulletin.importing.reading.calendar import Days, days_of
from heliograph.bulletin.importing.reading.clockwork import conversion_warnings, dst_warnings
from heliograph.bulletin.importing.reading.context import ReadingContext
from heliograph.bulletin.importing.reading.languages import run_language
from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.reading.purpose import Purpose, Surroundings, purpose, surroundings
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.bulletin.importing.reading.town import Town, any_town, next_line, town_of
from heliograph.bulletin.importing.reading.weekly import first_on, weekday_of
from heliograph.bulletin.importing.reading.years import is_past, is_past_after, speaks_of_time
from heliograph.bulletin.importing.reading.zoning import Zoned, resolve
from heliograph.bulletin.importing.source import Span
from heliograph.moments.precision import Precision
from heliograph.moments.recognise import DateFound, ZoneFound, find


@dataclass(frozen=True)
class Item:
    """What every mention of an item is read against."""

    title: str
    sheets: Sequence[Sheet]
    context: ReadingContext
    years: tuple[int, ...]


@dataclass(frozen=True)
class Built:
    """A moment with the mention it comes from."""

    mention: Mention
    moment: DraftMoment
    warnings: tuple[Warning, ...]
    around: Surroundings
    assumed_year: bool = False


def passage(sheet: Sheet, start: int, end: int, context: ReadingContext) -> tuple[str, int]:
    """The exact words of the converted source and their position in it."""
    end = min(max(end, start + 1), len(sheet.text))
    span = sheet.block.in_source(Span(start, end))
    if context.source_text:
        return context.source_text[span.start : span.end], span.start
    while end > start + 1 and span.end - span.start != end - start:
        end -= 1
        span = sheet.block.in_source(Span(start, end))
    return sheet.text[start:end], span.start


def _words(mention: Mention, context: ReadingContext) -> tuple[str, int]:
    words, end = mention.sheet.text, mention.end
    if words.count("(", mention.start, end) > words.count(")", mention.start, end) and words[end : end + 1] == ")":
        end += 1
    return passage(mention.sheet, mention.start, end, context)


def _town(mention: Mention, item: Item, kind: Kind) -> Town | None:
    if kind is Kind.DEADLINE:
        return None
    local = mention.timing and any(not zone.zone and not zone.abbreviation for zone in mention.timing.zones)
    found = town_of(mention, item.sheets) or next_line(mention, item.sheets)
    return found or (any_town(item.sheets, mention.sheet.number) if local else None)


def _wall(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60))


def _iso(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")


def _days(mention: Mention, item: Item, around: Surroundings, text: str) -> Days:
    if mention.date is None:
        message = _("A clock time without its day. Say which day is meant.")
        return Days(None, None, (Warning(Warned.DATE_INCOMPLETE, message, text),))
    return days_of(_with_sibling_year(mention, mention.date), item.context, item.years, _past(around), text)


def _with_sibling_year(mention: Mention, found: DateFound) -> DateFound:
    """ "The meeting on 3 October is moved to 1 November 2026": the year of the sentence's other date, if near."""
    first, sentence = found.first, mention.sentence
    if first.year is not None or first.month is None or first.weekday is not None or found.last is not None:
        return found
    for other in mention.sheet.found.dates:
        day = other.first
        if (
            sentence.start <= other.start < sentence.end
            and day.year
            and day.month
            and abs(day.month - first.month) <= 5
        ):
            return replace(found, first=replace(first, year=day.year))
    return found


def _past(around: Surroundings) -> bool:
    """The nearest words decide: a sentence may tell of what was held and of what will be."""
    return is_past(around.before) or (not speaks_of_time(around.before) and is_past_after(around.after))


def _is_tentative(mention: Mention, around: Surroundings, days: Days, issued: date | None) -> bool:
    found = mention.date
    if found is None:
        return False
    if found.precision is not Precision.DAY and found.last is None:
        ahead = issued is not None and days.first is not None and days.first > issued
        return ahead or not _past(around)
    return _open_beside(mention, around)


_DATE_OPEN_BEFORE = re.compile(
    r"\b(?:tentative(?:ly)?|provisional(?:ly)?|provisoire(?:ment)?|provisional(?:mente)?|to\sbe\sconfirmed|tbc|preliminary)\b[^.]{0,30}$"
)


def _open_beside(mention: Mention, around: Surroundings) -> bool:
    """ "15 March 2026 (to be confirmed)": the day itself is open."""
    if _DATE_OPEN_BEFORE.search(around.before):
        return True
    sheet = mention.sheet
    for each in sheet.found.open:
        if each.about_date and mention.end <= each.start < mention.end + 20:
            gap = sheet.folded[mention.end : each.start]
            return (
                re.fullmatch(r"[\s(,–-]{1,4}(?:(?:date|dates|fecha|fechas|still|encore|aun|todavia)\s)?", gap)
                is not None
            )
    return False


def _after_time(mention: Mention, around: Surroundings) -> str:
    """The words after the clock time, those before its zone among them: "16h en anglais (heure de Genève)"."""
    if mention.timing is None or not mention.start <= mention.timing.time.end <= mention.end:
        return around.after
    return mention.sheet.folded[mention.timing.time.end : mention.end] + around.after


@dataclass(frozen=True)
class _Span:
    """Start and end as the JSON gives them."""

    start: str | None
    end: str | None
    date_only: bool
    precision: str
    zone: str | None
    warnings: tuple[Warning, ...] = ()


def _faulty(mention: Mention, text: str) -> tuple[Warning, ...]:
    if mention.timing is None or not mention.timing.time.fault:
        return ()
    message = _("“%(time)s” is no time of a clock. Say which time is meant.") % {"time": mention.timing.time.fault}
    return (Warning(Warned.TIME_FORMAT, message, text),)


def _one_clock(mention: Mention) -> bool:
    """ "from 9 November to 4 December, 17:00": the time is the last day's."""
    return mention.until is None and mention.timing is not None and mention.timing.time.last is None


@lru_cache(maxsize=64)
def _zones_in(heading: str, language: str) -> tuple[ZoneFound, ...]:
    return find(heading, language).zones[:1]


def _column_zones(mention: Mention, language: str) -> tuple[ZoneFound, ...]:
    """The zone that heads the column of a time: "Time (Bratislava)"."""
    assert mention.timing is not None
    heading = mention.sheet.column(mention.timing.time.start)
    return _zones_in(heading, language) if heading else ()


def _timed(mention: Mention, days: Days, made: Purpose, town: Town | None, item: Item, text: str) -> _Span:
    timing, kind = mention.timing, made.kind
    assert timing is not None
    assert days.first is not None
    zones = timing.zones or mention.zones or _column_zones(mention, item.context.language)
    first = days.last if made.window and days.last and _one_clock(mention) else days.first
    start = _wall(first, timing.time.first.minute)
    end = None if first is not days.first else _end_of(mention, days, start, item)
    if kind is Kind.DEADLINE and timing.time.first.midnight and timing.time.last is None and _is_word_midnight(mention):
        start = _wall(first, 1439)
    organizer = item.context.organizer_zone
    zoned = resolve(zones, town.zone if town else None, organizer, start, text)
    warnings = (*_zone_missing(zoned, text), *zoned.warnings, *_midnight(mention, kind, text))
    warnings += dst_warnings(start, end, zoned.zone, text)
    warnings += conversion_warnings(timing, start, zoned.zone, organizer, text)
    return _Span(_iso(start), _iso(end) if end else None, False, Precision.MINUTE, zoned.zone, warnings)


def _is_word_midnight(mention: Mention) -> bool:
    """ "at midnight", "24:00" end the day; "00:00" is taken as written."""
    timing = mention.timing
    assert timing is not None
    words = mention.sheet.folded[timing.time.start : timing.time.end]
    return not words.startswith("0")


def _end_of(mention: Mention, days: Days, start: datetime, item: Item) -> datetime | None:
    if mention.until is not None and mention.until.date is not None:
        last = days_of(_dated_like(mention.until.date, start), item.context, item.years, False, "").first
        if last is None:
            return None
        timing = mention.until.timing
        return _wall(last, timing.time.first.minute) if timing else _wall(last, 1439)
    assert mention.timing is not None
    last_clock = mention.timing.time.last
    if last_clock is None:
        return _wall(days.last, 1439) if days.last and days.last > start.date() else None
    end = _wall(days.last or start.date(), last_clock.minute)
    return end + timedelta(days=1) if end <= start else end


def _dated_like(found: DateFound, start: datetime) -> DateFound:
    """The last day of a timed range takes the year of the first."""
    if found.first.year is not None or found.first.month is None:
        return found
    year = start.year + 1 if found.first.month < start.month else start.year
    return replace(found, first=replace(found.first, year=year))


def _zone_missing(zoned: Zoned, text: str) -> tuple[Warning, ...]:
    if zoned.zone is not None or zoned.warnings:
        return ()
    message = _("The time has no zone; the organizer's is assumed. Say which zone is meant.")
    return (Warning(Warned.ZONE_MISSING, message, text),)


def _midnight(mention: Mention, kind: Kind, text: str) -> tuple[Warning, ...]:
    timing = mention.timing
    if timing is None:
        return ()
    clocks = [timing.time.first, *([timing.time.last] if timing.time.last else [])]
    if not any(clock.midnight for clock in clocks):
        return ()
    message = _("Midnight: the end of that day was taken. Write 23:59, or the day that begins then.")
    return (Warning(Warned.MIDNIGHT, message, text),)


def _whole_days(mention: Mention, days: Days, made: Purpose, item: Item, town: Town | None, text: str) -> _Span:
    found = mention.date
    precision = found.precision if found else Precision.DAY
    first, last = days.first, days.last
    if (
        found
        and made.kind is Kind.DEADLINE
        and not made.window
        and precision is Precision.TEN_DAYS
        and found.edge == "end"
    ):
        first, last, precision = last, None, Precision.DAY
    if precision is not Precision.DAY:
        town = None
    noon = _wall(first, 720) if first else datetime(2000, 1, 1, 12)  # noqa: DTZ001
    zoned = Zoned(town.zone if town else None)
    if mention.zones:
        zoned = resolve(mention.zones, town.zone if town else None, item.context.organizer_zone, noon, text)
    start, end = first.isoformat() if first else None, last.isoformat() if last else None
    return _Span(start, end, True, precision, zoned.zone, zoned.warnings)


def _first_of_weekly(mention: Mention, days: Days, made: Purpose) -> tuple[Mention, Days]:
    """ "every Tuesday in March": the first of them, without an end that nobody wrote."""
    weekday = weekday_of(mention.sheet, mention.date) if mention.date and made.kind is Kind.EVENT else None
    if weekday is None or mention.date is None or days.first is None:
        return mention, days
    once = replace(mention.date, last=None, precision=Precision.DAY, part=0)
    return replace(mention, date=once), replace(days, first=first_on(weekday, days.first), last=None)


def build(mention: Mention, item: Item) -> Built:
    """The moment of one mention. ``start`` is None where its day cannot be known."""
    around = surroundings(mention, item.sheets, item.title)
    made = purpose(mention, around)
    text, offset = _words(mention, item.context)
    days = _days(mention, item, around, text)
    tentative = made.kind is Kind.EVENT and _is_tentative(mention, around, days, item.context.issued)
    mention, days = _first_of_weekly(mention, days, made)
    tentative = tentative and (days.last is not None or mention.date is None or _open_beside(mention, around))
    town = _town(mention, item, made.kind)
    faults = _faulty(mention, text)
    timed = mention.timing is not None and days.first is not None and not mention.timing.time.unreadable
    if timed:
        span = _timed(mention, days, made, town, item, text)
    else:
        span = _whole_days(mention, days, made, item, town, text)
    moment = DraftMoment(
        kind=Kind.TENTATIVE if tentative else made.kind,
        what=made.what,
        start=span.start,
        end=span.end,
        zone=span.zone,
        date_only=span.date_only and (mention.timing is None or span.start is not None),
        precision=str(span.precision),
        text=text,
        offset=offset,
        place=town.words if town else None,
        lang=run_language(mention, around.before, _after_time(mention, around), item.sheets),
        status="withdrawn" if mention.withdrawn else None,
    )
    warnings = (*days.warnings, *faults, *span.warnings)
    if made.window and moment.end is not None:
        moment = replace(moment, start=moment.end, end=None, opens=moment.start)
    elif made.window and timed and days.last and _one_clock(mention) and days.first:
        moment = replace(moment, opens=days.first.isoformat())
    return Built(mention, moment, (*warnings, *_order(moment, text)), around, days.assumed)


def _order(moment: DraftMoment, text: str) -> tuple[Warning, ...]:
    first, last = (moment.opens, moment.start) if moment.opens else (moment.start, moment.end)
    if first and last and last < first:
        return (Warning(Warned.END_BEFORE_START, _("The end comes before the start."), text),)
    return ()
