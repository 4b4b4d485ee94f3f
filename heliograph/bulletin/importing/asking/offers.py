"""Asks without a day: somebody is wanted who speaks or sends something, and may write to an address."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from heliograph.bulletin.importing.asking.sections import block_at, sentences
from heliograph.bulletin.importing.asking.words import OFFER, OURSELVES, SEND
from heliograph.bulletin.importing.draft import DraftItem, Kind
from heliograph.bulletin.importing.facts.emails import emails
from heliograph.bulletin.importing.source import Block
from heliograph.moments.folding import fold

#: Whoever is asked for one of these with a date is not asked once more without one.
_SAME = frozenset({"propose", "speak"})


@dataclass(frozen=True)
class Offer:
    """What is wanted, in which block, and the address to write to."""

    what: str
    number: int
    contact: str


def find(item: DraftItem, blocks: Sequence[Block], dated: Collection[str]) -> list[Offer]:
    """At most one of each sort; ``dated`` is what the item asks by some day."""
    speak = next(_wanted(item, blocks, "speak"), None) if not _SAME & set(dated) else None
    send = next(_wanted(item, blocks, "submit"), None) if not dated and speak is None else None
    return [one for one in (speak, send) if one is not None]


def _wanted(item: DraftItem, blocks: Sequence[Block], what: str) -> Iterator[Offer]:
    with_date = {block_at(blocks, one.offset) for one in item.moments if one.kind is Kind.DEADLINE}
    for number, block in enumerate(blocks):
        if number not in with_date and (contact := _contact(block, what)):
            yield Offer(what, number, contact)


def _contact(block: Block, what: str) -> str:
    """The address given with an ask, in its sentence or after it; empty where nothing is asked."""
    flat = fold(block.text)
    for span in sentences(block.text):
        found = (OFFER if what == "speak" else SEND).search(flat, span.start, span.end)
        if found and not OURSELVES.search(flat[span.start : found.start()]):
            return next(iter(emails([_from(block, span.start)])), "")
    return ""


def _from(block: Block, start: int) -> Block:
    """The block from a place on; its links go by that place, too."""
    left = tuple(link for link in block.links if link.span.start >= start)
    return Block(block.kind, block.text[start:], block.origins[start:], block.level, left)
