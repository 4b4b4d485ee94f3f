"""A poster as it is shown: a picture to be read on a screen, a small one, a copy that says nothing of its author.

They are made in a process of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from heliograph.conference.posters.measuring import PDF
from heliograph.frame.apart import Bounds, Ended, answer
from heliograph.network.files import incoming
from heliograph.network.files.images import MOST_PIXELS

#: Pixels down, and across at most, of the picture that can be read, and of the small one.
READABLE, SMALL = 1600, 480
_APART = Bounds(memory=1536 * 1024 * 1024, seconds=60, lasting=120, written=128 * 1024 * 1024)


@dataclass(frozen=True)
class Drawn:
    """JPEG bytes, the pixels of the readable picture, and the copy of a PDF; a picture is kept bare and needs none."""

    preview: bytes
    thumbnail: bytes
    copy: bytes
    width: int
    height: int


def draw(poster: IO[bytes], content_type: str) -> Drawn | None:
    """What is made of a poster that was taken; None where it cannot be drawn."""
    poster.seek(0)
    with incoming.new() as preview, incoming.new() as thumbnail, incoming.new() as copy:
        files = [poster.fileno(), preview.fileno(), thumbnail.fileno(), copy.fileno()]
        argument = [*files, content_type == PDF, READABLE, SMALL, MOST_PIXELS]
        try:
            told = answer("heliograph.conference.posters.drawing_poster", argument, _APART, files)
        except Ended:
            return None
        return Drawn(_read(preview), _read(thumbnail), _read(copy), told["width"], told["height"])


def _read(made: IO[bytes]) -> bytes:
    made.seek(0)
    return made.read()
