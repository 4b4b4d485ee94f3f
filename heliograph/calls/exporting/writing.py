"""Responses as files to be saved: tables, JSON, and a ZIP of the files that were sent; written while they are read."""

from __future__ import annotations

import csv
import io
import logging
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.exporting.columns import layout_of
from heliograph.calls.files.named import named_in
from heliograph.calls.files.quarantine import note_accesses
from heliograph.calls.models import AnswerFile, Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.questions.keeping import questions_of
from heliograph.frame.spreadsheets import FORMATS, ROWS_AT_ONCE, harmless, records, streamed, table
from heliograph.network.files.names import base_of
from heliograph.network.models import Person

log = logging.getLogger(__name__)

ZIP = "zip"
#: So many bytes of a file are read at a time.
_PIECE = 1 << 16


@dataclass(frozen=True)
class Taking:
    """Who takes the responses away, when (aware), in which language; ``personal``: with what says who somebody is."""

    by: Person
    at: datetime
    language: str
    personal: bool


def export(call: Call, responses: ResponseQuerySet, form: str, taking: Taking) -> HttpResponseBase:
    """An answer that saves responses to a call: ``form`` is csv, xlsx, json or zip (the files), else Http404.

    Without ``personal``, nothing that says who somebody is goes along: names, addresses, answers and files marked as
    personal. Memory does not grow with the number of responses. The language is the active one.
    """
    if form == ZIP:
        return streamed(f"{call.slug}-files.zip", _zipped(call, responses, taking), "application/zip")
    if form not in FORMATS:
        raise Http404
    layout = layout_of(call, taking.language, personal=taking.personal)
    rows = in_batches(call, responses)
    if form == "json":
        return records(f"{call.slug}.json", (layout.record(each) for each in rows))
    return table(call.slug, form, layout.head, (layout.row(each) for each in rows))


def in_batches(call: Call, responses: ResponseQuerySet) -> Iterator[Response]:
    """The responses by age, with who gave them; one query for each batch, so that none stays open meanwhile."""
    for batch in _batches(responses):
        for each in batch:
            each.call = call
            yield each


def _batches(responses: ResponseQuerySet) -> Iterator[list[Response]]:
    rows, last = responses.select_related("person", "organization", "question_set").order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        yield batch
        last = batch[-1].pk


class _Out(io.RawIOBase):
    """What is written to it is taken away piece by piece: a ZIP is never whole in memory."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        pieces, self._pieces = b"".join(self._pieces), []
        return pieces


def _zipped(call: Call, responses: ResponseQuerySet, taking: Taking) -> Iterator[bytes]:
    """A ZIP with a folder for each response that has files, and a table of them last."""
    out, listed = _Out(), [_index_head()]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for batch in _batches(responses):
            files = list(_files(batch, personal=taking.personal))
            note_accesses([file for file in files if file.content.quarantined_at is None], taking.by, taking.at)
            for file in files:
                path, note = _path(_folder(call, file.response, personal=taking.personal), file), ""
                try:
                    yield from _added(archive, out, path, file)
                except _HeldBack:
                    note = _("held back: it was found to be malicious")
                except OSError:
                    log.exception("The content of the file %s cannot be read.", file.public_id)
                    note = _("missing: it cannot be read")
                listed.append((str(file.response.public_id), file.question, path, note))
        archive.writestr(pgettext("name of a file", "files") + ".csv", _index(listed))
        yield out.taken()
    yield out.taken()


def _files(batch: Sequence[Response], *, personal: bool) -> Iterator[AnswerFile]:
    """The files that answers name, as they were sent. One query."""
    by_pk = {each.pk: each for each in batch}
    named = {each.pk: named_in(each.answers) for each in batch}
    hidden = {} if personal else {each.pk: _personal_keys(each) for each in batch}
    found = AnswerFile.objects.filter(response__in=by_pk).select_related("content").order_by("response", "pk")
    for file in found:
        if str(file.public_id) in named[file.response_id] and file.question not in hidden.get(file.response_id, ()):
            file.response = by_pk[file.response_id]
            yield file


def _personal_keys(response: Response) -> frozenset[str]:
    return frozenset(each.key for each in questions_of(response.question_set) if each.personal)


def _folder(call: Call, response: Response, *, personal: bool) -> str:
    response.call = call
    short = str(response.public_id)[:8]
    return base_of(f"{subject_words(response)[:60]} {short}") if personal else short


def _path(folder: str, file: AnswerFile) -> str:
    return f"{folder}/{file.question}-{str(file.public_id)[:8]}-{base_of(file.name) or 'file'}"


class _HeldBack(Exception):
    """A file is given out no more."""


def _added(archive: zipfile.ZipFile, out: _Out, path: str, file: AnswerFile) -> Iterator[bytes]:
    if file.content.quarantined_at is not None:
        raise _HeldBack
    with file.content.file.open("rb") as opened, archive.open(path, "w", force_zip64=True) as entry:
        while piece := opened.read(_PIECE):
            entry.write(piece)
            yield out.taken()
    yield out.taken()


def _index_head() -> tuple[str, ...]:
    columns = [pgettext("column of a table", "ID"), pgettext("column of a table", "Question")]
    return (*columns, pgettext("column of a table", "File"), pgettext("column of a table", "Note"))


def _index(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in rows])
    return "\ufeff" + text.getvalue()
