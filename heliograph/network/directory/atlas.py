"""What the map's page shows: the figures of the network by region and country, in words and as a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from heliograph.network.countries import Region, countries_of, country_name
from heliograph.network.directory import wording
from heliograph.network.directory.drawing import Drawing, draw
from heliograph.network.figures import Counts, counts_by_country, fresh_since, total


@dataclass(frozen=True)
class CountryRow:
    code: str
    name: str
    members: str
    share: str


@dataclass(frozen=True)
class Part:
    """A region with its countries that have members, in the order of their names."""

    slug: str
    label: str | Promise
    members: str
    share: str
    rows: tuple[CountryRow, ...]


@dataclass(frozen=True)
class Atlas:
    """``region`` is the one that is shown alone, None for the world."""

    region: Region | None
    sentence: str
    drawing: Drawing
    parts: tuple[Part, ...]


def _in_order(rows: Iterable[CountryRow]) -> tuple[CountryRow, ...]:
    def letters(row: CountryRow) -> str:
        return "".join(sign for sign in normalize("NFKD", row.name).casefold() if not combining(sign))

    return tuple(sorted(rows, key=letters))


def _row(code: str, counts: Counts, language: str) -> CountryRow:
    name, members = country_name(code, language), wording.number(counts.members, language)
    return CountryRow(code, name, members, wording.share(counts, language))


def _part(region: Region, counts: Mapping[str, Counts], language: str) -> Part:
    own = {code: counts[code] for code in countries_of(region) & counts.keys()}
    rows = _in_order(_row(code, each, language) for code, each in own.items())
    whole = total(own)
    return Part(
        region.slug, region.label, wording.number(whole.members, language), wording.share(whole, language), rows
    )


def _title(code: str, counts: Counts, language: str) -> str:
    words = {"country": country_name(code, language), "schools": wording.schools(counts, language)}
    return _("%(country)s: %(schools)s") % words


def atlas(region: Region | None, on: date, language: str) -> Atlas:
    """The network on a day, as a reader of a language sees it; a constant number of queries."""
    every = {code: counts for code, counts in counts_by_country(on).items() if counts.members}
    within = {code: each for code, each in every.items() if region is None or code in countries_of(region)}
    members = {code: each.members for code, each in within.items()}
    largest = max((each.members for each in every.values()), default=0)
    words = {code: _title(code, each, language) for code, each in within.items()}
    parts = (_part(each, within, language) for each in ([region] if region else Region))
    sentence = wording.census(total(within), len(within), on, fresh_since(on), language)
    return Atlas(region, sentence, draw(region, members, largest, words), tuple(part for part in parts if part.rows))
