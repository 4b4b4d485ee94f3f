"""Which of the possible titles begin items, and what belongs to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heliograph.bulletin.importing.outline.calendar import is_date_line
from heliograph.bulletin.importing.outline.candidates import Candidate, candidates, tidy
from heliograph.bulletin.importing.outline.cues import is_contents, is_footer, is_subheading, reads_as_title
from heliograph.bulletin.importing.outline.head import Head, read_head
from heliograph.bulletin.importing.outline.marked import candidate_at, marked_titles
from heliograph.bulletin.importing.outline.mention import mentioned, names_its_issue
from heliograph.bulletin.importing.outline.numbers import issue_number, names_a_bulletin
from heliograph.bulletin.importing.outline.overview import overview
from heliograph.bulletin.importing.outline.run_in import split_run_ins
from heliograph.bulletin.importing.outline.sections import without_sections
from heliograph.bulletin.importing.source import Block, BlockKind, Source


@dataclass(frozen=True)
class Entry:
    """An item: its label, its title and the blocks of its body."""

    label: str | None
    title: str
    blocks: tuple[Block, ...]
    title_block: Block | None = None


@dataclass(frozen=True)
class Outline:
    """The shape of an issue."""

    title: str
    number: str | None
    period: str | None
    issued: date | None
    introduction: tuple[Block, ...]
    entries: tuple[Entry, ...]


def outline(source: Source) -> Outline:
    """Read the shape of an issue from its blocks."""
    blocks = [block for block in source.blocks if block.kind is not BlockKind.RULE]
    after_rule = _after_rules(source.blocks)
    head = read_head(source, blocks)
    possible = [one for one in candidates(blocks) if one.first >= head.end]
    chosen = _chosen(blocks, possible, after_rule, head.end)
    if not chosen:
        blocks, places = split_run_ins(blocks, head.end)
        chosen = [candidate_at(at, blocks[at]) for at in places]
    entries = _entries(blocks, chosen, head)
    opening = blocks[head.end : chosen[0].first] if chosen else []
    title = head.title or (source.title or (entries[0].title if entries else ""))
    number, issued = head.number, head.issued
    if mention := None if number and issued else mentioned([*opening, *blocks[-_CLOSING:]]):
        number, issued = number or mention.number, issued or mention.issued
    return Outline(title, number, head.period, issued, tuple(_introduction(opening)), tuple(entries))


#: How many of the last blocks may say which issue this was.
_CLOSING = 3


def _after_rules(blocks: Sequence[Block]) -> frozenset[int]:
    """The indexes (rules not counted) of the blocks that follow a rule."""
    found, count = set(), 0
    for before, block in zip((None, *blocks), blocks, strict=False):
        if block.kind is BlockKind.RULE:
            continue
        if before is not None and before.kind is BlockKind.RULE:
            found.add(count)
        count += 1
    return frozenset(found)


def _chosen(
    blocks: Sequence[Block], possible: list[Candidate], after_rule: frozenset[int], start: int
) -> list[Candidate]:
    """The candidates that are items: all with a label, and of the others those of the style that titles have."""
    useful = [one for one in without_sections(blocks, possible) if one.is_labelled or not _is_aside(blocks, one)]
    titles = (
        _by_headings(useful)
        or _by_rules(useful, after_rule)
        or marked_titles(blocks, useful, start)
        or _by_style(useful)
    )
    return _with_bodies(blocks, titles)


def _is_masthead(one: Candidate, body: Sequence[Block]) -> bool:
    """Whether a heading only says again which issue this is."""
    named = names_a_bulletin(one.title) and issue_number(one.title) is not None
    return named and all(is_date_line(block.text) for block in body)


def _is_aside(blocks: Sequence[Block], one: Candidate) -> bool:
    captions = one.first > 0 and blocks[one.first - 1].kind is BlockKind.IMAGE and one.style in ("plain", "bold")
    return (
        is_subheading(one.title) or is_footer(one.title) or is_contents(one.title) or (captions and not one.is_labelled)
    )


def _by_headings(useful: Sequence[Candidate]) -> list[Candidate]:
    """Where headings are marked: those of the level of items and above, and everything labelled."""
    headings = [one for one in useful if one.style.startswith("heading")]
    if not headings:
        return []
    labelled = Counter(one.style for one in useful if one.is_labelled)
    if labelled and not labelled.most_common(1)[0][0].startswith("heading") and labelled.total() > len(headings) / 2:
        return []
    level = _item_level(headings)
    return [one for one in useful if one.is_labelled or (one.style.startswith("heading") and one.style <= level)]


def _item_level(headings: Sequence[Candidate]) -> str:
    labelled = Counter(one.style for one in headings if one.is_labelled)
    if labelled.total() >= 2:
        return labelled.most_common(1)[0][0]
    counts = Counter(one.style for one in headings)
    highest = sorted(counts)
    return next((style for style in highest if counts[style] > 1), highest[0])


def _by_rules(useful: Sequence[Candidate], after_rule: frozenset[int]) -> list[Candidate]:
    """Where rules part the items: the first title after each, and the first of all."""
    parted = [one for at, one in enumerate(useful) if one.first in after_rule or at == 0]
    if len(parted) < max(2, len(after_rule) * 0.6):
        return []
    return [one for one in useful if one in parted or one.is_labelled]


def _by_style(useful: Sequence[Candidate]) -> list[Candidate]:
    """Where nothing is marked: labelled titles decide the style, else the strongest style that comes twice."""
    labelled = Counter(one.style for one in useful if one.is_labelled)
    counts = Counter(one.style for one in useful)
    if labelled.total() >= 2:
        styles = {labelled.most_common(1)[0][0]}
    else:
        styles = {next((s for s in ("bold", "capitals", "plain", "numbered") if counts[s] > 1), "plain")}
        if counts["bold"] < 2 and counts["capitals"] < 2:
            styles |= {"bold", "capitals", "plain"}
    return [one for one in useful if one.is_labelled or one.style in styles]


def _with_bodies(blocks: Sequence[Block], titles: Sequence[Candidate]) -> list[Candidate]:
    """Without the unlabelled ones under which nothing is said: captions, names of days, signatures."""
    kept = []
    for at, one in enumerate(titles):
        end = titles[at + 1].first if at + 1 < len(titles) else len(blocks)
        body = blocks[one.last + 1 : end]
        marked = one.style == "numbered" or (one.style.startswith("heading") and not _is_masthead(one, body))
        if one.is_labelled or any(marked or _says_something(block) for block in body):
            kept.append(one)
    return kept


_FEWEST_WORDS = 5


def _says_something(block: Block) -> bool:
    if block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
        return True
    if block.kind is not BlockKind.PARAGRAPH or is_footer(block.text):
        return False
    scripts = any(sign > "\u2e80" for sign in block.text)
    long = len(block.text.split()) >= _FEWEST_WORDS or (scripts and len(block.text) > 10)
    return bool(block.links) or "@" in block.text or (long and not reads_as_title(block.text))


def _entries(blocks: Sequence[Block], chosen: Sequence[Candidate], head: Head) -> list[Entry]:
    if not chosen:
        rows = overview(blocks, head.end)
        return [Entry(None, title, (top, row)) for title, top, row in rows] or _whole(blocks, head)
    ends = [one.first for one in chosen[1:]] + [len(blocks)]
    return [
        Entry(
            one.label if one.label != one.title else None,
            one.title,
            tuple(_body(_after(blocks, one, end), end == len(blocks))),
            _title_block(blocks, one),
        )
        for one, end in zip(chosen, ends, strict=True)
    ]


def _after(blocks: Sequence[Block], one: Candidate, end: int) -> list[Block]:
    """What stands under a title, without its label."""
    return [blocks[at] for at in range(one.last + 1, end) if at != one.label_at]


def _title_block(blocks: Sequence[Block], one: Candidate) -> Block:
    pair = blocks[one.first : one.last + 1]
    return next((block for block in pair if one.title in tidy(block.text)), pair[0])


def _whole(blocks: Sequence[Block], head: Head) -> list[Entry]:
    """A document without any title is one item."""
    body = tuple(_body(blocks[head.end :], last=True))
    if not body:
        return []
    return [Entry(None, head.title or _first_words(body[0].text), body)]


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "")


def _body(blocks: Sequence[Block], last: bool) -> list[Block]:
    if not last:
        return list(blocks)
    end = next((at for at, block in enumerate(blocks) if at and _closes(block)), len(blocks))
    return list(blocks[:end])


def _closes(block: Block) -> bool:
    return block.kind is not BlockKind.LIST_ITEM and (is_footer(block.text) or names_its_issue(block.text))


def _introduction(opening: Sequence[Block]) -> list[Block]:
    """What is said before the first item, without the table of contents."""
    kept: list[Block] = []
    listing = False
    for block in opening:
        if is_contents(block.text):
            listing = True
        elif not listing or (block.kind is BlockKind.PARAGRAPH and len(block.text) > 160):
            listing = False
            kept.append(block)
    return kept
