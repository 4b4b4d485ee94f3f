"""An issue as one reader sees it: finished words in his language, moments in his zone, nothing of the
database.

Every renderer (web page, letter, PDF, feeds, calendar) is given an ``Edition`` and nothing else. ``prepare``
makes it from an issue fetched by ``Issue.objects.complete()`` without a further query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from i18nfield.strings import LazyI18nString

from heliograph.bulletin import enclosures
from heliograph.bulletin.addresses import issue_calendar_url, issue_pdf_url, issue_url, item_url
from heliograph.bulletin.binding import labels
from heliograph.bulletin.binding.bound import Bound
from heliograph.bulletin.binding.shown import BoundCall
from heliograph.bulletin.binding.telling import tell
from heliograph.bulletin.dates import Moment, Standing, View, closings, standing
from heliograph.bulletin.enclosures import Button, File, Shown
from heliograph.bulletin.numbers import titled
from heliograph.bulletin.states import CORRECTED
from heliograph.moments.locales import write_day, zone_label
from heliograph.texts.languages import CONTENT_LANGUAGES, base, direction
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import pick, texts_of
from heliograph.texts.tree import Document

if TYPE_CHECKING:
    from heliograph.bulletin.models import Issue, Item

__all__ = [
    "Bound",
    "BoundCall",
    "Button",
    "Closing",
    "Correction",
    "Day",
    "Edition",
    "File",
    "ItemEdition",
    "Moment",
    "Said",
    "Shown",
    "Standing",
    "prepare",
]


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
class Correction:
    """What was changed after publication."""

    on: Day
    note: str


@dataclass(frozen=True)
class ItemEdition:
    """One entry, the ``number``-th from 1. ``url`` is its place on the issue's page.

    ``title`` and ``body`` are each in the reader's first language that they exist in, ``language`` being the
    body's (the title's where there is no body) and ``title_language`` the title's; ``translated`` is False
    where either is not in the edition's. ``calls`` are those that it is bound to, ``others`` the events and
    documents; where there are any, ``button`` is None.
    """

    number: int
    slug: str
    url: str
    label_key: str
    label: str
    title: str
    title_language: str
    title_direction: str
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
    calls: tuple[BoundCall, ...] = ()
    others: tuple[Bound, ...] = ()

    @property
    def bound(self) -> tuple[Bound, ...]:
        """All that it is bound to and that has a button."""
        return (*self.calls, *self.others)


@dataclass(frozen=True)
class Closing:
    """A deadline still ahead, and the item that sets it."""

    item: ItemEdition
    moment: Moment
    at: datetime


@dataclass(frozen=True)
class Edition:
    """An issue for one language and zone. ``language`` is the interface's; ``zone`` None: moments are in the
    organizer's.

    ``languages`` are those in which the issue has texts. ``closings`` are the deadlines ahead, soonest first.
    ``zone_words`` name the reader's zone, or the organizer's where his is not known.
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
    def full_title(self) -> str:
        """The title with the number of the issue, in the language that is active."""
        return titled(self.number, self.title.words)

    @property
    def next_closing(self) -> Closing | None:
        return self.closings[0] if self.closings else None


def interface_language(wanted: Sequence[str]) -> str:
    """The first wanted language that the interface has, compared by primary subtag; else the default."""
    known = {code for code, _name in settings.LANGUAGES}
    return next((base(tag) for tag in wanted if base(tag) in known), settings.LANGUAGE_CODE)


def languages_of(issue: Issue) -> tuple[str, ...]:
    """The languages in which an issue or any of its items has a title or a text, the United Nations' six in
    their order first.
    """
    values: list[LazyI18nString] = [issue.title, issue.introduction]
    for item in issue.items.all():
        values += [item.title, item.body]
    found = {language for value in values for language in texts_of(value)}
    return (*(tag for tag in CONTENT_LANGUAGES if tag in found), *sorted(found.difference(CONTENT_LANGUAGES)))


def _day(day: date, language: str) -> Day:
    return Day(day.isoformat(), write_day(day, language))


def _local_day(at: datetime, issue: Issue, view: View) -> Day:
    return _day(at.astimezone(ZoneInfo(view.zone or issue.zone)).date(), view.language)


def _beginning(issue: Issue) -> datetime:
    """The instant at which the day of an issue begins with its organizer."""
    return datetime.combine(issue.date, time(), ZoneInfo(issue.zone))


def _item(item: Item, number: int, issue: Issue, wanted: Sequence[str], view: View) -> ItemEdition:
    title, title_language = pick(item.title, wanted)
    body, body_language = pick(item.body, wanted)
    language = body_language if body else title_language
    told = tell(item, wanted, view)
    moments = told.moments
    own_label = labels.automatic(item, _beginning(issue))
    return ItemEdition(
        number=number,
        slug=item.slug,
        url=item_url(issue.number, item.slug),
        label_key=item.label.key if item.label else own_label[0],
        label=pick(item.label.name, wanted)[0] if item.label else own_label[1],
        title=title,
        title_language=title_language,
        title_direction=direction(title_language),
        language=language,
        direction=direction(language),
        translated=base(language) == view.language and base(title_language) == view.language,
        body=parse(body),
        moments=moments,
        standing=standing(moments, view, _beginning(issue)),
        button=None if told.calls or told.others else enclosures.button(item, wanted, moments),
        contacts=(item.contact,) if item.contact else (),
        pictures=(*(enclosures.shown(picture, wanted) for picture in item.pictures.all()), *told.pictures),
        attachments=tuple(enclosures.file(attachment) for attachment in item.attachments.all()),
        calls=told.calls,
        others=told.others,
    )


def _corrections(issue: Issue, view: View) -> tuple[Correction, ...]:
    entries = [entry for entry in issue.log.all() if entry.verb == CORRECTED]
    return tuple(Correction(_local_day(entry.at, issue, view), entry.note) for entry in entries)


def _all_closings(items: Sequence[ItemEdition]) -> tuple[Closing, ...]:
    found = [Closing(item, each, at) for item in items for at, each in closings(item.moments)]
    return tuple(sorted(found, key=lambda closing: (closing.at, closing.item.number)))


def prepare(issue: Issue, languages: Sequence[str], zone: str | None, now: datetime) -> Edition:
    """The edition of an issue for a reader.

    ``languages`` are the reader's, most wanted first: the first that the interface has is the edition's, and
    each text is shown in the first that it exists in, else in the one the issue was written in. ``zone`` is
    an IANA name or None; ``now`` is aware.
    """
    view = View(interface_language(languages), zone, now)
    with translation.override(view.language):
        return _prepare(issue, [view.language, *map(base, languages), issue.source_language], view)


def _prepare(issue: Issue, wanted: Sequence[str], view: View) -> Edition:
    title, title_language = pick(issue.title, wanted)
    introduction, introduction_language = pick(issue.introduction, wanted)
    items = tuple(_item(item, number, issue, wanted, view) for number, item in enumerate(issue.items.all(), 1))
    corrected = issue.corrected_at
    return Edition(
        number=issue.number,
        state=issue.state,
        date=_day(issue.date, view.language),
        title=Said(title, title_language, direction(title_language)),
        introduction=parse(introduction),
        introduction_language=introduction_language,
        introduction_direction=direction(introduction_language),
        language=view.language,
        direction=direction(view.language),
        languages=languages_of(issue),
        zone=view.zone,
        zone_words=zone_label(view.zone or issue.zone, view.language),
        organizer_zone=issue.zone,
        url=issue_url(issue.number),
        pdf_url=issue_pdf_url(issue.number),
        calendar_url=issue_calendar_url(issue.number),
        items=items,
        closings=_all_closings(items),
        published_at=issue.published_at,
        corrected_at=corrected,
        corrected_on=_local_day(corrected, issue, view) if corrected else None,
        corrections=_corrections(issue, view),
        prepared_at=view.now.astimezone(UTC),
    )
