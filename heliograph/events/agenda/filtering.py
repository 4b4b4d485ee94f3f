"""To what the agenda is narrowed, as its address says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode

from heliograph.events.agenda.sources import Entry, sources
from heliograph.network.countries import Region, all_countries, countries_of
from heliograph.network.models import Person
from heliograph.texts.languages import CONTENT_LANGUAGES


@dataclass(frozen=True)
class AgendaFilter:
    """Each empty for all: ``mine`` (``1``), a country's code, a region's slug, a programme's, a language, a kind."""

    mine: str = ""
    kind: str = ""
    country: str = ""
    region: str = ""
    programme: str = ""
    language: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> AgendaFilter:
        """As the address says; what there is not asks for nothing. Only who is signed in has anything of his own."""
        given = {each.name: request.GET.get(each.name, "")[:80] for each in fields(cls)}
        known: dict[str, Iterable[str]] = {
            "mine": ["1"] if isinstance(request.user, Person) else [],
            "kind": [each.key for each in sources()],
            "country": [each.code for each in all_countries()],
            "region": [each.slug for each in Region],
            "language": CONTENT_LANGUAGES,
        }
        return cls(**{name: value for name, value in given.items() if value in known.get(name, [value])})

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    @property
    def kinds(self) -> list[str]:
        return [self.kind] if self.kind else []

    def apply(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of the entries that are for a country, a region and readers of a language."""
        return [each for each in entries if self._lets(each)]

    def _lets(self, entry: Entry) -> bool:
        if self.language and entry.languages and self.language not in entry.languages:
            return False
        if entry.countries is None:
            return True
        if self.country and self.country not in entry.countries:
            return False
        return not self.region or bool(entry.countries & _codes(self.region))

    def query(self, **more: Any) -> str:
        """The part of an address that says the same, and more; begins with ``?``."""
        found = urlencode(self.said() | {name: value for name, value in more.items() if value})
        return f"?{found}" if found else ""

    def said(self) -> dict[str, str]:
        """What is not empty, by name."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value}


def _codes(slug: str) -> frozenset[str]:
    return next((countries_of(each) for each in Region if each.slug == slug), frozenset())
