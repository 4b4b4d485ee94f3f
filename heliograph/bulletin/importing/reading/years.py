"""The year of a day that is written without one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from heliograph.bulletin.importing.reading.context import ReadingContext
from heliograph.moments.recognise import Day

_PAST = re.compile(
    r"\b(?:(?<!\bis\s)(?<!\bbe\s)(?<!\bare\s)held|took\splace|was|were|has\sbeen|have\sbeen|had|ran|gathered|met|visited|attended|organi[sz]ed\sin|concluded|brought\stogether"
    r"|kicked\soff|ended|launched|celebrated|s'est\s\w+|se\ssont\s\w+|a\sete|ont\sete|a\seu\slieu|ont\seu\slieu|s'etait|etait|etaient|tenue?s?"
    r"|organisee?s?|a\sreuni|ont\s\w+e|se\scelebro|se\srealizo|tuvo\slugar|tuvieron\slugar|fue|fueron|celebrad[oa]s?|realizad[oa]s?|reunio|hubo)\b"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|please|join|invite[ds]?|until|deadline|next|upcoming|register|submit|se\stiendra|aura\slieu|sera|seront|auront"
    r"|veuillez|jusqu'au|avant\sle|prochaine?|inscri\w+|se\scelebrara|tendra|tendran|seran|sera|hasta|proxim[oa]s?|invita\w*)\b"
)
_FAR_YEARS = frozenset({2030, 2050, 2063, 2100})
_GRACE = timedelta(days=45)


@dataclass(frozen=True)
class Chosen:
    """A year and why it is the likeliest."""

    year: int
    reason: str


def is_past(sentence: str) -> bool:
    """Whether a folded sentence speaks of what has been."""
    return _PAST.search(sentence) is not None and _FUTURE.search(sentence) is None


def is_past_after(words: str) -> bool:
    """Whether the first verb of time after a day speaks of what has been: "On 3 March … was held and will …"."""
    past, future = _PAST.search(words), _FUTURE.search(words)
    return past is not None and (future is None or past.start() < future.start())


def speaks_of_time(words: str) -> bool:
    """Whether folded words have a verb that says past or future."""
    return _PAST.search(words) is not None or _FUTURE.search(words) is not None


def _anchor(context: ReadingContext) -> date | None:
    """About when the bulletin was written: its own date, or the year it names most often."""
    if context.issued is not None:
        return context.issued
    years = Counter(year for year in context.years if year not in _FAR_YEARS)
    if not years:
        return None
    most = max(years.values())
    return date(max(year for year, count in years.items() if count == most), 1, 15)


def _by_weekday(day: Day, anchor: date) -> int | None:
    around = sorted(range(anchor.year - 3, anchor.year + 4), key=lambda year: (abs(year - anchor.year), -year))
    fitting = [year for year in around if (on := day.on(year)) is not None and on.weekday() == day.weekday]
    near = [year for year in fitting if abs(year - anchor.year) <= 1]
    return near[0] if len(near) == 1 else None


def _nearest(day: Day, anchor: date, past: bool, dated: bool) -> int:
    candidates = [on for year in range(anchor.year - 1, anchor.year + 9) if (on := day.on(year)) is not None]
    if past:
        before = [on for on in candidates if on <= anchor + timedelta(days=14)]
        return before[-1].year if before else anchor.year - 1
    floor = anchor - (_GRACE if dated else timedelta(days=14))
    after = [on for on in candidates if on >= floor]
    return after[0].year if after else anchor.year


def choose(day: Day, context: ReadingContext, own: tuple[int, ...], past: bool) -> Chosen | None:
    """The likeliest year of a day; ``own`` are the years of the item's full dates. None where none is likelier."""
    anchor = _anchor(context)
    if anchor is None:
        return None
    if day.weekday is not None and (year := _by_weekday(day, anchor)) is not None:
        return Chosen(year, _("the weekday fits that year"))
    if context.issued is None and not past and own:
        return Chosen(Counter(own).most_common(1)[0][0], _("the year of the other dates of the item"))
    year = _nearest(day, anchor, past, context.issued is not None)
    if context.issued is None:
        return Chosen(year, _("the likeliest by the years that the bulletin names"))
    return Chosen(
        year, _("the last one before the bulletin's date") if past else _("the next one after the bulletin's date")
    )
