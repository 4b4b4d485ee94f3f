"""Two people at one record at once, and taking a change back: nothing is overwritten that nobody has seen.

The form of a record carries what its editor saw (``seen_of``). Where the record says something else by the time he
saves, nothing is written and ``Stale`` is raised, with the record as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.frame.finished import touch
from heliograph.network import records
from heliograph.network.giving import managing
from heliograph.network.models import Organization, OrganizationEntry, Person
from heliograph.network.records import CORRECTABLE
from heliograph.network.states import Refused, Verb

#: Entries that can be taken back as a whole.
TAKEN_BACK = frozenset({Verb.CORRECTED, Verb.IMPORTED, Verb.CONFIRMED})


class Stale(Exception):
    """The record has changed since the editor saw it; ``now`` is the record, ``changed`` the fields that differ."""

    def __init__(self, now: Organization, changed: list[str]) -> None:
        super().__init__(changed)
        self.now = now
        self.changed = changed


def seen_of(organization: Organization) -> str:
    """What an editor of this record sees, as it goes with his form."""
    return json.dumps({name: getattr(organization, name) for name in CORRECTABLE}, ensure_ascii=False)


def read_seen(text: str) -> dict[str, Any]:
    """What an editor saw, from his form; empty where it cannot be read."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {name: found[name] for name in CORRECTABLE if name in found} if isinstance(found, dict) else {}


def merged(said: Mapping[str, Any], seen: Mapping[str, Any], now: Organization) -> dict[str, Any]:
    """What the editor has changed himself, over the record as it stands now."""
    return {name: value if value != seen.get(name) else getattr(now, name) for name, value in said.items()}


@transaction.atomic
def save(
    organization: Organization, fields: Mapping[str, Any], seen: str, by: Person, at: datetime, note: str = ""
) -> bool:
    """Correct the record as an editor wishes who saw ``seen``; False where it says so already. Raises Stale."""
    held, before = records.locked(organization), read_seen(seen)
    changed = [name for name in CORRECTABLE if before.get(name) != getattr(held, name)]
    if changed and records.differences(held, fields):
        raise Stale(held, changed)
    return records.correct(organization, fields, by, at, note=note)


def can_be_taken_back(entry: OrganizationEntry) -> bool:
    """Whether an entry says all that is needed to take it back."""
    if entry.verb == Verb.CONFIRMED:
        return set(entry.changes) == {"confirmed_on"}
    return entry.verb in TAKEN_BACK and bool(entry.changes) and set(entry.changes) <= set(CORRECTABLE)


@transaction.atomic
def take_back(entry: OrganizationEntry, by: Person, at: datetime) -> None:
    """Let the record say again what it said before an entry of its log.

    Raises Refused where a field was changed again since, and for what cannot be taken back.
    """
    organization = entry.organization
    if not can_be_taken_back(entry):
        raise Refused("no-way-back", _("This cannot be taken back from here."))
    held = records.locked(organization)
    since = [name for name, (_before, after) in entry.changes.items() if _plain(getattr(held, name, None)) != after]
    if since:
        sentence = _(
            "This was changed again in the meantime. Look at the newer changes, and correct the record by hand."
        )
        raise Refused("changed-since", sentence)
    if entry.verb == Verb.CONFIRMED:
        _unconfirm(held, entry, by, at)
        return
    before = {name: pair[0] for name, pair in entry.changes.items()}
    if not managing(by).manages_country(before.get("country", held.country)):
        raise Refused("elsewhere", _("It came from another country, which is not yours. Write to the secretariat."))
    records.correct(organization, before, by, at)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _unconfirm(held: Organization, entry: OrganizationEntry, by: Person, at: datetime) -> None:
    before, after = entry.changes["confirmed_on"]
    held.confirmed_on = date.fromisoformat(before) if before else None
    held.save(update_fields=["confirmed_on"])
    records.log(held, Verb.CORRECTED, by, at, changes={"confirmed_on": [after, before]})
    touch()
