"""A document sent to the desk: taken in within bounds, read, kept for review. Nothing of an issue is saved."""

from __future__ import annotations

import errno
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.bulletin import review
from heliograph.bulletin.importing import Refused, Source, convert_file, draft_from
from heliograph.bulletin.importing.formats.text import source_of
from heliograph.bulletin.importing.outline import outline
from heliograph.bulletin.importing.saving import issue_date, save_draft
from heliograph.bulletin.models import ImportedDraft, Issue
from heliograph.bulletin.pictures import reencode
from heliograph.bulletin.states import Refused as NotAPicture
from heliograph.network.models import Person

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
#: A body so many times the limit is not even read through.
FAR_TOO_LARGE = 4
MAX_PICTURES = 40
MAX_PICTURE_BYTES = 16 * 1024 * 1024


def too_large() -> Refused:
    sentence = _("This file is larger than %(limit)s MB. Make its pictures smaller, or paste its text instead.")
    return Refused("too-big", sentence % {"limit": settings.UPLOAD_LIMIT // (1024 * 1024)})


def disk_full() -> Refused:
    return Refused(
        "disk-full", _("The server has no room left to take in this file. Nothing was saved. Try again later.")
    )


def is_full(error: OSError) -> bool:
    return error.errno in _FULL


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file and stops at ``settings.UPLOAD_LIMIT`` or when the disk is full.

    What was written is gone then, and ``refusal`` says why; the rest of the form is read on.
    """

    refusal: Refused | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            self._give_up(too_large())
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            if not is_full(error):
                raise
            self._give_up(disk_full())

    def file_complete(self, file_size: int) -> Any:
        try:
            self.file.flush()
        except OSError as error:
            if not is_full(error):
                raise
            self.refusal = disk_full()
            return None
        return super().file_complete(file_size)

    def _give_up(self, refusal: Refused) -> None:
        self.refusal = refusal
        self.upload_interrupted()
        raise SkipFile


def read_upload(file: BinaryIO, name: str) -> Source:
    """The converted source of an uploaded document. Raises Refused."""
    return convert_file(file, name)


def read_paste(text: str) -> Source:
    """The source that pasted text gives. Raises Refused."""
    if not text.strip():
        raise Refused("empty", _("There is nothing to read yet. Choose a document or paste its text."))
    return source_of(text.replace("\r\n", "\n").replace("\r", "\n"), "text")


def keep_for_review(source: Source, name: str, owner: Person, at: datetime) -> ImportedDraft:
    """Read a source's meaning and keep it with its source until it is reviewed. Raises Refused."""
    draft = draft_from(source, now=at, organizer_zone=settings.ORGANIZER_ZONE)
    dated = outline(source).issued or source.dated or issue_date(None, at)
    data = {**review.as_data(draft), "date": dated.isoformat(), "files": _pictures(source)}
    return ImportedDraft.objects.create(owner=owner, created_at=at, name=name[:250], source=source.text, data=data)


def _pictures(source: Source) -> dict[str, str]:
    """The document's pictures, written anew and within bounds, as base64 by name."""
    kept: dict[str, str] = {}
    room = MAX_PICTURE_BYTES
    for picture in source.pictures[:MAX_PICTURES]:
        data = _written_anew(picture.data)
        if data and len(data) <= room:
            room -= len(data)
            kept[picture.name] = b64encode(data).decode()
    return kept


def _written_anew(data: bytes) -> bytes:
    try:
        return reencode(data)[0] if data else b""
    except NotAPicture:
        return b""


@transaction.atomic
def accept(draft: ImportedDraft, actor: Person, at: datetime) -> Issue:
    """Make the issue of a reviewed draft, once: a second click gets the same issue. Raises states.Refused."""
    held = ImportedDraft.objects.select_for_update().get(pk=draft.pk)
    if held.issue is None:
        held.issue = save_draft(held.data, held.verdicts, held.name, actor, at, pictures_of(held))
        held.save(update_fields=["issue"])
    return held.issue


def pictures_of(draft: ImportedDraft) -> dict[str, bytes]:
    """The pictures kept with a draft, by name."""
    return {name: b64decode(data) for name, data in draft.data.get("files", {}).items()}
