"""What does not fit together across the items of an issue."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.bulletin.importing.draft import Warning
from heliograph.bulletin.importing.reading.context import ItemReading, ReadingContext


def read_issue(readings: Sequence[tuple[str, ItemReading]], context: ReadingContext) -> tuple[Warning, ...]:
    """Warnings about moments that contradict one another; ``readings`` are (title of the item, its reading)."""
    return ()
