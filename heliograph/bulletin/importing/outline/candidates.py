"""Where an item may begin: a title, perhaps with a label beside or in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from heliograph.bulletin.importing.labels import is_known_label, shown_label
from heliograph.bulletin.importing.outline.calendar import is_date_line, is_dateline
from heliograph.bulletin.importing.outline.cues import (
    is_all_bold,
    is_label_by_form,
    is_marked_title,
    is_numbered_title,
    is_title_like,
    is_upper,
    reads_as_title,
)
from heliograph.bulletin.importing.outline.mention import names_its_issue
from heliograph.bulletin.importing.outline.numbers import issue_number, names_a_bulletin
from heliograph.bulletin.importing.source import Block, BlockKind


@dataclass(frozen=True)
class Candidate:
    """A possible title at ``first`` … ``last`` (indexes of blocks); what stands at ``label_at`` is no body."""

    first: int
    last: int
    title: str
    label: str | None
    style: str
    label_at: int | None = None

    @property
    def is_labelled(self) -> bool:
        return self.label is not None


_BRACKETED = re.compile(r"[\[【(<](?P<label>[^\[\]【】()<>]{2,50})[\]】)>]\s*[:|–—-]?\s*(?P<title>\S.*)$", re.DOTALL)
#: "Title [LABEL]": brackets at the end of a line are meant.
_ENDED = re.compile(r"(?P<title>[^\[\]]{4,}?)\s*\[(?P<label>[^\[\]]{2,40})\]$", re.DOTALL)
_MOST_UNKNOWN = 4
_LED = re.compile(r"(?P<label>[^:：|]{2,60}?)\s*(?:[:：|]|\s[–—-]\s)\s*(?P<title>\S.*)$", re.DOTALL)
_TRAILED = re.compile(
    r"(?P<title>.{6,}?)\s*(?:\[(?P<a>[^\[\]]{2,40})\]|\((?P<b>[^()]{2,40})\)|"
    r"[|–—]\s*(?P<c>[^|–—]{2,40}))$",
    re.DOTALL,
)


def candidates(blocks: Sequence[Block]) -> list[Candidate]:
    """All possible titles in order, those with a label first tried; none overlaps another."""
    labels = _labels(blocks)
    found = _paired(blocks, labels)
    taken = {place for one in found for place in range(one.first, one.last + 1)}
    for place, block in enumerate(blocks):
        if place in taken:
            continue
        if is_known_label(block.text) and _is_section(blocks, place):
            label = shown_label(block.text)
            found.append(Candidate(place, place, label, label, style(block)))
        elif one := _single(place, block):
            found.append(one)
    return _labelled_alike(blocks, sorted(found, key=lambda one: one.first))


def _labelled_alike(blocks: Sequence[Block], found: Sequence[Candidate]) -> list[Candidate]:
    """Where most headings have a label in bold under them, the bold words under the others are labels too."""
    under = [one for one in found if one.style.startswith("heading") and one.label_at == one.last > one.first]
    peers = [one for one in found if under and one.style == under[0].style]
    if len(under) * 2 <= len(peers) or not all(is_all_bold(blocks[one.last]) for one in under):
        return list(found)
    return [_with_bold_label(blocks, one) if one in peers and not one.is_labelled else one for one in found]


def _with_bold_label(blocks: Sequence[Block], one: Candidate) -> Candidate:
    at = one.last + 1
    if at == len(blocks) or blocks[at].kind is not BlockKind.PARAGRAPH or not is_all_bold(blocks[at]):
        return one
    return replace(one, last=at, label=shown_label(blocks[at].text), label_at=at)


def _labels(blocks: Sequence[Block]) -> list[int]:
    """The blocks that are labels and nothing else."""
    return [place for place, block in enumerate(blocks) if _is_label(blocks, place, block)]


def _is_label(blocks: Sequence[Block], place: int, block: Block) -> bool:
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    if _is_section(blocks, place):
        return False
    if is_known_label(block.text):
        return True
    near = [blocks[at] for at in (place - 1, place + 1) if 0 <= at < len(blocks) and not _is_head(blocks, at)]
    return is_label_by_form(block.text) and any(is_title_like(one) and not is_upper(one.text) for one in near)


def _is_head(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line says which issue this is, or, near the top, where and when it was written."""
    block = blocks[at]
    if block.kind is BlockKind.HEADING:
        return at < _HEAD and names_a_bulletin(block.text) and issue_number(block.text) is not None
    return names_its_issue(block.text) or (at < _HEAD and is_dateline(block.text))


_HEAD = 4


def _is_section(blocks: Sequence[Block], place: int) -> bool:
    """Whether a heading stands right over a lower one: it gathers items and labels all of them."""
    pair = blocks[place : place + 2]
    return all(block.kind is BlockKind.HEADING for block in pair) and len(pair) > 1 and pair[1].level > pair[0].level


def _paired(blocks: Sequence[Block], labels: Sequence[int]) -> list[Candidate]:
    above = _label_is_above(blocks, labels)
    found: list[Candidate] = []
    taken: set[int] = set()
    for place in labels:
        title = _title_of(blocks, place, above, taken)
        label = shown_label(blocks[place].text)
        if title is None:
            found.append(Candidate(place, place, label, label, style(blocks[place])))
        else:
            taken.add(title)
            taken.update(range(title, place))
            last = place if abs(title - place) == 1 and place > title else title
            shown = tidy(blocks[title].text)
            found.append(Candidate(min(place, title), last, shown, label, style(blocks[title]), place))
    return found


def _title_of(blocks: Sequence[Block], place: int, above: bool, taken: set[int]) -> int | None:
    """The title beside a label: the one after it where labels stand above, else the one before."""
    before = place - 1
    while before > 0 and before not in taken and is_date_line(blocks[before].text):
        before -= 1
    sides = (place + 1, before) if above else (before, place + 1)
    if not above and before >= 0 and before not in taken and is_marked_title(blocks[before]):
        return before
    return next((at for at in sides if at not in taken and _can_be_title(blocks, at)), None)


def _can_be_title(blocks: Sequence[Block], at: int) -> bool:
    return 0 <= at < len(blocks) and is_title_like(blocks[at]) and not _is_head(blocks, at)


def _label_is_above(blocks: Sequence[Block], labels: Sequence[int]) -> bool:
    """Whether labels stand above their titles in this document; counted where only one side can be the title."""
    votes = 0
    for place in labels:
        before, after = _can_be_title(blocks, place - 1), _can_be_title(blocks, place + 1)
        votes += int(after and not before) - int(before and not after)
        if before and after:
            levels = _weight(blocks[place - 1]), _weight(blocks[place + 1])
            votes += (levels[1] > levels[0]) - (levels[0] > levels[1])
    return votes > 0


def _weight(block: Block) -> int:
    if block.kind is BlockKind.HEADING:
        return 10 - block.level
    return int(is_all_bold(block))


def _single(place: int, block: Block) -> Candidate | None:
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return None
    numbered = block.kind is BlockKind.LIST_ITEM
    if numbered and not is_numbered_title(block):
        return None
    if inline := inline_label(block):
        return Candidate(place, place, tidy(inline[1]), inline[0], style(block))
    if numbered or is_title_like(block):
        return Candidate(place, place, tidy(block.text), None, style(block))
    return None


def inline_label(block: Block) -> tuple[str, str] | None:
    """(label, title) of "[LABEL] title", "LABEL: title", "LABEL | title", "Title (LABEL)"."""
    heading = block.kind is BlockKind.HEADING
    if not heading and len(block.text) > 200:
        return None
    if found := _ENDED.match(block.text):
        label = found["label"]
        if is_upper(label) and (is_known_label(label) or len(label.split()) <= _MOST_UNKNOWN):
            return shown_label(label), found["title"]
    if found := _BRACKETED.match(block.text) or _LED.match(block.text):
        label, title = found["label"].strip(), found["title"].strip()
        bracketed = block.text[:1] in "[【"
        known = is_known_label(label) or (is_upper(label) and len(label.split()) <= 4 and bracketed)
        if known and (heading or reads_as_title(title)):
            return shown_label(label), title
    if (heading or is_title_like(block)) and (found := _TRAILED.match(block.text)):
        label = next(part for part in (found["a"], found["b"], found["c"]) if part)
        if is_upper(label) and is_known_label(label):
            return shown_label(label), found["title"]
    return None


def style(block: Block) -> str:
    """By what a title stands out: heading, bold, capitals, or nothing but being short."""
    if block.kind is BlockKind.HEADING:
        return f"heading-{block.level}"
    if block.kind is BlockKind.LIST_ITEM:
        return "numbered"
    if is_all_bold(block):
        return "bold"
    return "capitals" if is_upper(block.text) else "plain"


def tidy(text: str) -> str:
    """A title on one line, without a number before it and marks around it."""
    flat = re.sub(r"\s+", " ", text).strip(" \t*_#|")
    return re.sub(r"^\d{1,2}[.)]\s+(?=\S)", "", flat).rstrip(" :")
