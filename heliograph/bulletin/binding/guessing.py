"""What the page that makes a call of a proposal begins with: from what the importer read, and the item as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heliograph.bulletin.importing.asking.naming import NAMES, joined
from heliograph.bulletin.instants import NoSuchTime, stored_fields
from heliograph.bulletin.models import Issue, Item, ItemMoment, ItemProposal
from heliograph.bulletin.states import MomentKind, MomentStatus
from heliograph.calls.deadlines.moments import Moment, later, sometime
from heliograph.calls.kinds import kinds
from heliograph.calls.queries import ProgrammeQuerySet
from heliograph.calls.states import DeadlineKind
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored, closing, day_in
from heliograph.network.audiences.starts import STARTS
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import texts_of
from heliograph.texts.render_plain import summary

LONGEST_SUMMARY = 200
#: Who is named → the ready-made audience; asked in this order.
_SPEAKING = frozenset({"schools", "focal points", "principals", "school coordinators"})
_COORDINATING = frozenset({"national coordinators", "regional coordinators", "National Commissions"})
_EXACT = frozenset({Precision.MINUTE, Precision.DAY})


@dataclass(frozen=True)
class GuessedDate:
    """A date of the bulletin: which date of the call it seems to be (empty: not known), and its own words.

    ``uid`` is that of the item's date. ``warnings`` are what is still open about it.
    """

    kind: str
    moment: Moment
    words: str = ""
    uid: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """All that can be said of the call before a person has looked."""

    kind: str
    title: dict[str, str]
    summary: dict[str, str]
    text: dict[str, str]
    contact: str
    languages: tuple[str, ...]
    start: str
    dates: tuple[GuessedDate, ...]


def guess(proposal: ItemProposal) -> Guess:
    """The call that a proposal seems to be. The item's moments as they are now go before what was once read."""
    item, known = proposal.item, proposal.prefill
    bodies = texts_of(item.body)
    return Guess(
        kind=_kind(known),
        title=titles(proposal),
        summary={language: summary(parse(body), LONGEST_SUMMARY) for language, body in bodies.items()},
        text=bodies,
        contact=next(iter(known.get("contact") or []), "") or item.contact,
        languages=tuple(known.get("languages") or ()),
        start=start_of(known.get("audiences") or ()),
        dates=tuple(_dates(item, item.issue, known)),
    )


def _kind(known: Mapping[str, Any]) -> str:
    keys = [kind.key for kind in kinds()]
    return str(known["call"]) if known.get("call") in keys else next(iter(keys), "")


def titles(proposal: ItemProposal) -> dict[str, str]:
    """The item's title in each of its languages, with what is asked where the item asks several things."""
    item, source = proposal.item, proposal.item.issue.source_language
    said = proposal.prefill.get("name") or ""
    names = NAMES.get(str(proposal.prefill.get("what") or ""), {}) if said else {}
    translated = {
        language: joined(title, _capital(names.get(language, ""), said), language)
        for language, title in texts_of(item.title).items()
        if not said or language in names
    }
    return {**translated, source: proposal.title[:250]}


def _capital(name: str, like: str) -> str:
    return name[:1].upper() + name[1:] if like[:1].isupper() else name


def start_of(audiences: Sequence[str]) -> str:
    """The ready-made audience that fits those named; everybody where none does."""
    named = frozenset(audiences)
    if named & _COORDINATING and not named & (_SPEAKING | {"teachers"}):
        return "coordinators"
    if named & _SPEAKING and not named & _COORDINATING:
        return "schools"
    return "teachers" if "teachers" in named and not named & (_COORDINATING | _SPEAKING) else "everybody"


assert {"coordinators", "schools", "teachers", "everybody"} <= STARTS.keys()


def programme_of(item: Item, offered: ProgrammeQuerySet) -> str:
    """The name in addresses of the programme to which a call of the item belongs already, else of the newest one with
    the item's title in some language; empty where there is none.
    """
    bound = offered.filter(calls__in=item.bindings.values("call")).order_by("-created_at", "-pk").first()
    if bound is not None:
        return bound.slug
    own = set(texts_of(item.title).items())
    rows = offered.order_by("-created_at", "-pk").values_list("slug", "title")
    return next((slug for slug, title in rows if own & set(texts_of(title).items())), "")


def _dates(item: Item, issue: Issue, known: Mapping[str, Any]) -> Iterator[GuessedDate]:
    rows = [row for row in item.moments.all() if row.kind == MomentKind.DEADLINE]
    rows = [row for row in rows if row.status != MomentStatus.WITHDRAWN]
    read = known.get("deadlines") or []
    for one in read:
        row = _row(one, rows)
        if one.get("of") == DeadlineKind.CLOSES and (opens := _opening(row, known, issue)):
            yield opens
        moment = moment_of(row) if row else _read(one, issue)
        if moment is not None:
            words = row.text if row else str(one.get("text") or "")
            yield GuessedDate(
                str(one.get("of", "closes")), moment, words, str(row.uid) if row else "", _warnings(item, words)
            )


def _row(one: Mapping[str, Any], rows: Sequence[ItemMoment]) -> ItemMoment | None:
    """The date of the item that an importer's date became."""
    same = [row for row in rows if row.what == one.get("what")]
    exact = [row for row in same if row.text and row.text == one.get("text")]
    return next(iter(exact or (same if len(same) == 1 and one.get("start") else [])), None)


def moment_of(row: ItemMoment) -> Moment:
    """A date of an item as one of a call: exact to the day or the minute, else to be announced for about then."""
    if row.start is None:
        return later("", row.zone)
    if row.precision not in _EXACT:
        return sometime(day_in(row.start, row.zone), row.precision, row.zone)
    at = row.start if row.precision == Precision.DAY else row.end or row.start
    until = closing(Stored("deadline", at, row.end, row.zone, row.precision))
    return Moment(at, until, row.zone, row.precision)


def _read(one: Mapping[str, Any], issue: Issue) -> Moment | None:
    if not one.get("start"):
        return later("", issue.zone) if one.get("of") else None
    try:
        fields, _troubles = stored_fields({"kind": "deadline", **one}, issue.zone)
    except NoSuchTime:
        return None
    return moment_of(ItemMoment(**fields))


def _opening(row: ItemMoment | None, known: Mapping[str, Any], issue: Issue) -> GuessedDate | None:
    if row is not None and row.opens is not None:
        return GuessedDate(DeadlineKind.OPENS, _day(row.opens, row.zone), row.text)
    if row is None and known.get("opens"):
        moment = _read({"start": known["opens"], "date_only": True, "precision": "day"}, issue)
        return GuessedDate(DeadlineKind.OPENS, moment) if moment else None
    return None


def _day(at: Any, zone: str) -> Moment:
    return Moment(at, closing(Stored("deadline", at, None, zone, Precision.DAY)), zone, Precision.DAY)


def _warnings(item: Item, words: str) -> tuple[str, ...]:
    """What is still open about the words of a date."""
    return tuple(
        str(note.get("message"))
        for note in item.notes
        if words and note.get("message") and words in str(note.get("text") or "")
    )
