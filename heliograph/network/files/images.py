"""Pictures: written anew in a process of its own, so that nothing is left of what was not the picture."""

from __future__ import annotations

from typing import IO

from heliograph.frame.apart import Bounds, Ended, answer
from heliograph.network.files import incoming, refusals

MOST_PIXELS = 50_000_000
#: A picture of so many pixels takes four bytes for each of them, a few times over.
_APART = Bounds(memory=1536 * 1024 * 1024, seconds=40, lasting=80, written=200 * 1024 * 1024)


def rewritten(file: IO[bytes], name: str) -> tuple[IO[bytes], str]:
    """The picture anew, and the key of its type. Raises Refused."""
    target = incoming.new()
    argument = [file.fileno(), target.fileno(), MOST_PIXELS]
    file.seek(0)
    try:
        told = answer("heliograph.network.files.rewriting_picture", argument, _APART, argument[:2])
    except Ended as error:
        raise refusals.damaged(name) from error
    if told.get("refused") == "pixels":
        raise refusals.too_many_pixels(name, MOST_PIXELS // 1_000_000)
    if told.get("refused") == "room":
        raise refusals.no_room(name)
    if "refused" in told:
        raise refusals.damaged(name)
    return target, str(told["type"])
