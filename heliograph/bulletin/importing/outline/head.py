"""The head of an issue: its title, number, period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heliograph.bulletin.importing.outline.calendar import dated, is_date_line, is_dateline
from heliograph.bulletin.importing.outline.candidates import candidates, tidy
from heliograph.bulletin.importing.outline.cues import is_title_like
from heliograph.bulletin.importing.outline.numbers import issue_number, names_a_bulletin
from heliograph.bulletin.importing.source import Block, BlockKind, Source

_DEEPEST = 6
_LONGEST = 180


@dataclass(frozen=True)
class Head:
    """``end`` is the index of the first block after the head."""

    title: str
    number: str | None
    period: str | None
    issued: date | None
    end: int


def read_head(source: Source, blocks: Sequence[Block]) -> Head:
    """The head; where no title of the issue is found in the text, the document's own title is tried."""
    place = _title_place(blocks)
    title = tidy(blocks[place].text) if place is not None else ""
    if not title and (issue_number(source.title) or names_a_bulletin(source.title)):
        title = source.title
    number = issue_number(title)
    end = place + 1 if place is not None else 0
    period = _period_in(title)
    lines = list(range(place or 0))
    while end < len(blocks) and end < _DEEPEST and (place is not None or title) and _is_head_line(blocks[end], number):
        lines.append(end)
        end += 1
    for at in lines:
        number = number or issue_number(blocks[at].text)
        period = period or _period_in(blocks[at].text)
    number = number or issue_number(source.title)
    return Head(title, number, period, (dated(period) if period else None) or source.dated, end)


def _title_place(blocks: Sequence[Block]) -> int | None:
    """Which of the first blocks is the title of the issue."""
    first = [at for at, block in enumerate(blocks[:_DEEPEST]) if _may_be_head(block)]
    named = [at for at in first if issue_number(blocks[at].text)] + [
        at for at in first if names_a_bulletin(blocks[at].text)
    ]
    for at in sorted(named, key=lambda at: blocks[at].kind is not BlockKind.HEADING):
        if at == 0 or all(_may_be_head(block) or block.kind is BlockKind.IMAGE for block in blocks[:at]):
            return _nobler(blocks, at)
    tops = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level == 1]
    deeper = any(block.kind is BlockKind.HEADING and block.level > 1 for block in blocks)
    if len(tops) == 1 and tops[0] in first and deeper:
        return tops[0]
    return _bare_title(blocks)


def _nobler(blocks: Sequence[Block], at: int) -> int:
    """The line before a bare number ("No. 22") is the title, not the number."""
    bare = len(re.sub(r"[\W\d_]+", "", blocks[at].text)) < 12
    before = at - 1
    if bare and before >= 0 and is_title_like(blocks[before]):
        return before
    return at


def _may_be_head(block: Block) -> bool:
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH)
    return block.kind in kinds and len(block.text) <= _LONGEST and not block.text.rstrip().endswith((".", ","))


def _bare_title(blocks: Sequence[Block]) -> int | None:
    """A first line followed at once (but for a line of dates) by the title of an item."""
    if not blocks or not is_title_like(blocks[0]):
        return None
    following = next((at for at in range(1, len(blocks)) if not is_date_line(blocks[at].text)), None)
    if following is None:
        return None
    possible = candidates(blocks)
    own = next((one for one in possible if one.first == 0), None)
    after = next((one for one in possible if one.first == following), None)
    if own is None or own.is_labelled or after is None:
        return None
    return 0 if len(possible) > 2 or after.is_labelled else None


def _is_head_line(block: Block, number: str | None) -> bool:
    """A line of the head after its title: the period, or the number."""
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    counted = number is None and len(block.text) < 60 and issue_number(block.text) is not None
    return is_date_line(block.text) or counted or (block.kind is BlockKind.PARAGRAPH and is_dateline(block.text))


_AROUND = " ,;:|–—-()[]·•"


_SPLITS = (r"[|·•()\n]", r"[|·•()\n]|\s[–—-]\s(?!\d)|,\s(?=\d|[^\W\d])", r"[|·•()\n]|\s[–—-]\s|,\s")


def _period_in(text: str) -> str | None:
    """The part of a line that is a date."""
    if is_date_line(text) and dated(text):
        return re.sub(r"\s+", " ", text).strip(_AROUND)
    for pattern in _SPLITS:
        parts: list[str] = [part.strip(_AROUND) for part in re.split(pattern, text)]
        if found := next((part for part in reversed(parts) if part and is_date_line(part) and dated(part)), None):
            return found
    return None
