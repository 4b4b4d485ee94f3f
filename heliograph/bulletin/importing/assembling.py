"""From a converted source to a draft: the outline, then each item's facts and moments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from heliograph.bulletin.importing.body import markdown
from heliograph.bulletin.importing.draft import Draft, DraftItem, DraftMoment, Warning
from heliograph.bulletin.importing.facts.attachments import attachment_warnings, attachments
from heliograph.bulletin.importing.facts.audiences import REGIONS, audiences
from heliograph.bulletin.importing.facts.emails import emails
from heliograph.bulletin.importing.facts.languages import languages
from heliograph.bulletin.importing.facts.links import link_warnings, links
from heliograph.bulletin.importing.facts.mode import mode
from heliograph.bulletin.importing.facts.places import places
from heliograph.bulletin.importing.facts.tongue import tongue
from heliograph.bulletin.importing.masking import masked
from heliograph.bulletin.importing.outline import Entry, outline
from heliograph.bulletin.importing.proposals import proposals
from heliograph.bulletin.importing.reading import ItemReading, ReadingContext, read_issue, read_item
from heliograph.bulletin.importing.source import Block, BlockKind, Source, Span

_YEAR = re.compile(r"(?<![\d.,/@])(?:19|20)\d\d(?![\d@]|[.,]\d)")


def assemble(source: Source, organizer_zone: str, now: datetime) -> Draft:
    """The draft of an issue; ``now`` (aware) stands in for a date where the document gives neither date nor year."""
    shape = outline(source)
    language = tongue("\n".join(block.text for block in source.blocks))
    years = _years(source)
    # Where the document names no year at all, the day on which it is read is all there is to go by.
    issued = shape.issued or (None if years else now.date())
    context = ReadingContext(language, issued, organizer_zone, years, source.text)
    readings = [
        (entry.title, read_item(entry.title, tuple(map(masked, _with_title(entry))), context))
        for entry in shape.entries
    ]
    items = [
        _item(entry, reading, source, language) for entry, (_, reading) in zip(shape.entries, readings, strict=True)
    ]
    items = _with_issue_warnings(items, read_issue(readings, context))
    return Draft(
        shape.number,
        shape.title,
        language,
        tuple(
            replace(item, proposals=proposals(item, _with_title(entry), language))
            for entry, item in zip(shape.entries, items, strict=True)
        ),
        markdown(shape.introduction),
        shape.period,
    )


def _years(source: Source) -> tuple[int, ...]:
    return tuple(int(found) for block in source.blocks for found in _YEAR.findall(block.text))


def _with_title(entry: Entry) -> tuple[Block, ...]:
    if entry.title_block is None:
        return entry.blocks
    return (replace(entry.title_block, kind=BlockKind.HEADING, level=entry.title_block.level or 2), *entry.blocks)


def _item(entry: Entry, reading: ItemReading, source: Source, language: str) -> DraftItem:
    blocks = _with_title(entry)
    where = places(blocks)
    moments = tuple(addressed(exact(moment, blocks, source), blocks) for moment in reading.moments)
    return DraftItem(
        entry.label,
        entry.title,
        markdown(entry.blocks),
        moments,
        emails(blocks),
        links(blocks),
        languages(blocks, language),
        where,
        audiences(blocks),
        attachments(blocks),
        (*reading.warnings, *attachment_warnings(blocks, source.attached), *link_warnings(blocks)),
        mode(blocks, where),
        tuple(block.target for block in blocks if block.kind is BlockKind.IMAGE and block.target),
    )


def exact(moment: DraftMoment, blocks: Sequence[Block], source: Source) -> DraftMoment:
    """A moment whose text is as it stands in the source, marks and special spaces included."""
    for block in blocks:
        if not block.origins or not block.origins[0] <= moment.offset <= block.origins[-1]:
            continue
        start = bisect_left(block.origins, moment.offset)
        text = moment.text.strip()
        at = block.text.find(text, start)
        if text and 0 <= at - start <= 2:
            span = block.in_source(Span(at, at + len(text)))
            return replace(moment, text=source.text[span.start : span.end], offset=span.start)
    return moment


def addressed(moment: DraftMoment, blocks: Sequence[Block]) -> DraftMoment:
    """A moment with the region for which it is, where its own line names just one."""
    for block in blocks:
        if block.origins and block.origins[0] <= moment.offset <= block.origins[-1]:
            named = [audience for audience in audiences([block]) if audience in REGIONS]
            return replace(moment, audience=named[0]) if len(named) == 1 else moment
    return moment


def _with_issue_warnings(items: Sequence[DraftItem], warnings: Sequence[Warning]) -> list[DraftItem]:
    """Each warning about several items on the last item in which its passage stands, else on the last of all."""
    found = list(items)
    for warning in warnings:
        at = max((at for at, item in enumerate(found) if _speaks_of(item, warning)), default=len(found) - 1)
        if at >= 0:
            found[at] = replace(found[at], warnings=(*found[at].warnings, warning))
    return found


def _speaks_of(item: DraftItem, warning: Warning) -> bool:
    return (
        any(warning.text and warning.text in (one.text, one.what) for one in item.moments) or warning.text == item.title
    )
