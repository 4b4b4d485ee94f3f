"""The calls of an item: its dates sorted by what they are about, each call with its own title.

Withdrawing, reconfirming, deciding and being contacted are dates *of* a call. Two things that are asked are two calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from heliograph.bulletin.importing.asking import offers
from heliograph.bulletin.importing.asking.naming import NAMES, by_line, joined
from heliograph.bulletin.importing.asking.sections import block_at, lines_above, section, sentences
from heliograph.bulletin.importing.asking.words import BELONGS, KINDS, LABELLED, OPEN_TO_ALL, RECONFIRM, USUAL
from heliograph.bulletin.importing.draft import DraftItem, DraftLink, DraftMoment, Kind, Proposal
from heliograph.bulletin.importing.facts.attachments import attachments
from heliograph.bulletin.importing.facts.audiences import audiences
from heliograph.bulletin.importing.facts.emails import emails
from heliograph.bulletin.importing.facts.links import links
from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.importing.source import Block
from heliograph.moments.folding import fold

_CALL = re.compile(
    r"call|appel|convocatoria|llamad|reminder|rappel|recordatorio|consultation|consulta|survey|"
    r"enquete|encuesta|contest|concours|competition"
)
_FORM = re.compile(
    r"form|regist|appl|submit|inscri|candidat|postul|solicitud|here|ici|aqui|questionnaire|"
    r"cuestionario|survey|enquete|encuesta"
)
_MOST = 20


@dataclass(frozen=True)
class Asked:
    """One thing that is asked: ``number`` and ``line`` are the blocks that give its date and name it.

    ``dates`` are the kind of date (empty: not known), the moment (None where it has no day yet), what it is for.
    ``others`` are the places of the item's other dates.
    """

    what: str
    number: int
    name: str = ""
    line: int | None = None
    dates: tuple[tuple[str, DraftMoment | None, str], ...] = ()
    contact: str = ""
    others: tuple[int, ...] = ()


def calls(item: DraftItem, blocks: Sequence[Block], language: str) -> tuple[Proposal, ...]:
    """A proposal for each thing that an item asks; ``blocks`` are the item's, ``language`` is the document's."""
    asked = _with_reconfirmation(_dated(item, blocks), blocks)
    asked += [Asked(one.what, one.number, contact=one.contact) for one in offers.find(item, blocks, asked_for(asked))]
    if not asked and item.label and _CALL.search(folded(item.label)):
        asked = [Asked(_by_label(item.label), 0)]
    alone = len(asked) == 1
    return tuple(_proposal(one, item, blocks, language, alone=alone) for one in asked[:_MOST])


def asked_for(asked: Sequence[Asked]) -> frozenset[str]:
    """What is asked with a date."""
    return frozenset(one.what for one in asked)


def _by_label(label: str) -> str:
    return next((what for what, words in LABELLED if words.search(folded(label))), "register")


def _dated(item: DraftItem, blocks: Sequence[Block]) -> list[Asked]:
    """What is asked by some day, in the order of the text."""
    live = [one for one in item.moments if one.kind is Kind.DEADLINE and one.status != "withdrawn"]
    placed = [(number, one) for one in live if (number := block_at(blocks, one.offset)) is not None]
    others = tuple(one.offset for one in live)
    found: list[Asked] = []
    for number, moment in placed:
        if moment.what not in BELONGS:
            _add(found, number, moment, blocks, others)
    for number, moment in placed:
        if moment.what in BELONGS:
            _attach(found, number, moment)
    return found


def _add(
    found: list[Asked], number: int, moment: DraftMoment, blocks: Sequence[Block], others: tuple[int, ...]
) -> None:
    name, line = by_line(blocks, lines_above(blocks, number))
    for at, one in enumerate(found):
        if (one.what, one.name) == (moment.what, name) or (line is not None and one.line == line and _vague(moment)):
            found[at] = replace(one, dates=(*one.dates, ("", moment, moment.what)))
            return
    found.append(Asked(moment.what, number, name, line, (("closes", moment, moment.what),), others=others))


def _vague(moment: DraftMoment) -> bool:
    return moment.what == "respond"


def _attach(found: list[Asked], number: int, moment: DraftMoment) -> None:
    """Give a date to the call it belongs to: the last one before it, a registration where that is spoken of."""
    kind = BELONGS[moment.what]
    before = [at for at, one in enumerate(found) if one.number <= number] or list(range(len(found)))[:1]
    if kind in {"withdraw", "reconfirm"}:
        before = [at for at in before if KINDS.get(found[at].what, USUAL) == USUAL] or before
    if kind and before:
        one = found[before[-1]]
        kind = kind if kind not in {known for known, _moment, _what in one.dates} else ""
        found[before[-1]] = replace(one, dates=(*one.dates, (kind, moment, moment.what)))


def _with_reconfirmation(asked: list[Asked], blocks: Sequence[Block]) -> list[Asked]:
    """A registration that the text wants reconfirmed, without saying by when, has that date still open."""
    for at, one in enumerate(asked):
        open_still = KINDS.get(one.what) == USUAL and "reconfirm" not in {kind for kind, _moment, _what in one.dates}
        if open_still and _reconfirms(section(blocks, one.line, one.number)):
            asked[at] = replace(one, dates=(*one.dates, ("reconfirm", None, "reconfirm")))
            break
    return asked


def _reconfirms(blocks: Sequence[Block]) -> str:
    for block in blocks:
        flat = fold(block.text)
        for span in sentences(block.text):
            if RECONFIRM.search(flat[span.start : span.end]):
                return block.text[span.start : span.end].strip()
    return ""


def _proposal(one: Asked, item: DraftItem, blocks: Sequence[Block], language: str, *, alone: bool) -> Proposal:
    around = section(blocks, one.line, one.number)
    dated = alone and bool(one.dates)
    name = "" if dated or (alone and not one.contact) else one.name or NAMES.get(one.what, {}).get(language, "")
    opens = next((moment.opens for _kind, moment, _what in one.dates if moment and moment.opens), None)
    return Proposal(
        "call",
        joined(item.title, name, language),
        {
            "call": KINDS.get(one.what, USUAL),
            "what": one.what,
            "name": name,
            "opens": opens,
            "deadlines": list(_deadlines(one, around)),
            "form": _form(one, around, item, alone=alone),
            "contact": _contact(one, around, item),
            "languages": list(item.languages),
            "audiences": _audiences(one, around, item, alone=alone),
            "attachments": list(item.attachments if alone else attachments(around)),
        },
    )


def _deadlines(one: Asked, around: Sequence[Block]) -> Iterator[dict[str, object]]:
    for kind, moment, what in one.dates:
        if moment is None:
            yield {"of": kind, "what": what, "start": None, "text": _reconfirms(around)[:200]}
            continue
        yield {
            "of": kind, "what": what, "start": moment.start, "end": moment.end, "zone": moment.zone,
            "date_only": moment.date_only, "precision": moment.precision, "offset": moment.offset, "text": moment.text,
        }  # fmt: skip


def _form(one: Asked, around: Sequence[Block], item: DraftItem, *, alone: bool) -> str | None:
    """The address of the form outside: the link beside the date, else one of the part that speaks of it."""
    if not one.dates:
        return None
    near = list(links([_beside(one, around)]))
    if one.line is not None:
        near += links(around)
    return _first_form(near) or (_first_form(item.links) if alone else None)


def _beside(one: Asked, around: Sequence[Block]) -> Block:
    """The block that gives the date, from the date before it on to its own."""
    block = around[0 if one.line is None else min(one.number - one.line, len(around) - 1)]
    end = next((moment.offset for _kind, moment, _what in one.dates if moment), block.origins[-1])
    begin = max((at for at in one.others if at < end), default=0)
    inside = tuple(link for link in block.links if begin <= block.origins[link.span.start] < end)
    return replace(block, links=inside)


def _first_form(found: Sequence[DraftLink]) -> str | None:
    return next((link.url for link in found if link.url and _FORM.search(folded(link.text))), None)


def _contact(one: Asked, around: Sequence[Block], item: DraftItem) -> list[str]:
    own = [one.contact] if one.contact else list(emails(around)[:1])
    return own or list(item.emails[:1])


def _audiences(one: Asked, around: Sequence[Block], item: DraftItem, *, alone: bool) -> list[str]:
    if any(OPEN_TO_ALL.search(fold(block.text)) for block in around):
        return ["everybody"]
    return list(item.audiences if alone else audiences(around))
