"""Documents, spreadsheets and slides: ZIP archives of XML, unpacked once, step by step, and kept as they were."""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import IO

from heliograph.network.files import refusals
from heliograph.network.files.names import PAGES, PROGRAMS, suffix_of

SIGNATURE = b"PK\x03\x04"
MOST_MEMBERS = 4_000
MOST_UNPACKED = 300 * 1024 * 1024
#: Deflate reaches about 1,000 to 1; XML stays below 100 to 1. It harms nobody below a size.
MOST_RATIO, RATIO_FROM = 150, 4 * 1024 * 1024
#: Bytes of an archive's list of its members: all of it is in memory.
_LONGEST_LIST = 1024 * 1024
_STEP = 1 << 16
_DAMAGED = (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, OverflowError, zlib.error, struct.error)

_OPEN_XML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_CONTENTS = "[Content_Types].xml"
_MACROS = re.compile(r"(^|/)(vba\w*\.(bin|xml)|activex/|macrosheets/|customui/)|^(basic|scripts)/", re.IGNORECASE)
#: How an object names a file that was packed into it.
_PACKED = "\x01Ole10Native".encode("utf-16-le")


def type_of(file: IO[bytes], name: str) -> str:
    """The key of a type. Raises Refused for other archives, for macros, bombs, and what is damaged."""
    _check_list(file, name)
    try:
        with zipfile.ZipFile(file) as archive:
            return _checked(archive, file.seek(0, os.SEEK_END), name)
    except _DAMAGED as error:
        raise refusals.damaged(name) from error


def _check_list(file: IO[bytes], name: str) -> None:
    """See that the list of members ends the file, nothing before and after, and is not longer than can be read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 22))
    end = file.read()
    if len(end) < 22 or not end.startswith(b"PK\x05\x06"):
        raise refusals.damaged(name)
    count, length, offset, comment = struct.unpack("<10xHIIH", end)
    if comment or offset + length + 22 != size:
        raise refusals.two_in_one(name)
    if count > MOST_MEMBERS or length > _LONGEST_LIST:
        raise refusals.bomb(name)


def _checked(archive: zipfile.ZipFile, size: int, name: str) -> str:
    members = {member.filename: member for member in archive.infolist()}
    if len(members) != len(archive.infolist()):
        raise refusals.damaged(name)
    _check_sizes(list(members.values()), size, name)
    key = _key(archive, members, name)
    _check_names(members, name)
    for member in members.values():
        _unpack(archive, member, name)
    return key


def _check_sizes(members: Sequence[zipfile.ZipInfo], size: int, name: str) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise refusals.locked(name)
    total = sum(member.file_size for member in members)
    if total > MOST_UNPACKED or (total > RATIO_FROM and total > MOST_RATIO * size):
        raise refusals.bomb(name)


def _key(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str) -> str:
    """What the archive is: by the type it says first, or by its main part."""
    if "mimetype" in members:
        with archive.open("mimetype") as said:
            if key := _OPEN_DOCUMENT.get(said.read(100).strip()):
                return key
    found = [key for part, key in _OPEN_XML.items() if part in members]
    if _CONTENTS in members and len(found) == 1:
        with archive.open(_CONTENTS) as contents:
            if b"macroEnabled" in contents.read(_LONGEST_LIST):
                raise refusals.macros(name)
        return found[0]
    if {"META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex"} & set(members):
        raise refusals.program(name)
    raise refusals.old_format(name) if "xl/workbook.bin" in members else refusals.archive(name)


def _check_names(members: Mapping[str, zipfile.ZipInfo], name: str) -> None:
    for member in members:
        if _MACROS.search(member):
            raise refusals.macros(name)
        if member.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", member):
            raise refusals.damaged(name)
        if suffix_of(member) in (PROGRAMS - {"bin"}) | (PAGES - {"xml", "svg", "xsl"}):
            raise refusals.within(name)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Unpack a member to see that it is whole: ``zipfile`` compares its length and checksum as it reads."""
    left, before = member.file_size, b""
    with archive.open(member) as part:
        while step := part.read(_STEP):
            left -= len(step)
            if member.filename.endswith(".bin") and _PACKED in before + step:
                raise refusals.within(name)
            before = step[-len(_PACKED) :]
    if left:
        raise refusals.damaged(name)
