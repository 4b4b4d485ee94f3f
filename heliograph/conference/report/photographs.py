"""Photographs of a conference: taken in as pictures written anew, told, put in order, taken away."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from PIL import Image

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.report.models import Photograph
from heliograph.frame.pictures import MAX_BYTES, NoPicture, reencode
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused

MOST = 200
#: So many files may be sent at once.
AT_ONCE = 20


@dataclass(frozen=True)
class NotTaken:
    """A file that was not taken in, and why."""

    name: str
    sentence: str


@dataclass(frozen=True)
class _Taken:
    data: bytes
    suffix: str
    size: tuple[int, int]


def add(
    conference: Conference, files: Sequence[UploadedFile[Any]], credit: str, by: Person, at: datetime
) -> tuple[list[Photograph], list[NotTaken]]:
    """Take in files; those that are no pictures are told, and the others kept. Nobody sees one before it is told.

    Raises Refused: ``not-yours``, ``no-credit``, ``too-many``.
    """
    if not clean_line(credit):
        raise Refused("no-credit", _("Say who has taken the photographs."))
    if len(files) > AT_ONCE:
        raise Refused("too-many", _("Send %(most)s photographs at once at most.") % {"most": AT_ONCE})
    taken: list[_Taken] = []
    refused: list[NotTaken] = []
    for file in files:
        try:
            taken.append(_read(file))
        except NoPicture as no_picture:
            refused.append(NotTaken(str(file.name), no_picture.sentence))
    return _keep(conference, taken, clean_line(credit), by, at), refused


def _read(file: UploadedFile[Any]) -> _Taken:
    data, suffix = reencode(file.read(MAX_BYTES + 1))
    with Image.open(io.BytesIO(data)) as picture:
        return _Taken(data, suffix, picture.size)


@transaction.atomic
def _keep(conference: Conference, taken: list[_Taken], credit: str, by: Person, at: datetime) -> list[Photograph]:
    held = held_conference(conference, by)
    there = held.photographs.count()
    if there + len(taken) > MOST:
        raise Refused("too-many", _("A conference keeps %(most)s photographs at most.") % {"most": MOST})
    last = held.photographs.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    rows = [_row(held, each, credit, first + place, by, at) for place, each in enumerate(taken)]
    if rows:
        log(held, "photographs-added", by, at, count=len(rows))
    return rows


def _row(held: Conference, each: _Taken, credit: str, position: int, by: Person, at: datetime) -> Photograph:
    width, height = each.size
    row = Photograph(
        conference=held, credit=credit, position=position, width=width, height=height, added_at=at, added_by=by
    )
    row.file.save(f"{row.public_id.hex}.{each.suffix}", ContentFile(each.data), save=False)
    row.save()
    return row


@transaction.atomic
def tell(
    photograph: Photograph,
    alt: Mapping[str, str],
    reviewed: Reviewed,
    said: Mapping[str, Any],
    by: Person,
    at: datetime,
) -> None:
    """Say what a photograph shows, who took it, and that all who can be recognised agreed. Raises Refused.

    ``alt`` is by language, ``said`` has ``credit`` and ``agreed``.
    """
    held = held_conference(photograph.conference, by)
    row = held.photographs.select_for_update().get(pk=photograph.pk)
    words = {language: clean_line(each) for language, each in alt.items()}
    write_texts(row, ("alt",), {"alt": words}, reviewed, held.programme.source_language)
    row.credit, row.agreed = clean_line(said["credit"]), bool(said["agreed"])
    row.save()
    log(held, "photograph-told", by, at)


@transaction.atomic
def move(photograph: Photograph, by: Person, at: datetime, *, up: bool) -> None:
    """Let a photograph change places with the one before or after it. Raises Refused."""
    held = held_conference(photograph.conference, by)
    rows = list(held.photographs.select_for_update().order_by("position", "pk"))
    here = next((place for place, row in enumerate(rows) if row.pk == photograph.pk), None)
    if here is None or not 0 <= (there := here + (-1 if up else 1)) < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows):
        row.position = place
    Photograph.objects.bulk_update(rows, ["position"])
    log(held, "photograph-moved", by, at)


@transaction.atomic
def remove(photograph: Photograph, by: Person, at: datetime) -> None:
    """Delete a photograph and its file. Twice is once. Raises Refused."""
    held = held_conference(photograph.conference, by)
    path = Path(photograph.file.path)
    if held.photographs.filter(pk=photograph.pk).delete()[0]:
        log(held, "photograph-removed", by, at)
        transaction.on_commit(partial(path.unlink, missing_ok=True))
