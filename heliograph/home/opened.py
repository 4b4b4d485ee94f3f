"""What a reader finds on the front page: calls that he may answer, what the current issue asks, what takes place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import AnonymousUser

from heliograph.bulletin.dated import ticks as ticks_of_issue
from heliograph.bulletin.edition import Closing, Edition
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import Call
from heliograph.calls.programmes.dated import ticks as ticks_of_calls
from heliograph.calls.programmes.lines import CallLine, call_lines, turning_points
from heliograph.calls.rules import visible_to
from heliograph.calls.states import DeadlineKind
from heliograph.events.agenda import sources as agenda
from heliograph.events.agenda import timeline
from heliograph.frame.reader import Reader
from heliograph.frame.ribbon import Ribbon, Tick, draw
from heliograph.network.models import Person
from heliograph.texts.languages import is_right_to_left

#: So many calls stand on the page; all are on the page of calls.
MOST = 12
_LAST = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)


@dataclass(frozen=True)
class Entry:
    """A call, or a closing date of the issue that no call sets; ``at`` (aware) is when it closes."""

    at: datetime
    line: CallLine | None = None
    closing: Closing | None = None


@dataclass(frozen=True)
class Opened:
    """``lines`` are of the calls open to the reader, soonest to close first; ``more`` where there are others.

    ``agenda`` is what takes place in the days of the ribbon, soonest first.
    """

    lines: tuple[CallLine, ...]
    more: bool
    agenda: tuple[agenda.Entry, ...] = ()

    def entries(self, edition: Edition | None) -> list[Entry]:
        """The calls, and what the issue asks otherwise, by closing."""
        found = [Entry(_closes(line.call), line=line) for line in self.lines]
        closings = edition.closings if edition else ()
        found += [Entry(one.at, closing=one) for one in closings if not one.moment.url]
        return sorted(found, key=lambda entry: entry.at)

    def turning_points(self) -> Iterator[datetime | None]:
        yield from turning_points([line.call for line in self.lines])
        yield from timeline.turning_points(self.agenda)


def opened(person: Person | AnonymousUser, reader: Reader, at: datetime) -> Opened:
    """The calls open to a person, those addressed to him alone among them; to who is signed out the public ones."""
    found = visible_to(person).open(at).by_closing().select_related("programme", "audience").dated()
    calls = list(found[: MOST + 1])
    coming = tuple(timeline.coming(person, reader, at))
    return Opened(tuple(call_lines(calls[:MOST], reader, at)), len(calls) > MOST, coming)


def _closes(call: Call) -> datetime:
    return dates_of(call).until(DeadlineKind.CLOSES) or _LAST


def ribbon(edition: Edition | None, shown: Opened, reader: Reader, at: datetime, zone: str) -> Ribbon:
    """The coming days as the issue, the open calls and the agenda fill them, each date once: what the issue leads to
    stands in the agenda by its own name.
    """
    bound = {call.slug for item in edition.items for call in item.calls} if edition else set()
    others = [line for line in shown.lines if line.call.slug not in bound]
    paths = {each.path for each in shown.agenda}
    found: Iterable[Tick] = [
        *(each for each in (ticks_of_issue(edition) if edition else ()) if each.url not in paths),
        *ticks_of_calls(others, reader, at),
        *timeline.ticks(shown.agenda, reader, at),
    ]
    mirrored = is_right_to_left(reader.language)
    return draw(found, at, zone=reader.zone or zone, language=reader.language, mirrored=mirrored)
