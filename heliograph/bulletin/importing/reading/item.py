"""The reading of one item: its mentions become moments, those said twice become one, what is open is marked."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.bulletin.importing.draft import Warning
from heliograph.bulletin.importing.reading.building import Built, Item, build
from heliograph.bulletin.importing.reading.changes import mark_changes
from heliograph.bulletin.importing.reading.checks import check
from heliograph.bulletin.importing.reading.context import ItemReading, ReadingContext
from heliograph.bulletin.importing.reading.governing import govern
from heliograph.bulletin.importing.reading.merging import join_days, merge
from heliograph.bulletin.importing.reading.opened import join_windows, open_moments, with_item_zone
from heliograph.bulletin.importing.reading.pairing import mentions
from heliograph.bulletin.importing.reading.relevance import relevant
from heliograph.bulletin.importing.reading.replacing import align, follow
from heliograph.bulletin.importing.reading.sheet import lay_out
from heliograph.bulletin.importing.source import Block


def read_item(title: str, blocks: Sequence[Block], context: ReadingContext) -> ItemReading:
    """The moments of one item; ``blocks`` are its blocks in order, the title among them as a heading."""
    sheets = lay_out(blocks, context.language)
    found = [mention for sheet in sheets for mention in mentions(sheet)]
    years = tuple(each.date.first.year for each in found if each.date and each.date.first.year is not None)
    item = Item(title, sheets, context, years)
    governed = govern(mark_changes([each for each in found if relevant(each)], context.source_text), sheets, title)
    built = join_windows(align(follow([build(each, item) for each in governed])))
    built = join_days(merge(with_item_zone(built, item)))
    opened, more = open_moments(built, item)
    built = sorted([*built, *opened], key=lambda each: each.moment.offset)
    warnings = (*_warnings(built), *more, *check(built, context))
    return ItemReading(tuple(each.moment for each in built), _once(warnings))


def _warnings(built: Sequence[Built]) -> tuple[Warning, ...]:
    return tuple(warning for each in built for warning in each.warnings)


def _once(warnings: Sequence[Warning]) -> tuple[Warning, ...]:
    return tuple(dict.fromkeys(warnings))
