"""What the page that makes an event of a proposal begins with: what the importer read, and the item as it is now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.guessing import LONGEST_SUMMARY, moment_of
from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.instants import NoSuchTime, stored_fields
from heliograph.bulletin.models import Issue, ItemMoment, ItemProposal
from heliograph.bulletin.states import MomentKind, MomentStatus
from heliograph.events.models import Event, Occurrence
from heliograph.events.states import EventKind, Mode, OccurrenceState
from heliograph.moments.precision import Precision
from heliograph.texts.languages import base
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import texts_of
from heliograph.texts.render_plain import summary

#: The first that is found in what the date is said to be, else in the title, is the kind; a meeting where none is.
_KINDS = (
    (EventKind.MEETING, re.compile(r"meeting|reunion")),
    (EventKind.WEBINAR, re.compile(r"webinaire|webinar|seminario web")),
    (EventKind.CONFERENCE, re.compile(r"conferenc|congres|forum|foro\b|sommet|summit")),
    (EventKind.WORKSHOP, re.compile(r"workshop|atelier|taller|training|formation\b")),
    (EventKind.CELEBRATION, re.compile(r"celebrat|celebra|international day|journee internationale|dia internacional")),
)
_EXACT = frozenset({Precision.MINUTE, Precision.DAY})


@dataclass(frozen=True)
class EventGuess:
    """All that can be said of the event before a person has looked. ``time`` is not saved, ``words`` are those of the
    bulletin.

    ``event`` is the one of the item of which this seems to be another time, None where it is an event of its own.
    """

    kind: str
    title: dict[str, str]
    summary: dict[str, str]
    text: dict[str, str]
    contact: str
    time: Occurrence
    words: str
    uid: str
    event: Event | None


def guess_event(proposal: ItemProposal) -> EventGuess:
    """The event that a proposal seems to be. The item's dates as they are now go before what was once read."""
    item, known = proposal.item, proposal.prefill
    row = _row(proposal) or _read(known, item.issue)
    bodies = texts_of(item.body)
    return EventGuess(
        kind=_kind(proposal, known),
        title=_titles(proposal),
        summary={language: summary(parse(body), LONGEST_SUMMARY) for language, body in bodies.items()},
        text=bodies,
        contact=next(iter(known.get("contact") or []), "") or item.contact,
        time=_time(row, known, item.issue),
        words=row.text,
        uid=str(row.uid) if row.pk else "",
        event=_other_times_of(proposal),
    )


def _kind(proposal: ItemProposal, known: Mapping[str, Any]) -> str:
    said = [folded(str(known.get("what") or "")), folded(proposal.title)]
    found = (str(kind) for words in said for kind, pattern in _KINDS if pattern.search(words))
    return next(found, str(EventKind.MEETING))


def _titles(proposal: ItemProposal) -> dict[str, str]:
    """The item's titles where the event has that of the item, else the proposal's own in the issue's language."""
    item, source = proposal.item, proposal.item.issue.source_language
    titles = texts_of(item.title)
    own = {source: proposal.title[:250]}
    return {**titles, **own} if proposal.title[:300] == titles.get(source) else own


def _row(proposal: ItemProposal) -> ItemMoment | None:
    """The date of the item that the proposal was made of: in the order of the item, what none before it has taken."""
    kinds = [MomentKind.EVENT, MomentKind.TENTATIVE]
    moments = proposal.item.moments.filter(kind__in=kinds).exclude(status=MomentStatus.WITHDRAWN)
    rows, taken = list(moments.order_by("position", "pk")), set()
    for each in proposal.item.proposals.events().order_by("position", "pk"):
        found = _like(each, [row for row in rows if row.pk not in taken])
        if each.pk == proposal.pk:
            return found
        if found is not None:
            taken.add(found.pk)
    return None


def _like(proposal: ItemProposal, rows: Sequence[ItemMoment]) -> ItemMoment | None:
    read = _read(proposal.prefill, proposal.item.issue)
    same = [row for row in rows if row.start == read.start and row.what == read.what]
    return next(iter(same or [row for row in rows if row.what == read.what and not row.start]), None)


def _read(known: Mapping[str, Any], issue: Issue) -> ItemMoment:
    """What the importer read, as a date that is not saved; one without a day where it names a time that is none."""
    kind = MomentKind.TENTATIVE if known.get("tentative") else MomentKind.EVENT
    try:
        fields, _troubles = stored_fields({**known, "kind": kind}, issue.zone)
    except NoSuchTime:
        fields, _troubles = stored_fields({"kind": MomentKind.TENTATIVE, "what": known.get("what")}, issue.zone)
    return ItemMoment(**fields)


def _time(row: ItemMoment, known: Mapping[str, Any], issue: Issue) -> Occurrence:
    """The time of the event: tentative in the bulletin's own words where it is not certain."""
    moment = moment_of(row)
    exact = row.start is not None and row.precision in _EXACT
    certain = exact and row.kind == MomentKind.EVENT
    source = issue.source_language
    languages = [row.language] if row.language else list(known.get("languages") or [])
    return Occurrence(
        start=row.start if exact else None,
        end=row.end if exact else None,
        zone=row.zone,
        precision=str(row.precision if exact else moment.precision if moment.words else Precision.DAY),
        words="" if exact else moment.words,
        said=LazyI18nString({} if certain or not row.text else {source: row.text[:200]}),
        state=OccurrenceState.CONFIRMED if certain else OccurrenceState.TENTATIVE,
        mode=str(known["mode"]) if known.get("mode") in Mode else Mode.ONLINE,
        place=LazyI18nString({source: place} if (place := row.place or str(known.get("place") or "")[:200]) else {}),
        languages=[base(each) for each in languages],
    )


def _other_times_of(proposal: ItemProposal) -> Event | None:
    """The event made of another proposal of the item that has the same name: one session given several times."""
    made = proposal.item.proposals.events().filter(title=proposal.title, event__isnull=False)
    found = made.exclude(pk=proposal.pk).select_related("event").order_by("position").first()
    return found.event if found else None
