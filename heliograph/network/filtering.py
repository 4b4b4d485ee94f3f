"""How lists of organizations are filtered, by what stands in a page's address: directory, desk and export alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from heliograph.network import search
from heliograph.network.countries import Region, all_countries, countries_of
from heliograph.network.figures import fresh_since
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.states import Level, Membership, OrganizationKind, Theme, Visibility

LONGEST_QUESTION = 200
#: Whether a record's confirmation is fresh.
FRESH, STALE = "fresh", "stale"


def _regions() -> set[str]:
    return {region.slug for region in Region}


def region_of_slug(slug: str) -> Region | None:
    """The region that an address names."""
    return next((region for region in Region if region.slug == slug), None)


_ALLOWED: Mapping[str, Callable[[str], bool]] = {
    "q": lambda text: bool(text.strip()),
    "region": lambda slug: slug in _regions(),
    "country": lambda code: any(each.code == code for each in all_countries()),
    "kind": lambda value: value in OrganizationKind.values,
    "level": lambda value: value in Level.values,
    "language": lambda tag: tag.isascii() and tag.replace("-", "").isalnum() and len(tag) <= 20,
    "theme": lambda value: value in Theme.values,
    "membership": lambda value: value in Membership.values,
    "visibility": lambda value: value in Visibility.values,
    "confirmation": lambda value: value in {FRESH, STALE},
}


@dataclass(frozen=True)
class OrganizationFilter:
    """What is wanted of each; an empty text asks for nothing. ``language`` is a teaching language, ``q`` are words."""

    q: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""
    level: str = ""
    language: str = ""
    theme: str = ""
    membership: str = ""
    visibility: str = ""
    confirmation: str = ""

    @classmethod
    def read(cls, given: Mapping[str, Any], *names: str) -> OrganizationFilter:
        """From a page's query; only these names (all where none is given), and what makes no sense is left out."""
        wanted = {name: str(given.get(name, "")).strip()[:LONGEST_QUESTION] for name in names or _ALLOWED}
        return cls(**{name: value for name, value in wanted.items() if value and _ALLOWED[name](value)})

    def without(self, name: str) -> OrganizationFilter:
        """The same, asking nothing of one field."""
        return replace(self, **{name: ""})

    @property
    def asked(self) -> dict[str, str]:
        """The fields of which something is asked."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    @property
    def query(self) -> str:
        """As it stands in an address, without the question mark."""
        return urlencode(self.asked)

    def apply(self, organizations: OrganizationQuerySet, on: date) -> OrganizationQuerySet:
        """Those of the organizations that are wanted; ``on`` is the day on which confirmations are judged."""
        for name, value in self.asked.items():
            organizations = organizations.filter(_condition(name, value, on))
        return organizations


def _condition(name: str, value: str, on: date) -> Q:
    if name == "q":
        return search.organizations_among(value)
    if name == "region":
        region = region_of_slug(value)
        return Q(country__one_of=countries_of(region)) if region else Q(pk__in=[])
    if name == "confirmation":
        fresh = Q(confirmed_on__gte=fresh_since(on))
        return fresh if value == FRESH else Q(confirmed_on=None) | ~fresh
    if name == "language":
        return _taught_in(value)
    lists = {"level": "levels", "theme": "themes"}
    return Q(**{f"{lists[name]}__includes": value}) if name in lists else Q(**{name: value})


def _taught_in(tag: str) -> Q:
    """Those that teach in a language, or in one of its forms that a country is known to use (``zh-Hant`` of ``zh``)."""
    used = {each for country in all_countries() for each in country.languages}
    forms = sorted(each for each in used if each.startswith(f"{tag}-"))
    return reduce(or_, (Q(languages__includes=each) for each in [tag, *forms]))
