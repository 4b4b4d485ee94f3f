"""Sound and film: so much of their structure as tells what they are and whether all is there; nothing is decoded."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from typing import IO

from heliograph.network.files import refusals
from heliograph.network.files.mpeg import is_mp3
from heliograph.network.files.names import suffix_of

_STEP = 1 << 16
_MOST_BOXES = 10_000
_FILM = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_SOUND_IN_OGG = re.compile(rb"\x01vorbis|OpusHead|\x7fFLAC|Speex   ")
_SEGMENT = b"\x18\x53\x80\x67"


def type_of(file: IO[bytes], head: bytes, name: str) -> str:
    """The key of a type; empty where it is neither sound nor film. Raises Refused where the end is missing."""
    size = file.seek(0, os.SEEK_END)
    if head[4:8] == b"ftyp":
        return _in_boxes(file, head, size, name)
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        _check(0 <= size - 8 - int.from_bytes(head[4:8], "little") <= 1, name)
        return "wav"
    if head[:8] == b"fLaC\0\0\0\x22" or (head[:5] == b"fLaC\x80" and head[5:8] == b"\0\0\x22"):
        return "flac"
    if head[:4] == b"OggS":
        return _in_pages(file, head, size, name)
    if head[:4] == b"\x1aE\xdf\xa3":
        return _in_elements(head, size, name)
    return "mp3" if is_mp3(file, head, size) else ""


def _check(whole: bool, name: str) -> None:
    if not whole:
        raise refusals.damaged(name)


def _in_boxes(file: IO[bytes], head: bytes, size: int, name: str) -> str:
    """MP4 and its kin: boxes one after the other, up to the end of the file."""
    boxes = list(_boxes(file, size, name))
    kinds = [kind for kind, _start, _end in boxes]
    _check(b"moov" in kinds and bool({b"mdat", b"moof"} & set(kinds)), name)
    if head[8:12] == b"qt  ":
        return "mov"
    films = any(_has(file, _FILM, start, end) for kind, start, end in boxes if kind == b"moov")
    if not films and (head[8:11] == b"M4A" or head[8:11] == b"M4B" or suffix_of(name) == "m4a"):
        return "m4a"
    return "mp4"


def _boxes(file: IO[bytes], size: int, name: str) -> Iterator[tuple[bytes, int, int]]:
    """The outer boxes: kind, first byte, and the one after the last."""
    at = 0
    for _count in range(_MOST_BOXES):
        if at == size:
            return
        file.seek(at)
        start = file.read(16)
        _check(len(start) >= 8, name)
        length, kind = struct.unpack(">I4s", start[:8])
        if length == 1:
            length = int.from_bytes(start[8:16], "big")
        end = at + length if length else size
        _check(end >= at + 8 and end <= size, name)
        yield kind, at, end
        at = end
    raise refusals.damaged(name)


def _has(file: IO[bytes], wanted: re.Pattern[bytes], start: int, end: int) -> bool:
    file.seek(start)
    before = b""
    while (left := end - file.tell()) > 0:
        step = file.read(min(_STEP, left))
        if not step:
            return False
        if wanted.search(before + step):
            return True
        before = step[-32:]
    return False


def _in_pages(file: IO[bytes], head: bytes, size: int, name: str) -> str:
    """Ogg: the last page must end with the file."""
    segments = head[26] if len(head) > 26 else 0
    if not _SOUND_IN_OGG.match(head, 27 + segments):
        return ""
    file.seek(max(0, size - 2 * _STEP))
    tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    lengths = page[27 : 27 + page[26]] if len(page) > 26 else b""
    _check(bool(lengths) and 27 + len(lengths) + sum(lengths) == len(page), name)
    return "ogg"


def _in_elements(head: bytes, size: int, name: str) -> str:
    """WebM: one header that says so, and one segment that goes on to the end of the file."""
    at = head.find(_SEGMENT, 0, 256)
    if b"\x42\x82\x84webm" not in head[:256] or at < 0:
        return ""
    length, value = _number(head[at + 4 : at + 12])
    end = at + 4 + length + value
    _check(value == (1 << 7 * length) - 1 or end == size, name)
    return "webm"


def _number(data: bytes) -> tuple[int, int]:
    """A number as EBML writes it: how many bytes it takes, and its value."""
    length = 9 - data[0].bit_length() if data and data[0] else 8
    return length, int.from_bytes(data[:length], "big") & ((1 << 7 * length) - 1)
