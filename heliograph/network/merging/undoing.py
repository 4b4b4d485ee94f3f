"""A merge is undone: the duplicate is a record again, with what was its own; what was changed since stays changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from heliograph.frame.finished import touch
from heliograph.network import records, search
from heliograph.network.merging.clashes import part_roles
from heliograph.network.merging.merge import both_locked, plain, swap_identifiers
from heliograph.network.merging.models import Merge
from heliograph.network.merging.moving import move_back
from heliograph.network.merging.states import UNDO_WITHIN
from heliograph.network.models import Organization, Person
from heliograph.network.states import Refused, Verb


def check_undo(merge: Merge, at: datetime) -> None:
    """Raises Refused where a merge cannot be undone: it was already, is too old, or a later one builds on it."""
    if merge.undone_at is not None:
        raise Refused("undone", _("This merge was undone already."))
    if at - merge.at > UNDO_WITHIN:
        raise Refused("too-late", _("This merge is more than 30 days old and cannot be undone any more."))
    pair = [merge.survivor_id, merge.duplicate_id]
    later = Merge.objects.filter(Q(survivor__in=pair) | Q(duplicate__in=pair), undone_at=None, pk__gt=merge.pk)
    if later.exists():
        raise Refused("later-first", _("One of these records was merged again since. Undo that merge first."))


@transaction.atomic
def undo(merge: Merge, by: Person, at: datetime) -> Organization:
    """Bring back the duplicate, and return it. Raises Refused where that cannot be done any more."""
    survivor, duplicate = both_locked(merge.survivor_id, merge.duplicate_id)
    held: Merge = Merge.objects.select_for_update().get(pk=merge.pk)
    check_undo(held, at)
    duplicate.merged_into = None
    duplicate.save(update_fields=["merged_into"])
    move_back(held.kept["moved"], survivor, duplicate)
    part_roles(held.kept["joined"], duplicate)
    if held.kept["swapped"]:
        swap_identifiers(survivor, duplicate)
    _restore(survivor, held.kept["before"], held.kept["after"])
    survivor.save()
    duplicate.save()
    survivor.roles.update(country=survivor.country)
    held.undone_by, held.undone_at = by, at
    held.save(update_fields=["undone_by", "undone_at"])
    _log(survivor, duplicate, by, at)
    search.index_organizations([survivor, duplicate])
    touch()
    merge.refresh_from_db()
    return duplicate


def _restore(survivor: Organization, before: dict[str, Any], after: dict[str, Any]) -> None:
    """What the merge changed, and nobody since, is as it was."""
    for name, value in before.items():
        if name == "identifier" or value == after[name] or plain(getattr(survivor, name)) != after[name]:
            continue
        day = name == "confirmed_on" and value is not None
        setattr(survivor, name, date.fromisoformat(value) if day else value)


def _log(survivor: Organization, duplicate: Organization, by: Person, at: datetime) -> None:
    for each, change, other in (
        (survivor, [None, duplicate.identifier], duplicate),
        (duplicate, [survivor.identifier, None], survivor),
    ):
        records.log(each, Verb.MERGED, by, at, changes={"duplicate": change}, note=other.name)
