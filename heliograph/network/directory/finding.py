"""What the directory finds for a reader: nobody finds a school by what it does not show him."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from heliograph.network.filtering import OrganizationFilter
from heliograph.network.models import Organization
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.rules import Reader, shown_whole_to, visible_to

#: What can be asked for in the directory, and which of it only schools that show everything answer to.
ASKED = ("q", "region", "country", "level", "language", "theme")
DETAILS = frozenset({"level", "language", "theme"})
#: What a line of the directory needs of a record.
SHOWN = ("public_id", "name", "name_language", "name_en", "country", "city", "levels", "membership", "visibility")


def asks_details(wanted: OrganizationFilter) -> bool:
    return not DETAILS.isdisjoint(wanted.asked)


def in_full(organizations: Sequence[Organization]) -> list[Organization]:
    """The same organizations in the same order with all that a line shows.

    The list itself asks for no more than its order, which an index answers alone.
    """
    rows = Organization.objects.only(*SHOWN).in_bulk([one.pk for one in organizations])
    return [rows[one.pk] for one in organizations if one.pk in rows]


def found(person: Reader, wanted: OrganizationFilter, on: date) -> OrganizationQuerySet:
    """The schools that a person may see and that answer to what is wanted, by what of them he may see."""
    organizations = shown_whole_to(person) if asks_details(wanted) else visible_to(person)
    return wanted.apply(organizations.schools(), on)
