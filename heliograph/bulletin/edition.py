"""An issue as one reader sees it: finished words in his language, moments in his zone, nothing of the database.

Every renderer (web page, letter, PDF, feeds, calendar) is given an ``Edition`` and nothing else. ``prepare`` makes it from an
issue fetched by ``Issue.objects.complete()`` without a further query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from heliograph.moments.wording import Stored, When, closing
from heliograph.texts.tree import Document

if TYPE_CHECKING:
    from heliograph.bulletin.models import Issue


@dataclass(frozen=True)
class Day:
    """A date: ``iso`` for machines, ``words`` in the edition's language with the weekday."""

    iso: str
    words: str


@dataclass(frozen=True)
class Said:
    """A text and the language it is in, which may be another than the edition's."""

    words: str
    language: str
    direction: str


@dataclass(frozen=True)
class Moment:
    """A date of an item. ``what_words`` say what it is for ("Register by"); empty where the kind of date says enough.

    ``stored`` has the instants (UTC), zone and precision for machines; ``words`` are the bulletin's own.
    """

    uid: UUID
    sequence: int
    kind: str
    what: str
    what_words: str
    when: When
    stored: Stored
    place: str
    language: str
    language_name: str
    words: str

    @property
    def closes_at(self) -> datetime | None:
        """The instant (UTC) at which it is over; None where no date is known."""
        return closing(self.stored)

    @property
    def is_deadline(self) -> bool:
        return self.kind == "deadline"


@dataclass(frozen=True)
class Standing:
    """How an item stands now. ``key``: open, soon, closed, ahead, now, over or empty; ``words`` say it."""

    key: str
    words: str


@dataclass(frozen=True)
class Button:
    """The one action of an item; ``url`` is absolute."""

    label: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A picture: its absolute address, its name in the storage, its size in pixels (0: unknown)."""

    url: str
    name: str
    width: int
    height: int
    alt: str
    caption: str


@dataclass(frozen=True)
class File:
    """An attachment: its title, absolute address, name in the storage, and the file's last suffix in capitals."""

    title: str
    url: str
    name: str
    form: str


@dataclass(frozen=True)
class Correction:
    """What was changed after publication."""

    on: Day
    note: str


@dataclass(frozen=True)
class ItemEdition:
    """One entry. ``url`` is its place on the issue's page; ``translated`` is False where the text is not in the reader's language."""

    number: int
    slug: str
    url: str
    label_key: str
    label: str
    title: str
    language: str
    direction: str
    translated: bool
    body: Document
    moments: tuple[Moment, ...]
    standing: Standing
    button: Button | None
    contacts: tuple[str, ...]
    pictures: tuple[Shown, ...]
    attachments: tuple[File, ...]


@dataclass(frozen=True)
class Closing:
    """A deadline still ahead, and the item that sets it."""

    item: ItemEdition
    moment: Moment
    at: datetime


@dataclass(frozen=True)
class Edition:
    """An issue for one language and zone. ``language`` is the interface's; ``zone`` None: moments are in the organizer's.

    ``languages`` are those in which the issue has texts. ``closings`` are the deadlines ahead, soonest first.
    """

    number: int
    state: str
    date: Day
    title: Said
    introduction: Document
    introduction_language: str
    introduction_direction: str
    language: str
    direction: str
    languages: tuple[str, ...]
    zone: str | None
    zone_words: str
    organizer_zone: str
    url: str
    pdf_url: str
    calendar_url: str
    items: tuple[ItemEdition, ...]
    closings: tuple[Closing, ...]
    published_at: datetime | None
    corrected_at: datetime | None
    corrected_on: Day | None
    corrections: tuple[Correction, ...]
    prepared_at: datetime

    @property
    def next_closing(self) -> Closing | None:
        return self.closings[0] if self.closings else None

    @property
    def day(self) -> date:
        return date.fromisoformat(self.date.iso)


def prepare(issue: Issue, languages: Sequence[str], zone: str | None, now: datetime) -> Edition:
    """The edition of an issue for a reader.

    ``languages`` are the reader's, most wanted first: the first that the interface has is the edition's, and each text is shown
    in the first that it exists in, else in the one it was written in. ``zone`` is an IANA name or None; ``now`` is aware.
    """
    from heliograph.bulletin.composing import compose  # noqa: PLC0415 (composing builds what is defined here)

    return compose(issue, languages, zone, now)
