"""Pictures that stand in the text of an item, and the captions under them, taken out of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote

_IMAGE = re.compile(r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\((?P<name>[^()\s]+)\)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#+.()=-])")
#: A longer paragraph under a picture is text, not its caption.
_LONGEST_CAPTION = 160
_MARKED = ("#", "- ", "|", ">", "1.", "![")


@dataclass(frozen=True)
class Figure:
    """A picture of the text: its name, what it shows, and the words under it; both are plain text, empty where none."""

    name: str
    alt: str
    caption: str


def _plain(words: str) -> str:
    return " ".join(_ESCAPED.sub(r"\1", words.replace("**", "")).split())


def _is_caption(paragraph: str) -> bool:
    words = _plain(paragraph)
    return 0 < len(words) <= _LONGEST_CAPTION and not paragraph.lstrip().startswith(_MARKED) and words[-1] not in ".:;"


def take_out(body: str, names: Collection[str]) -> tuple[str, tuple[Figure, ...]]:
    """The Markdown without the pictures called ``names`` that stand in paragraphs of their own, and these as figures.

    The paragraph right under a picture is its caption where it is short and no sentence. Other pictures stay.
    """
    paragraphs = re.split(r"\n{2,}", body)
    kept: list[str] = []
    figures: list[Figure] = []
    place = 0
    while place < len(paragraphs):
        found = _IMAGE.fullmatch(paragraphs[place].strip())
        place += 1
        if found is None or unquote(found["name"]) not in names:
            kept.append(paragraphs[place - 1])
            continue
        caption = ""
        if place < len(paragraphs) and _is_caption(paragraphs[place]):
            caption = _plain(paragraphs[place])
            place += 1
        figures.append(Figure(unquote(found["name"]), _plain(found["alt"]), caption))
    return "\n\n".join(kept), tuple(figures)
