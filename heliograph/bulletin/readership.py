"""Whom an issue is sent to, as queries that delivery fills a mailing from, and which letter each reader gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from heliograph.bulletin.states import Reach
from heliograph.frame.reader import valid_zone
from heliograph.network.models import Organization, Person, Role
from heliograph.network.states import RoleKind
from heliograph.texts.languages import choose


@dataclass(frozen=True)
class Group:
    """Readers who get the same letter: interface language, IANA zone."""

    language: str
    zone: str


@dataclass(frozen=True)
class Grouping:
    """Puts a reader into his group by what his record says; ``offered`` are the languages that letters are
    written in.
    """

    offered: tuple[str, ...]

    def group(self, languages: Sequence[str], zone: str) -> Group:
        """The reader's first language that is offered, else the first offered; an unknown zone is the
        organizer's.
        """
        return Group(choose(languages, self.offered), valid_zone(zone) or settings.ORGANIZER_ZONE)


@dataclass(frozen=True)
class Readers:
    """One part of a readership: records with ``address``, ``name``, ``country``, ``reading``, and how each kind reads.

    ``spoken`` names the columns (languages, zone) on which the kind depends.
    """

    records: QuerySet[Any]
    spoken: tuple[str, str]

    def kinds(self, grouping: Grouping) -> dict[str, Group]:
        """The group of each kind of reader; one query for what differs between them."""
        rows = self.records.order_by().values_list("reading", *self.spoken).distinct()
        return {kind: grouping.group(_tags(languages), zone) for kind, languages, zone in rows.iterator(chunk_size=500)}


def _tags(languages: str | Sequence[str]) -> Sequence[str]:
    return [languages] if isinstance(languages, str) else languages


def readership(reach: Reach | str, on: date) -> Iterator[Readers]:
    """The parts of a readership on a day. Who is in several parts is one reader, by his address."""
    if reach != Reach.SCHOOLS:
        yield _coordinators(on)
    if reach != Reach.COORDINATORS:
        yield _schools()


def _coordinators(on: date) -> Readers:
    """The National Coordinators in office."""
    roles = Role.objects.held(on).filter(person=OuterRef("pk"), kind=RoleKind.COORDINATOR)
    records = Person.objects.coordinators(on).annotate(
        address=F("email"),
        country=Subquery(roles.order_by("pk").values("country")[:1]),
        reading=Concat(Cast("languages", TextField()), Value(" "), "zone", output_field=TextField()),
    )
    return Readers(records, ("languages", "zone"))


def _schools() -> Readers:
    """The schools of the network that have an address."""
    records = Organization.objects.reachable_schools().annotate(
        address=F("email"), reading=Concat("correspondence", Value(" "), "zone", output_field=TextField())
    )
    return Readers(records, ("correspondence", "zone"))


@dataclass(frozen=True)
class Tally:
    """Who a readership is at present: each address once, without those that want no bulletin or cannot be reached."""

    total: int
    unwanted: int
    by_language: list[tuple[str, int]]
    by_country: list[tuple[str, int]]


@dataclass(frozen=True)
class Reader:
    """One reader as a list shows him."""

    address: str
    name: str
    country: str
    group: Group


def readers_of(reach: Reach | str, grouping: Grouping, on: date) -> list[Reader]:
    """Every reader once, coordinators first, by address; a query for each part and one for its kinds."""
    found: dict[str, Reader] = {}
    for part in readership(reach, on):
        kinds = part.kinds(grouping)
        rows = part.records.order_by("address").values_list("address", "name", "country", "reading")
        for address, name, country, kind in rows.iterator(chunk_size=2000):
            found.setdefault(address.lower(), Reader(address, name, country or "", kinds[kind]))
    return list(found.values())


def tally(readers: Sequence[Reader], unreached: set[str]) -> Tally:
    """Count readers; ``unreached`` are the addresses, in small letters, to which nothing goes."""
    reached = [reader for reader in readers if reader.address.lower() not in unreached]
    languages = Counter(reader.group.language for reader in reached)
    countries = Counter(reader.country for reader in reached)
    return Tally(len(reached), len(readers) - len(reached), languages.most_common(), countries.most_common())
