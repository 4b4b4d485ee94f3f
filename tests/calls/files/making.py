"""Real bytes for tests of files: pictures, PDF, archives, sound, each as small as it can be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from heliograph.calls.files.keeping import attach
from heliograph.calls.models import AnswerFile, Response
from heliograph.network.files.checking import Checked, Limits, check
from heliograph.network.models import Person
from tests.network.factories import NOW

TYPES = "[Content_Types].xml"
#: The main part that each of Microsoft's formats has.
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def checked(name: str, data: bytes, limits: Limits | None = None) -> Checked:
    """A file looked at as if it had come with a form, whose header lies about what it is."""
    return check(SimpleUploadedFile(name, data, "image/png"), limits or Limits())


def kept(with_: Response, by: Person | None = None, name: str = "notes.txt", text: str = "Some notes.") -> AnswerFile:
    """A file of a response."""
    return attach(with_, "file", checked(name, text.encode()), by or with_.person, NOW)


def picture(kind: str = "PNG", size: tuple[int, int] = (6, 4), mode: str = "RGB", **saved: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, kind, **saved)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header says that it is huge, and which has hardly any data."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 1000)),
        (b"IEND", b""),
    )
    written = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def pdf(fill: Callable[[pikepdf.Pdf], object] = lambda _pdf: None, pages: int = 1, **saved: Any) -> bytes:
    """A PDF of blank pages; ``fill`` puts something into it."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page()
        fill(made)
        made.save(out, **saved)
    return out.getvalue()


def archive(members: Mapping[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def office(kind: str = "docx", more: Mapping[str, bytes] | None = None, types: bytes = b"<Types/>") -> bytes:
    """A document of Microsoft's formats, with more members."""
    return archive({TYPES: types, MAIN[kind]: b"<document/>", **(more or {})})


def open_document(kind: str = "text", more: Mapping[str, bytes] | None = None) -> bytes:
    said = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": said, "content.xml": b"<office/>", **(more or {})})


def box(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def film(brand: bytes = b"isom", handler: bytes = b"vide") -> bytes:
    header = box(b"hdlr", bytes(8) + handler + bytes(12))
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"moov", box(b"trak", header)) + box(b"mdat", bytes(50))


def wave(seconds: bytes = bytes(100)) -> bytes:
    body = (
        b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
        + b"data"
        + struct.pack("<I", len(seconds))
        + seconds
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3(label: bytes = b"") -> bytes:
    """Frames of MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 417 bytes each."""
    return label + (b"\xff\xfb\x90\x00" + bytes(413)) * 6


def ogg(start: bytes = b"OpusHead") -> bytes:
    def page(data: bytes) -> bytes:
        return b"OggS" + bytes(22) + bytes([1, len(data)]) + data

    return page(start + bytes(11)) + page(bytes(40))


def webm(kind: bytes = b"webm") -> bytes:
    doctype = b"\x42\x82" + bytes([0x80 | len(kind)]) + kind
    segment = bytes(30)
    header = b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(doctype)]) + doctype
    return header + b"\x18\x53\x80\x67" + bytes([0x80 | len(segment)]) + segment
