"""The work of a process apart (``frame/apart.py``) that draws a poster and copies it; it knows PDFium and Pillow."""

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
    """``argument``: descriptors read from and written to (readable, small, copy), whether it is a PDF, pixels down of
    both pictures, the most pixels of a picture. Tells ``width`` and ``height`` of the readable one.

    A PDF is copied without what it says of its author and of the computer on which it was made.
    """
    source, preview, thumbnail, copy, is_pdf, readable, small, most_pixels = argument
    with os.fdopen(source, "rb", closefd=False) as given:
        given.seek(0)
        drawn = _page(given, copy, readable) if is_pdf else _picture(given, most_pixels)
    drawn.thumbnail((readable, readable), Image.Resampling.LANCZOS)
    _save(drawn, preview, 82)
    yield {"width": drawn.width, "height": drawn.height}
    drawn.thumbnail((small, small), Image.Resampling.LANCZOS)
    _save(drawn, thumbnail, 76)


def _page(given: IO[bytes], copy: int, readable: int) -> Image.Image:
    """The first page drawn; its copy is a document of its own, into which only what is seen is taken over."""
    document = pypdfium2.PdfDocument(given.read())
    made = pypdfium2.PdfDocument.new()
    made.import_pages(document, [0])
    with os.fdopen(copy, "wb", closefd=False) as target:
        made.save(target)
    page = document[0]
    drawn: Image.Image = page.render(scale=readable * _FINER / max(page.get_size())).to_pil()
    return drawn.convert("RGB")


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
