"""Two who correct one record at once: each writes what he has changed himself, and neither overwrites the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.network.desk.editing import Stale, read_seen
from heliograph.network.desk.record import Difference
from heliograph.network.desk.wording import field_name
from heliograph.network.desk.wording import said as in_words
from heliograph.network.models import Organization
from heliograph.network.records import CORRECTABLE

#: One thing in five fields: where two have changed different ones of them, the place is neither's.
_PLACE = frozenset({"country", "city", "latitude", "longitude", "zone"})


def _fits(value: Any, stands: Any) -> bool:
    """Whether a value is of the kind that the field has."""
    if isinstance(stands, list):
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str) if isinstance(stands, str) else value is None or isinstance(value, int | float)


def seen_in(text: str, school: Organization) -> dict[str, Any]:
    """What the speaker saw of a record, from his form (``editing.seen_of``), without what cannot have stood there."""
    return {name: value for name, value in read_seen(text).items() if _fits(value, getattr(school, name))}


def own_changes(said: Mapping[str, Any], seen: Mapping[str, Any]) -> dict[str, Any]:
    """Of what a form says that which is not what its writer saw; all of it where nobody knows what that was."""
    return {name: value for name, value in said.items() if name not in seen or value != seen[name]}


def _theirs(seen: Mapping[str, Any], held: Organization) -> list[str]:
    return [name for name in CORRECTABLE if name not in seen or seen[name] != getattr(held, name)]


def check(mine: Mapping[str, Any], seen: Mapping[str, Any], held: Organization) -> None:
    """Raises Stale where somebody else has changed meanwhile what is changed here too, to something else.

    ``held`` is the locked row: compared with anything older, a save between the two would be lost.
    """
    theirs = _theirs(seen, held)
    touched = {*theirs, *(() if _PLACE.isdisjoint(theirs) else _PLACE)}
    both = {name for name, value in mine.items() if name in touched and value != getattr(held, name)}
    if both:
        raise Stale(held, [name for name in CORRECTABLE if name in both or name in theirs])


def differences(stale: Stale, said: Mapping[str, Any], seen: Mapping[str, Any]) -> list[Difference]:
    """In words, each field of the form that is not as its writer saw it: what he saw, what stands, what he wrote."""
    mine, now = own_changes(said, seen), stale.now
    return [
        Difference(
            field_name(name),
            in_words(name, seen.get(name)),
            in_words(name, getattr(now, name)),
            in_words(name, mine[name]) if name in mine and mine[name] != getattr(now, name) else "",
        )
        for name in stale.changed
        if name in said and said[name] != getattr(now, name)
    ]
