"""The programme on paper (A4): all of it by day, and a sheet for each room and day to hang on its door.

On paper there is one time, that of the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from heliograph.calls.doors import organizers_only
from heliograph.conference.doors import conference_or_404, desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.published.clocks import Clocks
from heliograph.conference.published.gathering import Gathered, gather
from heliograph.conference.published.lines import Block, Day, Line, Relation, Writer
from heliograph.conference.shown import days_of, title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import generation
from heliograph.frame.keeping import Shelf
from heliograph.frame.reader import Reader, reader_of
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.frame.typesetting import typeset
from heliograph.network.joining.certificate_pdf import printable
from heliograph.texts.languages import base, direction

_HERE = Path(__file__).parent
#: So many finished PDF are kept by a process: setting one takes longer than anything else that anybody can ask for.
_shelf: Shelf[bytes] = Shelf(20)


@require_safe
def programme_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole programme, once it is public."""
    conference, reader = conference_or_404(request, slug), reader_of(request)
    key = (generation(), conference.pk, reader.languages)
    made = _shelf.get(key)
    if made is None:
        made = whole(_public(conference), reader, arrived_at(request))
        _shelf.put(key, made)
    return _given(made, f"{slug}-programme", "private, no-cache")


@organizers_only
@require_safe
def doors_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A sheet for each room and day, once the programme is public."""
    conference = desk_conference_or_404(request, slug)
    made = doors(_public(conference), reader_of(request), arrived_at(request))
    return _given(made, f"{slug}-doors", "private, no-store")


def _public(conference: Conference) -> Gathered:
    gathered = gather(conference)
    if gathered.timetable is None:
        raise Http404
    return gathered


def _given(content: bytes, name: str, cached: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = cached
    return response


def whole(gathered: Gathered, reader: Reader, at: datetime) -> bytes:
    """The programme by day as PDF."""
    writer = _writer(gathered, reader)
    data = {**_head(gathered, writer.clocks, reader), "days": [_day(each) for each in writer.days(writer.lines())]}
    return typeset(_HERE / "programme.typ", lambda _place: _legible(data), at)


def doors(gathered: Gathered, reader: Reader, at: datetime) -> bytes:
    """A sheet for each room and day as PDF, for the rooms and days in which something takes place."""
    writer = _writer(gathered, reader)
    days = writer.days(writer.lines())
    rooms = {room.words: room for day in days for block in day.blocks for room in _rooms_of(block)}
    sheets = [
        {"room": _text(room), "day": day.words, "blocks": blocks}
        for room in rooms.values()
        for day in days
        if (blocks := [_block(each, room) for each in day.blocks if room in _rooms_of(each)])
    ]
    data = {**_head(gathered, writer.clocks, reader), "sheets": sheets}
    return typeset(_HERE / "doors.typ", lambda _place: _legible(data), at)


def _writer(gathered: Gathered, reader: Reader) -> Writer:
    """Writes for paper, in the time of the place."""
    return Writer(gathered, Reader(reader.languages, gathered.conference.zone), Relation())


def _rooms_of(block: Block) -> Sequence[Picked]:
    used = [line.room for line in block.lines] if block.parallel else [block.room]
    return [each for each in used if each is not None]


def _head(gathered: Gathered, clocks: Clocks, reader: Reader) -> dict[str, Any]:
    conference = gathered.conference
    assert gathered.timetable is not None
    return {
        "title": _text(title_of(conference, reader)),
        "subtitle": _("Programme of the conference"),
        "network": str(settings.NETWORK_NAME),
        "language": base(reader.language),
        "direction": direction(reader.language),
        "days_of": days_of(conference, reader.language),
        "zone": _("Times are %(zone)s.") % {"zone": clocks.name},
        "version": _("Version %(number)s of the programme") % {"number": gathered.timetable.number},
        "cancelled": pgettext("session", "cancelled"),
    }


def _day(day: Day) -> dict[str, Any]:
    return {"day": day.words, "blocks": [_block(each) for each in day.blocks]}


def _block(block: Block, room: Picked | None = None) -> dict[str, Any]:
    """A slot; of its sessions those in a room, where one is given."""
    return {
        "clock": block.clock,
        "title": "" if block.parallel else _text(block.title),
        "about": _text(block.about),
        "room": _text(block.room),
        "sessions": [_session(each) for each in block.lines if room is None or each.room == room],
    }


def _session(line: Line) -> dict[str, Any]:
    return {
        "title": line.session.title,
        "language": base(line.session.language),
        "direction": line.direction,
        "people": list(line.people),
        "room": _text(line.room),
        "about": " · ".join(filter(None, [_text(line.format), line.language, line.until])),
        "cancelled": line.cancelled,
    }


def _text(text: Picked | None) -> str:
    return text.words if text is not None else ""


def _legible(data: Any) -> Any:
    """The same with empty texts in place of those of which no font has all letters."""
    return _with(data, _printable_among(sorted(set(_texts(data)))))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)


def _printable_among(texts: Sequence[str]) -> frozenset[str]:
    """Those that can be printed: looked at together, by halves where some cannot, since each look takes long."""
    if printable(" ".join(texts)):
        return frozenset(texts)
    if len(texts) <= 1:
        return frozenset()
    half = len(texts) // 2
    return _printable_among(texts[:half]) | _printable_among(texts[half:])


def _with(data: Any, known: frozenset[str]) -> Any:
    if isinstance(data, str):
        return data if data in known else ""
    if isinstance(data, dict):
        return {key: _with(value, known) for key, value in data.items()}
    return [_with(each, known) for each in data] if isinstance(data, list) else data
