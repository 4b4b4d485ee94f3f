"""What an item could become once it is live: calls with their dates (``asking``), events, documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heliograph.bulletin.importing.asking.calls import calls
from heliograph.bulletin.importing.draft import DraftItem, DraftMoment, Kind, Proposal
from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.importing.source import Block

_DOCUMENT = re.compile(
    r"publication|publicacion|resource|ressource|recurso|report\b|rapport|informe|toolkit|handbook|guide|"
    r"guidelines|kit\b|brochure|parution|roadmap"
)


def proposals(item: DraftItem, blocks: Sequence[Block] = (), language: str = "en") -> tuple[Proposal, ...]:
    """A call for each thing that is asked, one event for each dated event that is not past in its sentence, documents.

    ``blocks`` are those of the item, its title first; ``language`` is that of the document.
    """
    return (*calls(item, blocks, language), *_events(item), *_document(item))


def _live(item: DraftItem, *kinds: Kind) -> list[DraftMoment]:
    return [one for one in item.moments if one.kind in kinds and one.status != "withdrawn"]


#: When an office is closed is no event to offer.
_CLOSED = re.compile(r"\b(?:closed|closure|fermee?s?|fermeture|cerrad[oa]s?|cierre de|geschlossen)\b")


def _is_closure(item: DraftItem, one: DraftMoment) -> bool:
    at = item.body.find(one.text)
    before = item.body[:at] if at >= 0 else ""
    return bool(_CLOSED.search(folded(re.split(r"[.!?]\s|\n", before)[-1])))


def _events(item: DraftItem) -> Iterator[Proposal]:
    for one in _live(item, Kind.EVENT, Kind.TENTATIVE):
        if _is_closure(item, one):
            continue
        title = (
            item.title if one.what.casefold() in ("", "event", item.title.casefold()) else f"{item.title}: {one.what}"
        )
        yield Proposal(
            "event",
            title,
            {
                **_moment(one),
                "tentative": one.kind is Kind.TENTATIVE,
                "place": one.place or (item.places[0] if item.places else None),
                "mode": item.mode,
                "languages": [one.lang] if one.lang else list(item.languages),
                "contact": list(item.emails[:1]),
            },
        )


def _moment(one: DraftMoment) -> dict[str, object]:
    return {
        "what": one.what, "start": one.start, "end": one.end, "zone": one.zone, "date_only": one.date_only,
        "precision": one.precision, "offset": one.offset,
    }  # fmt: skip


def _document(item: DraftItem) -> Iterator[Proposal]:
    if item.label and _DOCUMENT.search(folded(item.label)):
        link = next((link for link in item.links), None)
        yield Proposal("document", link.text if link else item.title, {"url": link.url if link else None})
    for name in item.attachments:
        yield Proposal("document", name, {"url": None, "attachment": name})
