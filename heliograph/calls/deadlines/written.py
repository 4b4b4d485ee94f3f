"""The dates of a call as a reader sees them: in time order, with what they were before and what he alone was given.

Call page, form, "My answers" and letters all show dates by this module. Its words are in the active language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from heliograph.calls.deadlines.dates import Dates, stored
from heliograph.calls.deadlines.moments import date_known
from heliograph.calls.models import Call, Deadline
from heliograph.calls.states import DeadlineKind
from heliograph.moments import locales
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored, closing, day_in
from heliograph.moments.wording import Phase, When, days, distance, minutes, write
from heliograph.moments.zones import instant

#: Dates by which the reader has to do something; the others say when something happens.
OWN = frozenset({DeadlineKind.CLOSES, DeadlineKind.WITHDRAW, DeadlineKind.RECONFIRM, DeadlineKind.DELIVER})
_PAST = {
    DeadlineKind.OPENS: pgettext_lazy("date of a call", "Opened"),
    DeadlineKind.CLOSES: pgettext_lazy("date of a call", "Closed"),
}
_ORDER = {kind: number for number, kind in enumerate(DeadlineKind)}
_MINUTE = timedelta(minutes=1)
#: No zone ever leaves it out.
_NOON = time(12)


@dataclass(frozen=True)
class View:
    """Through whose eyes: the reader's zone (None: not known), language, and the instant (aware)."""

    zone: str | None
    language: str
    now: datetime


@dataclass(frozen=True)
class Written:
    """One date in words. ``history`` has a line for each date it was before, the oldest first.

    ``own`` is the date that this person alone was given, and goes before ``when``; None for everybody else.
    ``reason`` says why the date was moved; ``to_announce``: there is no date yet, and one may ask to be told.
    ``moment`` is the date that counts for ``view``.
    """

    kind: DeadlineKind
    when: When
    moment: Stored
    view: View
    history: tuple[str, ...] = ()
    own: When | None = None
    reason: str = ""
    to_announce: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether the date was taken away, and only what it was is left."""
        return self.when.phase == Phase.WITHDRAWN

    @property
    def counts(self) -> When:
        """The date that counts for this person."""
        return self.own or self.when

    @property
    def label(self) -> str:
        """What the date is for; in the past tense where that is over."""
        past = _PAST.get(self.kind) if self.counts.phase == Phase.PAST else None
        return str(past or label_of(self.kind))

    @property
    def line(self) -> str:
        """The date that counts on one line, for letters: the instant in the reader's zone, then in the organizer's."""
        return _in_one_line(self.kind, self.moment, self.counts, self.view)


def label_of(kind: DeadlineKind) -> str:
    """What a date is for, as it begins a line: ``Withdraw by``."""
    return str(capfirst(kind.label))


def written(call: Call, dates: Dates, *, zone: str | None, language: str, now: datetime) -> list[Written]:
    """All dates of a call for a reader, soonest first, those to be announced last. ``dates`` with what he was given.

    No query where the deadlines of the call were prefetched (``CallQuerySet.dated``).
    """
    view = View(zone, language, now)
    rows: dict[DeadlineKind, list[Deadline]] = {}
    for row in sorted(call.deadlines.all(), key=lambda each: (each.made_at, each.pk)):
        rows.setdefault(DeadlineKind(row.kind), []).append(row)
    lines = sorted(rows.items(), key=lambda line: _place(line[1][-1], dates))
    return [_line(kind, found, dates, view) for kind, found in lines]


def _place(row: Deadline, dates: Dates) -> tuple[bool, float, int]:
    kind = DeadlineKind(row.kind)
    until = dates.own_until(kind) or row.until
    return until is None, until.timestamp() if until else 0, _ORDER[kind]


def _line(kind: DeadlineKind, rows: list[Deadline], dates: Dates, view: View) -> Written:
    last = rows[-1]
    before = tuple(_was(old, new, view) for old, new in pairwise(rows))
    general = write_one(last, view)
    if last.replaced_at is not None:
        gone = _("taken away on %(day)s") % {"day": _day(last.replaced_at, last, view)}
        return Written(kind, general, stored(last), view, (*before, gone))
    own, reason = dates.own_until(kind), last.reason if before else ""
    if own is None or own == last.until:
        return Written(kind, general, stored(last), view, before, None, reason, last.at is None)
    return Written(kind, general, given(own, last), view, before, write_given(own, last, view), reason)


def write_one(row: Deadline, view: View) -> When:
    """One row in words, whatever has become of it."""
    return _as_kind(DeadlineKind(row.kind), stored(row), view)


def write_given(until: datetime, general: Deadline, view: View) -> When:
    """The instant until which one person has more time."""
    return _as_kind(DeadlineKind(general.kind), given(until, general), view)


def given(until: datetime, general: Deadline) -> Stored:
    """What one person was given in place of a date: a midnight of the organizer's is the end of a day."""
    zone = ZoneInfo(general.zone)
    local = until.astimezone(zone)
    if (local.hour, local.minute) != (0, 0):
        return Stored("deadline", until, None, general.zone)
    day = datetime.combine((until - _MINUTE).astimezone(zone).date(), time())
    return Stored("deadline", instant(day, general.zone), None, general.zone, Precision.DAY)


def _as_kind(kind: DeadlineKind, moment: Stored, view: View) -> When:
    """The moment in words that fit what happens then: only closing "closes", and what is over is told as over."""
    if moment.start is None:
        return replace(_write(moment, view), first=to_announce(moment, view.language))
    if kind == DeadlineKind.OPENS:
        return _opening(moment, view)
    when = _write(moment, view)
    if when.phase == Phase.WITHDRAWN:
        return when
    away = when.distance if kind == DeadlineKind.CLOSES else _away(moment, when.phase, view)
    until, whose = _until(kind, moment, when, view), _whose_end(moment, view) if kind in OWN else ""
    return replace(when, distance=away, closes=until, day_in=whose)


def _write(moment: Stored, view: View) -> When:
    return write(moment, reader_zone=view.zone, language=view.language, now=view.now)


def to_announce(moment: Stored, language: str) -> str:
    """``to be announced: February 2026``; words of an organizer's from before stay as they are."""
    if not moment.words:
        return pgettext("date", "to be announced")
    day = date_known(moment.words, moment.precision)
    if day is None:
        return _("to be announced: %(words)s") % {"words": locales.isolate(moment.words, language)}
    noon = datetime.combine(day, _NOON, ZoneInfo(moment.zone))
    return _("to be announced: %(words)s") % {"words": days(replace(moment, start=noon), language)}


def _opening(moment: Stored, view: View) -> When:
    """The opening, which is over as soon as it has begun."""
    assert moment.start is not None
    when = _write(replace(moment, kind="event"), view)
    if when.phase == Phase.WITHDRAWN:
        return when
    past = moment.start <= view.now
    away = distance(moment.start, view.now, view.language, view.zone or moment.zone)
    from_then = whose = ""
    if moment.precision != Precision.MINUTE and not past:
        from_then = _("From %(instant)s") % {"instant": _clock(moment.start, moment, view)}
        whose = _whose(moment, view, _("from the beginning of the day in %(zone)s"))
    return replace(when, phase=Phase.PAST if past else when.phase, distance=away, closes=from_then, day_in=whose)


def _last_instant(moment: Stored) -> datetime:
    """The last minute of a day-precise date, so that its end at midnight counts to the day before."""
    assert moment.start is not None
    if moment.precision == Precision.MINUTE:
        return moment.start
    return _end(moment) - _MINUTE


def _end(moment: Stored) -> datetime:
    end = closing(moment)
    assert end is not None
    return end


def _away(moment: Stored, phase: Phase, view: View) -> str:
    at = _end(moment) if phase == Phase.PAST else _last_instant(moment)
    return distance(at, view.now, view.language, view.zone or moment.zone)


def _until(kind: DeadlineKind, moment: Stored, when: When, view: View) -> str:
    """Which instant the end of a day is for the reader, where he has to do something by then."""
    if moment.precision == Precision.MINUTE or kind not in OWN:
        return ""
    if kind == DeadlineKind.CLOSES:
        return when.closes
    return _("Until %(instant)s") % {"instant": _clock(_last_instant(moment), moment, view)}


def _whose_end(moment: Stored, view: View) -> str:
    return _whose(moment, view, _("until the end of the day in %(zone)s"))


def _whose(moment: Stored, view: View, words: str) -> str:
    """In whose zone a day is one, where it is not the reader's own."""
    if moment.precision == Precision.MINUTE or view.zone in {None, moment.zone}:
        return ""
    zone = locales.zone_label(moment.zone, view.language)
    return words % {"zone": zone} if moment.precision == Precision.DAY else zone


def more_of(when: When) -> list[str]:
    """What stands below the date itself, in lines: the organizer's zone, and which instant it is for the reader."""
    return [words for words in (when.day_in, "" if when.closes else when.second, when.closes) if words]


def _in_one_line(kind: DeadlineKind, moment: Stored, when: When, view: View) -> str:
    exact = moment.precision == Precision.MINUTE or kind in OWN or kind == DeadlineKind.OPENS
    if moment.start is None or not exact:
        return f"{when.first} ({when.second})" if when.second and view.zone not in {None, moment.zone} else when.first
    at = moment.start if kind == DeadlineKind.OPENS else _last_instant(moment)
    here = _clock(at, moment, view)
    if view.zone in {None, moment.zone}:
        return here
    return _("%(here)s, that is %(there)s") % {"here": here, "there": _there(at, moment, view)}


def _there(at: datetime, moment: Stored, view: View) -> str:
    """An instant in the organizer's zone, without the day where that is the reader's too."""
    assert view.zone is not None
    local = at.astimezone(ZoneInfo(moment.zone))
    if local.date() != at.astimezone(ZoneInfo(view.zone)).date():
        return minutes(at, None, moment.zone, view.language)
    return f"{locales.write_clock(local, view.language)} ({locales.zone_label(moment.zone, view.language)})"


def _clock(at: datetime, moment: Stored, view: View) -> str:
    return minutes(at, None, view.zone or moment.zone, view.language)


def _day(at: datetime, row: Deadline, view: View) -> str:
    return locales.write_day(day_in(at, view.zone or row.zone), view.language)


def plain(row: Deadline, view: View) -> str:
    """One row as a day, or as an instant in the reader's zone, and nothing more."""
    if row.at is None:
        return to_announce(stored(row), view.language)
    if row.precision == Precision.MINUTE:
        return minutes(row.at, None, view.zone or row.zone, view.language)
    return days(stored(row), view.language)


def _was(old: Deadline, new: Deadline, view: View) -> str:
    """``was 1 February 2026, extended on 20 January 2026``."""
    return _change_words(old, new) % {
        "before": plain(old, view),
        "day": _day(new.made_at, new, view),
    }


def _change_words(old: Deadline, new: Deadline) -> str:
    if old.until is None:
        return _("was %(before)s, changed on %(day)s") if new.until is None else _("was %(before)s, set on %(day)s")
    if new.until is None:
        return _("was %(before)s, no longer certain since %(day)s")
    if new.until > old.until and DeadlineKind(new.kind) in OWN:
        return _("was %(before)s, extended on %(day)s")
    return _("was %(before)s, moved on %(day)s")
