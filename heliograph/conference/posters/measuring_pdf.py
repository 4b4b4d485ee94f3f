"""The work of a process apart (``frame/apart.py``) that measures the first page of a PDF; it knows PDFium only."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pypdfium2


def run(argument: list[int]) -> Iterator[dict[str, float]]:
    """``argument``: the descriptor read from. Tells ``width`` and ``height`` as the page is seen, in points."""
    with os.fdopen(argument[0], "rb", closefd=False) as given:
        given.seek(0)
        document = pypdfium2.PdfDocument(given.read())
    width, height = document[0].get_size()
    yield {"width": width, "height": height}
