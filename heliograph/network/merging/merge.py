"""Two records of one school become one, in one transaction: values, people, history, everything that points there.

The duplicate stays as ``merged_into`` the survivor, whose address its own leads to; ``undoing`` brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.frame.finished import touch
from heliograph.network import records, search
from heliograph.network.merging.clashes import join_roles
from heliograph.network.merging.models import Merge
from heliograph.network.merging.moving import move_all
from heliograph.network.merging.states import WORTH
from heliograph.network.models import Organization, Person
from heliograph.network.queries import WITHIN
from heliograph.network.records import CORRECTABLE
from heliograph.network.states import Membership, Refused, Verb

#: What of a record beside CORRECTABLE is changed by a merge.
_STANDING = ("membership", "member_since", "confirmed_on", "identifier")


def both_locked(one: int, other: int) -> tuple[Organization, Organization]:
    """Two records by primary key, locked in the order of their keys, so that two who merge the same pair wait for one
    another.
    """
    rows = Organization.objects.select_for_update().filter(pk__in=[one, other]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[one], found[other]


def check(survivor: Organization, duplicate: Organization) -> None:
    """Raises Refused where two records cannot be merged."""
    if survivor.pk == duplicate.pk:
        raise Refused("itself", _("A record cannot be merged with itself. Choose another one."))
    for each in (survivor, duplicate):
        if each.merged_into_id is not None:
            raise Refused("merged", merged_meanwhile(each))


def merged_meanwhile(organization: Organization) -> str:
    """What is said to somebody who would merge a record that was merged."""
    sentence = _("“%(name)s” was merged into another record meanwhile. Look at the list of duplicates again.")
    return sentence % {"name": organization.name}


def standing(survivor: Organization, duplicate: Organization) -> dict[str, Any]:
    """Membership and confirmation of the record that stays: the better membership, the earlier year, the later day."""
    better = max(survivor, duplicate, key=lambda each: WORTH[Membership(each.membership)])
    members = [each for each in (survivor, duplicate) if each.membership in WITHIN]
    years = [each.member_since for each in members or [better] if each.member_since]
    days = [each.confirmed_on for each in (survivor, duplicate) if each.confirmed_on]
    return {
        "membership": better.membership,
        "member_since": min(years, default=None),
        "confirmed_on": max(days, default=None),
    }


def become(one: UUID, other: str) -> list[tuple[Organization, Organization]]:
    """Each of two records by public id, with the one that it has become by merging: itself where it has not merged."""
    try:
        keys = {one, UUID(other)}
    except ValueError:
        return []
    found = Organization.objects.filter(public_id__in=keys).select_related("merged_into")
    return [(each, _last(each)) for each in found]


def _last(organization: Organization) -> Organization:
    while organization.merged_into is not None:
        organization = organization.merged_into
    return organization


@transaction.atomic
def merge(
    survivor: Organization,
    duplicate: Organization,
    chosen: Mapping[str, Any],
    by: Person,
    at: datetime,
    *,
    identifier: str = "",
) -> Merge:
    """Merge a duplicate into the record that stays, with the ``chosen`` values (of CORRECTABLE) and identifier.

    Both objects are brought up to date. Raises Refused where it is the same record, or one was merged meanwhile.
    """
    held, gone = both_locked(survivor.pk, duplicate.pk) if survivor.pk != duplicate.pk else (survivor, survivor)
    check(held, gone)
    before = {name: plain(getattr(held, name)) for name in (*CORRECTABLE, *_STANDING)}
    records.correct(held, {name: chosen[name] for name in CORRECTABLE if name in chosen}, by, at)
    moved = move_all(gone, held)
    joined = join_roles(held, gone, at.date())
    swapped = identifier == gone.identifier
    _settle(held, gone, swapped=swapped)
    after = {name: plain(getattr(held, name)) for name in (*CORRECTABLE, *_STANDING)}
    _log(held, gone, by, at)
    search.index_organizations([held])
    search.forget_organizations([gone])
    touch()
    survivor.refresh_from_db()
    duplicate.refresh_from_db()
    kept = {"before": before, "after": after, "moved": moved, "joined": joined, "swapped": swapped}
    made: Merge = Merge.objects.create(survivor=held, duplicate=gone, by=by, at=at, kept=kept)
    return made


def plain(value: Any) -> Any:
    """A value of a record as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def _settle(survivor: Organization, duplicate: Organization, *, swapped: bool) -> None:
    """Write down what the merge decides by itself, and that the duplicate is one."""
    for name, value in standing(survivor, duplicate).items():
        setattr(survivor, name, value)
    duplicate.merged_into = survivor
    if swapped:
        swap_identifiers(survivor, duplicate)
    survivor.save()
    duplicate.save()


def swap_identifiers(one: Organization, other: Organization) -> None:
    """Let two records have one another's identifier; the first is saved in between, since no two may be the same."""
    mine, theirs = one.identifier, other.identifier
    other.identifier = f"~{other.public_id.hex}"
    other.save(update_fields=["identifier", "sort_key"])
    one.identifier, other.identifier = theirs, mine
    one.save(update_fields=["identifier", "sort_key"])


def _log(survivor: Organization, duplicate: Organization, by: Person, at: datetime) -> None:
    """A line in both logs, by which each can be found from the other."""
    for each, change, other in (
        (survivor, [duplicate.identifier, None], duplicate),
        (duplicate, [None, survivor.identifier], survivor),
    ):
        records.log(each, Verb.MERGED, by, at, changes={"duplicate": change}, note=other.name)
