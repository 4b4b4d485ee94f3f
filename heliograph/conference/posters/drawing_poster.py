"""The work of a process apart (``frame/apart.py``) that draws a poster; it knows PDFium and Pillow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, Any

import pypdfium2
from PIL import Image

from heliograph.frame.bare import bare, opened

#: A page is drawn so many times larger than it is kept, so that small letters come out clean.
_FINER = 2


def run(argument: list[int]) -> Iterator[dict[str, Any]]:
    """``argument``: descriptors read from and written to (readable, small), whether it is a PDF, pixels down of both,
    the most pixels of a picture. Tells ``width`` and ``height`` of the readable one.
    """
    source, preview, thumbnail, is_pdf, readable, small, most_pixels = argument
    with os.fdopen(source, "rb", closefd=False) as given:
        given.seek(0)
        drawn = _page(given, readable) if is_pdf else _picture(given, most_pixels)
    drawn.thumbnail((readable, readable), Image.Resampling.LANCZOS)
    _save(drawn, preview, 82)
    yield {"width": drawn.width, "height": drawn.height}
    drawn.thumbnail((small, small), Image.Resampling.LANCZOS)
    _save(drawn, thumbnail, 76)


def _page(given: IO[bytes], readable: int) -> Image.Image:
    page = pypdfium2.PdfDocument(given.read())[0]
    return page.render(scale=readable * _FINER / max(page.get_size())).to_pil().convert("RGB")


def _picture(given: IO[bytes], most_pixels: int) -> Image.Image:
    """On white, where it can be seen through."""
    with opened(given, most_pixels) as picture:
        found = bare(picture)
    if found.mode != "RGBA":
        return found
    paper = Image.new("RGB", found.size, "white")
    paper.paste(found, mask=found.getchannel("A"))
    return paper


def _save(picture: Image.Image, target: int, quality: int) -> None:
    with os.fdopen(target, "wb", closefd=False) as made:
        picture.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
