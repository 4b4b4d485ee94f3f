"""Titles that run into their text: "**Title.** Body …", "- **Title**: body …", "TITLE: body …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from heliograph.bulletin.importing.outline.cues import is_subheading, is_upper, reads_as_title
from heliograph.bulletin.importing.source import Block, BlockKind, Link, Span

_FEWEST = 2
_OPENING = 4
_MOST_TITLE_WORDS = 14
_FEWEST_BODY_WORDS = 4
_CAPITALS = re.compile(r"(?P<title>[^.:：\n]{5,90}?)\s*(?:[.:：]|\s[–—-])\s+(?=\S)")
_SIGNS = " \t\n.:：–—-"


def split_run_ins(blocks: Sequence[Block], start: int) -> tuple[list[Block], list[int]]:
    """The blocks with each run-in title parted from its text, and where the titles stand; none where they are few.

    Only outermost blocks count, and the first of them must come soon after ``start``.
    """
    ends = {at: end for at in range(start, len(blocks)) if (end := _title_end(blocks[at]))}
    if len(ends) < _FEWEST or min(ends) - start > _OPENING:
        return list(blocks), []
    parted: list[Block] = []
    places: list[int] = []
    for at, block in enumerate(blocks):
        if at in ends:
            places.append(len(parted))
            parted += _halves(block, ends[at])
        else:
            parted.append(block)
    return parted, places


def _title_end(block: Block) -> int | None:
    """Where the title in a block ends; None where it has none."""
    outermost = block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.LIST_ITEM and block.level == 1)
    end = (_bold_end(block) or _capitals_end(block)) if outermost else None
    if end is None:
        return None
    title, body = block.text[:end].strip(_SIGNS), block.text[end:].strip(_SIGNS)
    fits = len(title.split()) <= _MOST_TITLE_WORDS and len(body.split()) >= _FEWEST_BODY_WORDS
    return end if fits and reads_as_title(title) and not is_subheading(title) else None


def _bold_end(block: Block) -> int | None:
    if not block.strong or block.strong[0].start > 1:
        return None
    end = block.strong[0].end
    signs = block.text[:end].rstrip()[-1:] + block.text[end:].lstrip(" ")[:1]
    return end if any(sign in ".:：–—\n" for sign in signs) else None


def _capitals_end(block: Block) -> int | None:
    found = _CAPITALS.match(block.text)
    return found.end("title") if found and is_upper(found["title"]) else None


def _halves(block: Block, end: int) -> list[Block]:
    rest = end + len(block.text[end:]) - len(block.text[end:].lstrip(_SIGNS))
    title = replace(_cut(block, 0, len(block.text[:end].rstrip(_SIGNS))), level=0, target="")
    return [
        replace(title, kind=BlockKind.PARAGRAPH),
        replace(_cut(block, rest, len(block.text)), level=0, target="", kind=BlockKind.PARAGRAPH),
    ]


def _cut(block: Block, start: int, end: int) -> Block:
    """The part of a block between two places of its text."""
    return replace(
        block,
        text=block.text[start:end],
        origins=block.origins[start:end],
        links=tuple(
            Link(_shifted(link.span, start, end), link.text, link.url)
            for link in block.links
            if link.span.start < end and link.span.end > start
        ),
        strong=_spans(block.strong, start, end),
        emphasis=_spans(block.emphasis, start, end),
    )


def _spans(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    return tuple(_shifted(span, start, end) for span in spans if span.start < end and span.end > start)


def _shifted(span: Span, start: int, end: int) -> Span:
    return Span(max(span.start, start) - start, min(span.end, end) - start)
