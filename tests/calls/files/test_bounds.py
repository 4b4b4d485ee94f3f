"""A file is never in memory as a whole."""

from __future__ import annotations

import os
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from heliograph.calls.files.keeping import attach
from heliograph.network.files.checking import Limits, check
from tests.calls.factories import call, response
from tests.calls.files.making import MAIN, TYPES, box
from tests.network.factories import NOW

MEGABYTE = 1024 * 1024
SIZE = 24 * MEGABYTE


def film(out) -> None:
    out.write(box(b"ftyp", b"isom" + bytes(8)) + box(b"moov", b"hdlr" + bytes(8) + b"vide"))
    out.write((SIZE + 8).to_bytes(4, "big") + b"mdat")
    for _each in range(24):
        out.write(os.urandom(MEGABYTE))


def document(out) -> None:
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(TYPES, b"<Types/>")
        made.writestr(MAIN["docx"], b"<document/>")
        for number in range(24):
            made.writestr(f"word/media/{number}.dat", os.urandom(MEGABYTE))


def table(out) -> None:
    for _each in range(24):
        out.write(b"a;b;c\r\n" * (MEGABYTE // 7))


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "fill"), [("a.mp4", film), ("a.docx", document), ("a.csv", table)])
def test_a_large_file_takes_little_memory(name, fill):
    answer = response(call())
    with TemporaryUploadedFile(name, "", 0, None) as upload:
        fill(upload.file)
        upload.size = upload.file.tell()
        upload.file.seek(0)
        assert upload.size > 23 * MEGABYTE
        tracemalloc.start()
        try:
            attach(answer, "file", check(upload, Limits(largest=25 * MEGABYTE)), answer.person, NOW)
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 3 * MEGABYTE
