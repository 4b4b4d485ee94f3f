"""A programme as its page and the list of programmes show it to a reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.documents.attached import with_documents
from heliograph.calls.models import Attachment, Call, Programme
from heliograph.calls.programmes.lines import CallLine, call_lines, picked, turning_points, when_of
from heliograph.calls.queries import CallQuerySet, ProgrammeQuerySet
from heliograph.calls.states import CallState, DeadlineKind
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.frame.reader import Reader
from heliograph.library.outside.dead import dead_among
from heliograph.library.rules import EVERYBODY, may_read
from heliograph.library.shown import Given, attached_document
from heliograph.moments.locales import write_days
from heliograph.moments.wording import When
from heliograph.network.countries import language_name
from heliograph.texts.weblinks import safe_web_address

#: So many later editions are linked.
MOST_EDITIONS = 12


@dataclass(frozen=True)
class Enclosed:
    """An attachment for a reader: ``form`` is a file's suffix in capitals, empty for a link.

    ``page`` is that of a document of the library, with all its languages. ``dead``: the link leads nowhere.
    """

    title: Picked
    url: str
    form: str
    language: str
    page: str = ""
    dead: bool = False


@dataclass(frozen=True)
class Link:
    """Another edition, by title and days."""

    title: Picked
    slug: str
    days: str


@dataclass(frozen=True)
class ProgrammePage:
    """All that a programme's page shows; lines of calls by where they stand.

    ``earlier`` is the edition that it was copied from, ``later`` are those copied from it.
    """

    programme: Programme
    title: Picked
    summary: Picked
    text: Picked
    image_alt: str
    days: str
    attachments: list[Enclosed]
    open: list[CallLine]
    coming: list[CallLine]
    past: list[CallLine]
    earlier: list[Link]
    later: list[Link]

    @property
    def lines(self) -> list[CallLine]:
        return [*self.open, *self.coming, *self.past]


def prepare(
    programme: Programme,
    seen: ProgrammeQuerySet,
    calls: CallQuerySet,
    reader: Reader,
    at: datetime,
    access: Collection[str] = EVERYBODY,
) -> ProgrammePage:
    """``seen`` are the programmes, ``calls`` the calls that the reader may find; ``access`` is that to the library.

    A fixed number of queries.
    """
    source = programme.source_language
    lines = call_lines(list(calls.filter(programme=programme).by_closing()), reader, at)
    past = [line for line in lines if line.state not in {CallState.OPEN, CallState.ANNOUNCED}]
    return ProgrammePage(
        programme=programme,
        title=picked(programme.title, reader, source),
        summary=picked(programme.summary, reader, source),
        text=picked(programme.text, reader, source),
        image_alt=str(picked(programme.image_alt, reader, source)),
        days=days_of(programme, reader.language),
        attachments=enclosed(with_documents(programme.attachments.all()), reader, source, access),
        open=[line for line in lines if line.state == CallState.OPEN],
        coming=[line for line in lines if line.state == CallState.ANNOUNCED],
        past=past[::-1],
        earlier=_links(seen.filter(editions=programme), reader),
        later=_links(seen.filter(edition_of=programme).order_by("created_at", "pk")[:MOST_EDITIONS], reader),
    )


def _links(programmes: Iterable[Programme], reader: Reader) -> list[Link]:
    return [
        Link(picked(each.title, reader, each.source_language), each.slug, days_of(each, reader.language))
        for each in programmes
    ]


def days_of(programme: Programme, language: str) -> str:
    """The days of a programme in words; empty where none are set."""
    first, last = programme.begins or programme.ends, programme.ends or programme.begins
    return write_days(first, last, language) if first and last else ""


def enclosed(
    attachments: Iterable[Attachment], reader: Reader, source: str, access: Collection[str] = EVERYBODY
) -> list[Enclosed]:
    """Attachments for a reader, in their order. One query where one of them is a link.

    A link that leads nowhere safe is left out, and so is a document that is a draft or not for who has this access.
    """
    rows = list(attachments)
    dead = dead_among(each.url for each in rows)
    found = [_enclosed(each, reader, source, access, dead) for each in rows]
    return [each for each in found if each.url]


def _enclosed(
    attachment: Attachment, reader: Reader, source: str, access: Collection[str], dead: Collection[str]
) -> Enclosed:
    name, title = attachment.file.name or "", picked(attachment.title, reader, source)
    if attachment.document is not None:
        seen = may_read(access, attachment.document)
        given = attached_document(attachment.document, reader) if seen else Given("", "", "", "")
        return Enclosed(title, given.url, given.form, given.languages, page=given.page)
    return Enclosed(
        title=title,
        url=attachment.file.url if name else safe_web_address(attachment.url) or "",
        form=PurePosixPath(name).suffix.removeprefix(".").upper(),
        language=language_name(attachment.language, reader.language) if attachment.language else "",
        dead=attachment.url in dead,
    )


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme in the list: how many of its calls are open, and which of them closes first."""

    programme: Programme
    title: Picked
    summary: Picked
    image_alt: str
    days: str
    open: int
    closing: When | None
    turning: tuple[datetime | None, ...]


def programme_lines(
    programmes: Sequence[Programme], calls: CallQuerySet, reader: Reader, at: datetime
) -> list[ProgrammeLine]:
    """A line for each programme. Two queries for any number of them."""
    by_programme: dict[Any, list[Call]] = {}
    for call in calls.filter(programme__in=programmes).open(at).by_closing():
        by_programme.setdefault(call.programme_id, []).append(call)
    return [_line(each, by_programme.get(each.pk, []), reader, at) for each in programmes]


def _line(programme: Programme, calls: Sequence[Call], reader: Reader, at: datetime) -> ProgrammeLine:
    source = programme.source_language
    opened = [call for call in calls if state_at(call, dates_of(call), at) == CallState.OPEN]
    return ProgrammeLine(
        programme=programme,
        title=picked(programme.title, reader, source),
        summary=picked(programme.summary, reader, source),
        image_alt=str(picked(programme.image_alt, reader, source)),
        days=days_of(programme, reader.language),
        open=len(opened),
        closing=when_of(dates_of(opened[0]), DeadlineKind.CLOSES, reader, at) if opened else None,
        turning=tuple(turning_points(opened)),
    )
