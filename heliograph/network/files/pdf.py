"""PDF: whole, open, not too long, and nothing in it that runs or is another file. It is kept as it was."""

from __future__ import annotations

import os
from typing import IO

from heliograph.frame.apart import Bounds, Ended, answer
from heliograph.network.files import refusals

_APART = Bounds(memory=768 * 1024 * 1024, seconds=20, lasting=40)
_END, _TAIL = b"%%EOF", 2048


def check(file: IO[bytes], name: str, most: int) -> int:
    """Open a PDF of so many pages at most in a process of its own; returns how many it has. Raises Refused."""
    _check_end(file, name)
    try:
        told = answer("heliograph.network.files.opening_pdf", [file.fileno(), most], _APART, [file.fileno()])
    except Ended as error:
        raise refusals.damaged(name) from error
    if told.get("refused") == "pages":
        raise refusals.too_many_pages(name, most)
    if "refused" in told:
        raise {"locked": refusals.locked, "active": refusals.active, "within": refusals.within}[told["refused"]](name)
    if not told["pages"]:
        raise refusals.damaged(name)
    return int(told["pages"])


def _check_end(file: IO[bytes], name: str) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read().rstrip(b"\0\t\n\f\r ")
    if tail.endswith(_END):
        return
    raise refusals.two_in_one(name) if _END in tail else refusals.damaged(name)
