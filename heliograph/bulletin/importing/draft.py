"""What the importer understood, before anything is saved: the schema ``heliograph-import-1``.

The field names and their meaning are those of ``docs/import.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA = "heliograph-import-1"


class Kind(StrEnum):
    DEADLINE = "deadline"
    EVENT = "event"
    TENTATIVE = "tentative"


class Warned(StrEnum):
    """The kinds of warning an editor may get."""

    ZONE_ABBREVIATION = "zone-abbreviation"
    ZONE_MISSING = "zone-missing"
    ZONE_AMBIGUOUS = "zone-ambiguous"
    YEAR_MISSING = "year-missing"
    DATE_INCOMPLETE = "date-incomplete"
    AMBIGUOUS_DATE = "ambiguous-date"
    IMPOSSIBLE_DATE = "impossible-date"
    WEEKDAY_MISMATCH = "weekday-mismatch"
    DATE_INCONSISTENT = "date-inconsistent"
    DATE_CHANGED = "date-changed"
    MIDNIGHT = "midnight"
    DST_CHANGE = "dst-change"
    DST_GAP = "dst-gap"
    DST_FOLD = "dst-fold"
    CONVERSION_MISMATCH = "conversion-mismatch"
    TIME_FORMAT = "time-format"
    TO_CONFIRM = "to-confirm"
    ATTACHMENT_MISSING = "attachment-missing"
    NO_LINK = "no-link"
    DEADLINE_AFTER_EVENT = "deadline-after-event"
    DEADLINE_PASSED = "deadline-passed"
    END_BEFORE_START = "end-before-start"
    OUT_OF_STEP = "out-of-step"


@dataclass(frozen=True)
class Warning:
    """Something a careful editor would look at; ``text`` is the passage of the source it is about."""

    kind: Warned
    message: str
    text: str


@dataclass(frozen=True)
class DraftMoment:
    """A date of an item as the text gives it.

    ``start``, ``end`` and ``opens`` are local wall time: ``2026-01-15T09:30``, or ``2026-02-01`` where
    ``date_only``; None where no date can be had. ``zone`` is an IANA name, ``UTC+02:00`` or None.
    ``precision`` is one of minute, day, week, ten-days, half-month, month, half-year. ``text`` is an exact
    substring of the converted source, standing at ``offset``. ``audience`` is the region for which it is, where the
    line that gives the date names just one; it is for the desk and no part of the JSON.
    """

    kind: Kind
    what: str
    start: str | None
    end: str | None
    zone: str | None
    date_only: bool
    precision: str
    text: str
    offset: int
    place: str | None = None
    lang: str | None = None
    opens: str | None = None
    status: str | None = None
    audience: str | None = None


@dataclass(frozen=True)
class DraftLink:
    text: str
    url: str | None


@dataclass(frozen=True)
class Proposal:
    """What an item could become: ``kind`` is call, event or document; ``prefill`` is what is known of it."""

    kind: str
    title: str
    prefill: dict[str, object]


@dataclass(frozen=True)
class DraftItem:
    label: str | None
    title: str
    body: str
    moments: tuple[DraftMoment, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[DraftLink, ...] = ()
    languages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()
    mode: str | None = None
    pictures: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class Draft:
    number: str | None
    title: str
    language: str
    items: tuple[DraftItem, ...]
    introduction: str = ""
    period: str | None = None
    warnings: tuple[Warning, ...] = field(default=())
