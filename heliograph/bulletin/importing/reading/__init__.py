"""From the blocks of an item to its moments: which date is for what, until when, in which zone."""

from heliograph.bulletin.importing.reading.context import ItemReading, ReadingContext
from heliograph.bulletin.importing.reading.issue import read_issue
from heliograph.bulletin.importing.reading.item import read_item

__all__ = ["ItemReading", "ReadingContext", "read_issue", "read_item"]
