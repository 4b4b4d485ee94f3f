"""What stands in the agenda, and where it comes from: sources are registered, by this app and by those above it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Model
from django.utils.functional import Promise

from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored, closing, covered
from heliograph.moments.wording import When, write
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Who
from heliograph.texts.colons import with_colon

#: So long what was cancelled is told to calendars, so that all of them take it out.
CANCELLED_FOR = timedelta(days=60)
#: So far ahead days are told that come round every year.
AHEAD = timedelta(days=400)

Writing = Callable[[Reader, datetime], When]


@dataclass(frozen=True)
class Series:
    """That an entry is one of those which a rule gives; ``original`` is where the rule puts it (UTC)."""

    rule: str
    original: datetime


@dataclass(frozen=True)
class Entry:
    """One thing in the agenda, in the words of its reader.

    ``uid`` is its name for life in calendars, ``sequence`` grows with each change. ``what`` says what happens at a
    date of something ("Closes"), empty for what takes place. ``stored`` is when it is, withdrawn where it was
    cancelled; it has no start where nobody knows the day. ``path`` is its page on this site. ``kind`` is the key of its
    source, ``sort`` says more exactly what it is. ``programme`` is a slug; ``countries`` are codes, None: for all.
    ``languages`` are spoken or understood, none: any. ``writing`` writes when it is, where that needs words of its own.
    ``free``: it takes up nobody's time. ``alarm``: so long before it calendars remind of it. ``subject`` is the record
    that it is about, for who binds something to it.
    """

    uid: str
    sequence: int
    title: Picked
    stored: Stored
    path: str
    kind: str
    changed_at: datetime
    what: str = ""
    sort: str = ""
    programme: str = ""
    programme_title: Picked = field(default_factory=lambda: Picked("", "en"))
    countries: frozenset[str] | None = None
    languages: tuple[str, ...] = ()
    place: str = ""
    said: Picked = field(default_factory=lambda: Picked("", "en"))
    text: str = ""
    theme: str = ""
    series: Series | None = None
    writing: Writing | None = None
    free: bool = False
    alarm: timedelta | None = None
    subject: Model | None = None

    @property
    def summary(self) -> str:
        """Its title, with what happens then."""
        return f"{with_colon(self.what)} {self.title}" if self.what else str(self.title)

    @property
    def sign(self) -> str:
        """How it is drawn: deadline, event, tentative, or day."""
        if self.free and self.stored.kind == "event":
            return "day"
        return self.stored.kind

    @property
    def lasts(self) -> bool:
        """Whether it is longer than a day, of what is known by the day."""
        days = covered(self.stored) if self.stored.precision != Precision.MINUTE else None
        return days is not None and days[0] != days[1]

    @property
    def over(self) -> datetime | None:
        """The instant (UTC) at which it is over; None where its day is not known."""
        return closing(self.stored)

    def when(self, reader: Reader, at: datetime) -> When:
        """When it is, in the reader's zone and language, with the organizer's time beneath."""
        if self.writing is not None:
            return self.writing(reader, at)
        return write(self.stored, reader_zone=reader.zone, language=reader.language, now=at)

    def lies_in(self, first: datetime, last: datetime | None) -> bool:
        """Whether something of it lies in a stretch of time, or nobody knows when it is."""
        start, over = self.stored.start, self.over
        if start is None or over is None:
            return True
        return (over > first or start >= first) and (last is None or start < last)


@dataclass(frozen=True)
class Wanted:
    """What is asked of the sources: for whom, in which languages, at which instant, from ``first`` to ``last``.

    Instants are aware; ``last`` None: however far ahead. ``mine``: only what is expected of the person, or was chosen
    by him. ``whole``: of what is repeated all times, whenever they are, so that the rule can be told. ``further``: also
    days that are not shown unless asked for. A source may leave narrowing by ``programme`` and ``theme`` to who asks.
    """

    person: Who
    reader: Reader
    at: datetime
    first: datetime
    last: datetime | None = None
    mine: bool = False
    whole: bool = False
    further: bool = False
    programme: str = ""
    theme: str = ""


@dataclass(frozen=True)
class Source:
    """``key`` names its entries, ``label`` them all in words; ``entries`` gives them, in no order.

    It is asked with the reader's language being active, and shows nothing that the person may not see. ``mark`` is what
    changes with what it has for a person, where finished pages do not change with it.
    """

    key: str
    label: str | Promise
    order: int
    entries: Callable[[Wanted], Iterable[Entry]]
    mark: Callable[[Person], Hashable] | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; registering the same key again replaces it."""
    _sources[source.key] = source


def sources() -> list[Source]:
    """All sources in the order of their labels on pages."""
    return sorted(_sources.values(), key=lambda each: (each.order, each.key))


def gather(wanted: Wanted, kinds: Sequence[str] = ()) -> list[Entry]:
    """The entries of all sources, or of some, soonest first, those without a day last. Each UID and time once."""
    asked = [each for each in sources() if not kinds or each.key in kinds]
    found = [entry for source in asked for entry in source.entries(wanted) if _is_wanted(entry, wanted)]
    if wanted.whole:
        told = {each.uid for each in found if each.series is not None and _is_told(each, wanted)}
        found = [each for each in found if each.series is None or each.uid in told]
    once = {(each.uid, each.series.original if each.series else None): each for each in found}
    return sorted(once.values(), key=_place)


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    if wanted.programme and entry.programme != wanted.programme:
        return False
    if wanted.theme and entry.theme != wanted.theme:
        return False
    return (wanted.whole and entry.series is not None) or _is_told(entry, wanted)


def _is_told(entry: Entry, wanted: Wanted) -> bool:
    """Whether it lies in the stretch, and if it was cancelled, that was lately."""
    lately = not entry.stored.withdrawn or entry.changed_at >= wanted.at - CANCELLED_FOR
    return lately and entry.lies_in(wanted.first, wanted.last)


def _place(entry: Entry) -> tuple[bool, float, str, str]:
    start = entry.stored.start
    return start is None, start.timestamp() if start else 0.0, entry.summary, entry.uid
