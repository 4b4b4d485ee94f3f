"""Possible duplicates: pairs of one country that share a name, a mailbox, a web address or a place.

Of a whole country every record is read once and put into baskets by what it has; only those in one basket are
compared. A basket that many are in (the mailbox of a ministry) tells little, and is left out where it is too full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q

from heliograph.network import search
from heliograph.network.merging.likeness import COLUMNS, Likeness, Looks, likeness
from heliograph.network.merging.models import NotDuplicate
from heliograph.network.models import Organization
from heliograph.network.queries import OrganizationQuerySet

#: A basket with more records than this is not looked into.
FULLEST = 40
#: Records that are read for the duplicates of one.
MOST_READ = 2000


@dataclass(frozen=True)
class Pair:
    """Two records by primary key, the older row first, and what they share."""

    one: int
    other: int
    likeness: Likeness


def _baskets(looks: Looks) -> Iterator[tuple[str, ...]]:
    """What a record is looked for by."""
    if looks.email:
        yield "email", looks.email
    if looks.web:
        yield "web", looks.web
    for words in looks.cores:
        yield "name", *words
        yield from (("word", looks.town, word[:5]) for word in words if looks.town and len(word) > 2)


def _candidates(every: Iterable[Looks]) -> dict[tuple[int, int], tuple[Looks, Looks]]:
    baskets: dict[tuple[str, ...], dict[int, Looks]] = {}
    for looks in every:
        for key in _baskets(looks):
            baskets.setdefault(key, {})[looks.pk] = looks
    found: dict[tuple[int, int], tuple[Looks, Looks]] = {}
    for inside in baskets.values():
        if 1 < len(inside) <= FULLEST:
            for one, other in combinations(sorted(inside.values(), key=lambda each: each.pk), 2):
                found[one.pk, other.pk] = (one, other)
    return found


def _looks(organizations: OrganizationQuerySet) -> list[Looks]:
    return [Looks.of(row) for row in organizations.values(*COLUMNS).iterator(chunk_size=2000)]


def _told_apart(organizations: OrganizationQuerySet) -> set[tuple[int, int]]:
    """Pairs among organizations of which somebody has said that they are two."""
    rows = NotDuplicate.objects.filter(one__in=organizations.order_by().values("pk"))
    return set(rows.values_list("one", "other"))


def pairs_in(organizations: OrganizationQuerySet) -> list[Pair]:
    """The possible duplicates among organizations (of one country), the likeliest first. Two queries."""
    every = _looks(organizations)
    apart = _told_apart(organizations)
    found = [
        Pair(*keys, what)
        for keys, two in _candidates(every).items()
        if keys not in apart and (what := likeness(*two)).enough
    ]
    names = {looks.pk: looks.sort_key for looks in every}
    return sorted(found, key=lambda pair: (-pair.likeness.points, names[pair.one], pair.other))


def duplicates_of(organization: Organization) -> list[Pair]:
    """The possible duplicates of one record in its country, the likeliest first; ``one`` is the record itself.

    Read are those of its town and those that share a mailbox, a web address or all telling words of a name.
    """
    own = Looks.of({name: getattr(organization, name) for name in COLUMNS})
    around = Organization.objects.current().in_country(organization.country).exclude(pk=organization.pk)
    others = _looks(around.filter(_maybe_alike(organization, own))[:MOST_READ])
    apart = {key for pair in _apart_from(organization) for key in pair}
    compared = [Pair(own.pk, each.pk, likeness(own, each)) for each in others if each.pk not in apart]
    return sorted((pair for pair in compared if pair.likeness.enough), key=lambda pair: -pair.likeness.points)


def _maybe_alike(organization: Organization, own: Looks) -> Q:
    asked = Q(name__iexact=organization.name)
    for name in ("city", "email", "web"):
        if value := getattr(organization, name):
            asked |= Q(**{f"{name}__iexact": value})
    for words in own.cores:
        if (found := search.organizations_with(" ".join(words))) is not None:
            asked |= Q(pk__in=found)
    return asked


def _apart_from(organization: Organization) -> list[tuple[int, int]]:
    rows = NotDuplicate.objects.filter(Q(one=organization) | Q(other=organization))
    return list(rows.values_list("one", "other"))
