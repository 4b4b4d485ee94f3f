"""The cover of a document: the first page of its PDF as a picture, drawn in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from heliograph.frame.apart import Bounds, Ended, answer
from heliograph.network.files import incoming

#: Pixels across.
WIDTH = 360
_APART = Bounds(memory=1024 * 1024 * 1024, seconds=20, lasting=40, written=4 * 1024 * 1024)


def draw(pdf: IO[bytes], target: Path) -> tuple[int, int] | None:
    """Draw the first page of a PDF to a JPEG; returns its pixels across and down, None where that cannot be done."""
    with incoming.new() as made:
        pdf.seek(0)
        files = [pdf.fileno(), made.fileno()]
        try:
            told = answer("heliograph.library.drawing_cover", [*files, WIDTH], _APART, files)
        except Ended:
            return None
        made.seek(0)
        data = made.read()
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(data)
    part.replace(target)
    return int(told["width"]), int(told["height"])
