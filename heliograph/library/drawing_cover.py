"""The work of a process apart (``frame/apart.py``) that draws the first page of a PDF; it knows PDFium and Pillow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pypdfium2
from PIL import Image

#: A page that is longer than so many times its width is cut off below.
_LONGEST = 2
#: Dots to a point: a page of a poster is drawn coarser, so that it stays within its bounds.
_DRAWN_ACROSS = 2


def run(argument: list[int]) -> Iterator[dict[str, Any]]:
    """``argument``: the descriptors read from and written to, and pixels across. Tells ``width`` and ``height``."""
    source, target, width = argument
    with os.fdopen(source, "rb", closefd=False) as given:
        document = pypdfium2.PdfDocument(given.read())
    page = document[0]
    drawn = page.render(scale=width * _DRAWN_ACROSS / page.get_width()).to_pil().convert("RGB")
    drawn = drawn.crop((0, 0, drawn.width, min(drawn.height, drawn.width * _LONGEST)))
    picture = drawn.resize((width, max(1, round(drawn.height * width / drawn.width))), Image.Resampling.LANCZOS)
    with os.fdopen(target, "wb", closefd=False) as made:
        picture.save(made, "JPEG", quality=78, optimize=True, progressive=True)
    yield {"width": picture.width, "height": picture.height}
