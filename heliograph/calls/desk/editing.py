"""Changes to the fields and texts of a programme or a call.

A save takes ``seen``, the mark of what the editor had before his eyes (``mark_of``). Where the record differs from it
by now, because somebody else saved in between, nothing is written and ``Stale`` is raised.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.desk.doors import held_call, held_programme, saved
from heliograph.calls.desk.entries import log
from heliograph.calls.desk.starting import check_organizer
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import places
from heliograph.calls.models import Call, Programme, Response
from heliograph.calls.states import Limit
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of

Fields = Mapping[str, Any]

PROGRAMME_TEXTS = ("title", "summary", "text")
CALL_TEXTS = ("title", "summary", "text")
PROGRAMME_FIELDS = ("source_language", "organizer", "contact", "zone", "begins", "ends")
CALL_FIELDS = (
    "source_language", "audience", "visibility", "respondent", "limit", "delegation", "together", "languages",
    "minutes", "contact", "zone", "capacity", "waiting", "hold", "grace", "options",
)  # fmt: skip
_TEXTS = frozenset({*PROGRAMME_TEXTS, *CALL_TEXTS, "image_alt"})


class Stale(Exception):
    """The record was saved by somebody else after this editor opened it; nothing was written."""


def mark_of(record: Programme | Call) -> str:
    """A short digest of what an editor of this record sees; equal marks mean that nothing he sees has changed."""
    seen = [_plain(record, name) for name in _names(record)]
    return blake2b(json.dumps(seen, default=str).encode(), digest_size=10).hexdigest()


def _names(record: Programme | Call) -> tuple[str, ...]:
    if isinstance(record, Programme):
        return (*PROGRAMME_FIELDS, *PROGRAMME_TEXTS, "image_alt")
    return (*CALL_FIELDS, *CALL_TEXTS)


def _plain(record: Programme | Call, name: str) -> Any:
    """A field as a mark counts it; of a record that it points to only the key."""
    value = getattr(record, f"{name}_id" if name in {"audience", "organizer"} else name)
    if name == "options":
        return json.dumps(value, sort_keys=True)
    return texts_of(value) if name in _TEXTS else str(value)


@transaction.atomic
def save_programme(
    programme: Programme, fields: Fields, reviewed: Reviewed, seen: str, by: Person, at: datetime
) -> Programme:
    """Save fields and texts. Raises Stale, Refused."""
    held = held_programme(programme, by)
    if mark_of(held) != seen:
        raise Stale
    if fields["organizer"] != held.organizer:
        check_organizer(fields["organizer"], by)
    _put(held, PROGRAMME_FIELDS, fields)
    names = [name for name in (*PROGRAMME_TEXTS, "image_alt") if name in fields]
    write_texts(held, names, fields, reviewed, held.source_language)
    saved(held, at)
    return held


def _put(record: Programme | Call, names: tuple[str, ...], fields: Fields) -> None:
    for name in names:
        setattr(record, name, fields[name])


@transaction.atomic
def save_call(call: Call, fields: Fields, reviewed: Reviewed, seen: str, by: Person, at: datetime) -> Call:
    """Save fields and texts; places that are added go to who waits. Raises Stale, Refused."""
    held = held_call(call, by)
    if mark_of(held) != seen:
        raise Stale
    _check_answered(held, fields)
    _check_capacity(held, fields["capacity"])
    fields = {**fields, "options": _checked_options(held, fields["options"])}
    more = _has_more_places(held.capacity, fields["capacity"])
    before = {name: _plain(held, name) for name in _names(held)}
    _put(held, CALL_FIELDS, fields)
    write_texts(held, CALL_TEXTS, fields, reviewed, held.source_language)
    saved(held, at)
    offered = _fill(held, at) if more else 0
    changed = [name for name, value in before.items() if _plain(held, name) != value]
    log(held, "edit", by, at, offered=offered, fields=changed)
    return held


def _check_answered(call: Call, fields: Fields) -> None:
    """Raise Refused where the answers that are there would no more be told apart."""
    narrower = call.limit == Limit.MANY and fields["limit"] == Limit.ONE
    if fields["respondent"] == call.respondent and not narrower:
        return
    if Response.objects.filter(call=call).exists():
        sentence = _(
            "Answers have been begun or sent already, so for whom one answers cannot be changed, nor “any number” to "
            "“one answer each”. Make a new call instead."
        )
        raise Refused("answered", sentence)


def _check_capacity(call: Call, capacity: int | None) -> None:
    """Raise Refused where there would be fewer places than are taken."""
    taken = places.taken(call) if capacity is not None else 0
    if capacity is not None and capacity < taken:
        sentence = ngettext(
            "%(count)d place is taken already. Write at least %(count)d: who has a place keeps it.",
            "%(count)d places are taken already. Write at least %(count)d: who has a place keeps it.",
            taken,
        )
        raise Refused("places-taken", sentence % {"count": taken})


def _checked_options(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """All that the call keeps for its kind, with what is said now. Raises Refused for what the kind does not take."""
    for option in kind_of(call).options:
        if option.key in said and (wrong := option.wrong(call, said[option.key])):
            raise Refused("option", wrong)
    return {**call.options, **said}


def _has_more_places(before: int | None, after: int | None) -> bool:
    return before is not None and (after is None or after > before)


def _fill(call: Call, at: datetime) -> int:
    """Offer what is free now to who waits; without a limit to everybody who does."""
    if call.capacity is not None:
        return places.fill(call, at)
    waiting = Response.objects.filter(call=call).waiting().count()
    call.capacity = places.taken(call) + waiting
    offered = places.fill(call, at)
    call.capacity = None
    return offered
