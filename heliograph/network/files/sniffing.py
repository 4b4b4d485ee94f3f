"""What a file is, by its bytes: a small table of signatures, for what is taken and for what is refused by name."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from typing import IO

from heliograph.network.files import office, plain, refusals, tracks
from heliograph.network.states import Refused

_HEAD = 4096
#: How far into a file readers of PDF look for its beginning.
_PDF_WITHIN = 1024
_ZIP_END, _ZIP_END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65535

_PICTURES = (
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
)
_PROGRAM = (
    rb"MZ.{0,62}?\0", rb"\x7fELF", rb"\xfe\xed\xfa[\xce\xcf]", rb"[\xce\xcf]\xfa\xed\xfe", rb"\xca\xfe\xba\xbe",
    rb"\0asm", rb"dex\n\d+\0", rb"#!", rb"%!PS", rb"L\0\0\0\x01\x14\x02\0", rb"!<arch>\n", rb"ITSF\x03\0",
)  # fmt: skip
_OLDER = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", rb"\{\\rtf"
_HEIC = (rb"....ftyp(?:hei|hev|mif1|msf1|avi[fs])",)
_OTHER_PICTURE = (
    rb"II\*\0",
    rb"MM\0\*",
    rb"BM.{4}\0\0\0\0",
    rb"8BPS\0",
    rb"\0\0\x01\0",
    rb"\xff\x0a",
    rb"\0\0\0\x0cJXL ",
)
_ARCHIVE = (
    rb"Rar!\x1a", rb"7z\xbc\xaf", rb"\x1f\x8b", rb"BZh\d1AY", rb"\xfd7zXZ", rb"MSCF\0", rb"\x28\xb5\x2f\xfd",
)  # fmt: skip
_REFUSED: tuple[tuple[re.Pattern[bytes], Callable[[str], Refused]], ...] = tuple(
    (re.compile(b"|".join(signatures), re.DOTALL), refusal)
    for signatures, refusal in (
        (_PROGRAM, refusals.program),
        (_OLDER, refusals.old_format),
        (_HEIC, refusals.heic),
        (_OTHER_PICTURE, refusals.picture_format),
        (_ARCHIVE, refusals.archive),
    )
)


def type_of(file: IO[bytes], name: str) -> str:
    """The key of a type in ``kinds.TYPES``, or ``gif``; empty where it is none of these. Raises Refused.

    ``name`` is for the sentence, and tells a table from other plain text.
    """
    file.seek(0)
    head = file.read(_HEAD)
    for signature, refusal in _REFUSED:
        if signature.match(head):
            raise refusal(name)
    if head.startswith(office.SIGNATURE):
        return office.type_of(file, name)
    _check_single(file, head, name)
    if head.startswith(b"%PDF-"):
        return "pdf"
    picture = next((key for signature, key in _PICTURES if signature.match(head)), "")
    return picture or tracks.type_of(file, head, name) or plain.type_of(file, head, name)


def _check_single(file: IO[bytes], head: bytes, name: str) -> None:
    """Raise Refused where something else begins a little later in the file, or ends with it."""
    if head.find(b"%PDF-", 1, _PDF_WITHIN + 5) > 0 or ends_as_archive(file):
        raise refusals.two_in_one(name)


def ends_as_archive(file: IO[bytes]) -> bool:
    """Whether what opens archives, which are read from their end, would find one at the end of a file."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _ZIP_END_SIZE - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_ZIP_END)
    while at >= 0:
        found = tail[at : at + _ZIP_END_SIZE]
        if len(found) == _ZIP_END_SIZE:
            _parts, length, offset, comment = struct.unpack("<10xHIIH", found)
            if length + offset <= start + at and start + at + _ZIP_END_SIZE + comment <= size:
                return True
        at = tail.rfind(_ZIP_END, 0, at)
    return False
