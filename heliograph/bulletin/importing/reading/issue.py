"""What does not fit together across the moments of an issue: the checks of an editor who reads it as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from heliograph.bulletin.importing.draft import DraftMoment, Kind, Warned, Warning
from heliograph.bulletin.importing.reading.context import ItemReading, ReadingContext
from heliograph.bulletin.importing.reading.naming import day_name
from heliograph.moments.folding import fold
from heliograph.texts.commas import with_commas

_WORD = re.compile(r"[^\W\d_]{4,}")
_PLAIN_WORDS = frozenset(
    [
        "with",
        "from",
        "your",
        "school",
        "schools",
        "associated",
        "network",
        "call",
        "join",
        "invitation",
        "reminder",
        "project",
        "event",
        "news",
        "next",
        "about",
        "pour",
        "avec",
        "dans",
        "votre",
        "ecole",
        "ecoles",
        "associees",
        "reseau",
        "appel",
        "projet",
        "rappel",
        "para",
        "como",
        "escuela",
        "escuelas",
        "asociadas",
        "convocatoria",
        "proyecto",
        "international",
        "internationale",
        "internacional",
    ]
)


@dataclass(frozen=True)
class _Known:
    """A live moment with the item it stands in."""

    title: str
    moment: DraftMoment

    @property
    def day(self) -> str:
        return (self.moment.start or "")[:10]

    @property
    def last(self) -> str:
        return (self.moment.end or self.moment.start or "")[:10]

    @property
    def named(self) -> str:
        return f"“{self.moment.text}”"


def _live(title: str, reading: ItemReading) -> list[_Known]:
    return [_Known(title, moment) for moment in reading.moments if moment.start and moment.status is None]


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title))) - _PLAIN_WORDS


def _belong(first: str, second: str) -> bool:
    """Whether two titles speak of one undertaking: they share two telling words."""
    return len(_words(first) & _words(second)) >= 2


def _deadlines(known: Sequence[_Known], what: str) -> list[_Known]:
    return [each for each in known if each.moment.kind is Kind.DEADLINE and each.moment.what == what]


def _meetings(known: Sequence[_Known]) -> list[_Known]:
    """Meetings that prepare: those held before the main event of the item."""
    meetings = [each for each in known if each.moment.kind is not Kind.DEADLINE and each.moment.what == "meet"]
    main = max((each.day for each in known if each.moment.kind is Kind.EVENT and each not in meetings), default="9999")
    return [each for each in meetings if each.day < main]


_PROPOSALS = gettext_noop("Proposals are due on %(day)s, before these preparatory meetings are over: %(meetings)s.")
_POSTERS = gettext_noop("Posters are due on %(day)s, before these preparatory meetings are over: %(meetings)s.")


def _withdrawal(known: Sequence[_Known]) -> Iterator[Warning]:
    for registration in _deadlines(known, "register"):
        for withdrawal in _deadlines(known, "withdraw"):
            if withdrawal.day < registration.day:
                words = _(
                    "Withdrawal ends on %(first)s before registration does on %(second)s: "
                    "who registers last can no longer withdraw."
                )
                message = words % {"first": day_name(withdrawal.day), "second": day_name(registration.day)}
                yield Warning(Warned.OUT_OF_STEP, message, withdrawal.moment.text)


def _before_meetings(known: Sequence[_Known], what: str, words: str) -> Iterator[Warning]:
    for deadline in _deadlines(known, what):
        later = [meeting for meeting in _meetings(known) if meeting.day >= deadline.day]
        if not later:
            continue
        listed = with_commas(each.named for each in later)
        message = words % {"day": day_name(deadline.day), "meetings": listed}
        yield Warning(Warned.OUT_OF_STEP, message, deadline.moment.text)


def _apart(groups: Sequence[list[_Known]]) -> Iterator[tuple[_Known, _Known]]:
    """Every two moments of different items that belong together."""
    for first, second in combinations(groups, 2):
        if first and second and _belong(first[0].title, second[0].title):
            yield from ((one, two) for one in first for two in second)


_COMPARED = frozenset({"register", "apply", "submit-poster", "propose", "withdraw", "reconfirm", "nominate"})


def _across(groups: Sequence[list[_Known]]) -> Iterator[Warning]:
    for one, two in _apart(groups):
        if one.moment.kind is two.moment.kind is Kind.DEADLINE:
            if one.moment.what == two.moment.what and one.moment.what in _COMPARED and one.day != two.day:
                shown = {"first": one.title, "day": day_name(one.day), "second": two.title, "other": day_name(two.day)}
                message = _("“%(first)s” gives %(day)s and “%(second)s” gives %(other)s for one thing.") % shown
                yield Warning(Warned.DATE_INCONSISTENT, message, two.moment.text)
            continue
        for deadline, event in ((one, two), (two, one)):
            if _too_late(deadline.moment, event):
                words = _("The deadline (%(day)s) comes after the event of “%(title)s” (%(event)s).")
                message = words % {
                    "day": day_name(deadline.day),
                    "title": event.title,
                    "event": day_name(event.last),
                }
                yield Warning(Warned.DEADLINE_AFTER_EVENT, message, deadline.moment.text)


def _too_late(moment: DraftMoment, event: _Known) -> bool:
    asked = moment.kind is Kind.DEADLINE and moment.what in {"register", "withdraw", "reconfirm"}
    held = event.moment.kind is Kind.EVENT and event.moment.precision in {"day", "minute"}
    return asked and held and (moment.start or "")[:10] > event.last


def read_issue(readings: Sequence[tuple[str, ItemReading]], context: ReadingContext) -> tuple[Warning, ...]:
    """Warnings about moments that contradict one another; ``readings`` are (title of the item, its reading)."""
    groups = [_live(title, reading) for title, reading in readings]
    found: list[Warning] = []
    for known in groups:
        found += _withdrawal(known)
        found += _before_meetings(known, "propose", _(_PROPOSALS))
        found += _before_meetings(known, "submit-poster", _(_POSTERS))
    return tuple(dict.fromkeys([*found, *_across(groups)]))
