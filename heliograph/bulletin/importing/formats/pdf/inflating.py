"""Streams of a PDF are unpacked within a bound for the whole document; pdfminer itself knows none."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO

from django.utils.translation import gettext
from pdfminer import pdftypes
from pdfminer.lzw import LZWDecoder
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.runlength import rldecode

from heliograph.bulletin.importing.limits import MAX_UNPACKED_BYTES
from heliograph.bulletin.importing.refusal import Refused

_LARGEST_RUN = 64  # a byte of a run-length code; two give 128 at most
_left: ContextVar[int] = ContextVar("_left", default=MAX_UNPACKED_BYTES)


@contextmanager
def bounded(size: int) -> Iterator[None]:
    """Inside, all that is unpacked and drawn together may have so many bytes; more raises Refused."""
    token = _left.set(size)
    try:
        yield
    finally:
        _left.reset(token)


@contextmanager
def forgotten(streams: Sequence[object]) -> Iterator[None]:
    """Inside, the streams may be unpacked; afterwards they are packed as they were, and take no more room."""
    packed = [(one, one.rawdata) for one in map(resolve1, streams) if isinstance(one, PDFStream) and one.data is None]
    try:
        yield
    finally:
        for stream, rawdata in packed:
            stream.rawdata, stream.data = rawdata, None


def carried_out(streams: Sequence[object]) -> None:
    """Count the drawing of streams, which takes its time each time. Raises Refused where it is too much."""
    for stream in map(resolve1, streams):
        if isinstance(stream, PDFStream):
            _spent(len(stream.get_data()))


def _spent(size: int) -> None:
    """Count what was unpacked. Raises Refused where that was too much."""
    _left.set(_left.get() - size)
    if _left.get() < 0:
        sentence = gettext("This file would unpack to far more than a bulletin needs and was not opened.")
        raise Refused("archive-bomb", sentence)


def _lzw(data: bytes) -> bytes:
    parts = []
    for part in LZWDecoder(BytesIO(data)).run():
        _spent(len(part))
        parts.append(part)
    return b"".join(parts)


def _runs(data: bytes) -> bytes:
    if len(data) * _LARGEST_RUN > _left.get():
        _spent(len(data) * _LARGEST_RUN)
    unpacked = rldecode(data)
    _spent(len(unpacked))
    return unpacked


class _Deflate:
    """What pdfminer uses of zlib."""

    error = zlib.error

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """The unpacked bytes; what a cut or a wrong checksum leaves whole, nothing where the data is wrong inside."""
        for whole in (data, data[:-4]):
            unpacking = zlib.decompressobj()
            try:
                unpacked = unpacking.decompress(whole, _left.get() + 1)
            except zlib.error:
                continue
            _spent(len(unpacked))
            return unpacked
        return b""


# The only way in: pdfminer gives no place to say how much a stream may unpack to.
for _name, _unpack in (("zlib", _Deflate), ("lzwdecode", _lzw), ("rldecode", _runs)):
    setattr(pdftypes, _name, _unpack)
