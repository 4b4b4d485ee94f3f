"""The work of a process apart (``frame/apart.py``) that writes a picture anew; it knows Pillow only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, Any

from PIL import Image

from heliograph.frame.bare import TooManyPixels, Unreadable, bare, opened

_SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": 90},
}


class Full(Exception):
    """There is no room for what is written."""


def run(argument: list[int]) -> Iterator[dict[str, str]]:
    """``argument``: the descriptors read from and written to, and the most pixels. Tells ``type``, or ``refused``."""
    source, target, most_pixels = argument
    with os.fdopen(source, "rb", closefd=False) as given, os.fdopen(target, "wb", closefd=False) as made:
        try:
            yield {"type": rewrite(given, made, most_pixels)}
        except TooManyPixels:
            yield {"refused": "pixels"}
        except Full:
            yield {"refused": "room"}
        except Unreadable:
            yield {"refused": "unreadable"}


def rewrite(source: IO[bytes], target: IO[bytes], most_pixels: int) -> str:
    """Write a picture anew, at its size: its first one, where it moves. Returns the key of its type.

    Raises TooManyPixels, Unreadable, Full.
    """
    with opened(source, most_pixels) as picture:
        saved = str(picture.format) if picture.format in _SAVED else "PNG"
        made = bare(picture)
    if saved == "JPEG":
        made = made.convert("RGB")
    _save(made, target, saved)
    return saved.lower()


def _save(picture: Image.Image, target: IO[bytes], saved: str) -> None:
    try:
        picture.save(target, saved, **_SAVED[saved])
        target.flush()
    except OSError as error:
        raise Full from error
