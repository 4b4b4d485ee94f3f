"""The reading of one item."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.bulletin.importing.reading.context import ItemReading, ReadingContext
from heliograph.bulletin.importing.source import Block


def read_item(title: str, blocks: Sequence[Block], context: ReadingContext) -> ItemReading:
    """The moments of one item; ``blocks`` are its blocks in order, the title among them as a heading."""
    return ItemReading()
