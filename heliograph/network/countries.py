"""The countries of the world as a network groups them: codes, region, the capital's zone, languages. No database."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import combining, normalize

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.texts.languages import CONTENT_LANGUAGES

_FILE = Path(__file__).parent / "data" / "countries.csv"


class Region(StrEnum):
    """The five regions in which the network works; every country is in exactly one."""

    AFRICA = "Africa"
    ARAB_STATES = "Arab States"
    ASIA_PACIFIC = "Asia and the Pacific"
    EUROPE_NORTH_AMERICA = "Europe and North America"
    LATIN_AMERICA_CARIBBEAN = "Latin America and the Caribbean"

    @property
    def label(self) -> str | Promise:
        """The region's name in the reader's language."""
        return _REGION_NAMES[self]

    @property
    def slug(self) -> str:
        """As it stands in addresses."""
        return self.value.lower().replace(" and the ", "-").replace(" and ", "-").replace(" ", "-")


_REGION_NAMES: dict[Region, str | Promise] = {
    Region.AFRICA: _("Africa"),
    Region.ARAB_STATES: _("Arab States"),
    Region.ASIA_PACIFIC: _("Asia and the Pacific"),
    Region.EUROPE_NORTH_AMERICA: _("Europe and North America"),
    Region.LATIN_AMERICA_CARIBBEAN: _("Latin America and the Caribbean"),
}


@dataclass(frozen=True)
class Country:
    """``code`` is ISO 3166-1 alpha-2, ``zone`` the IANA zone of the capital, ``languages`` BCP 47 tags, main one first.

    ``also`` is a second region in which the country is sometimes counted; ``status`` is member, associate or none.
    """

    code: str
    alpha3: str
    m49: str
    region: Region
    also: Region | None
    status: str
    zone: str
    languages: tuple[str, ...]


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["alpha2"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        region=Region(row["unesco_region"]),
        also=Region(row["unesco_region_also"]) if row["unesco_region_also"] else None,
        status=row["unesco_status"],
        zone=row["timezone"],
        languages=tuple(row["languages"].split()),
    )


@cache
def all_countries() -> tuple[Country, ...]:
    """The 209 countries, by code."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(sorted((_country(row) for row in csv.DictReader(lines)), key=lambda country: country.code))


@cache
def _by_code() -> dict[str, Country]:
    return {country.code: country for country in all_countries()}


def country(code: str) -> Country:
    """The country with an alpha-2 code, in either case. Raises KeyError where there is none."""
    return _by_code()[code.upper()]


def region_slug(code: str) -> str:
    """The slug of the region in which a country lies; empty where there is no such country."""
    try:
        return country(code).region.slug
    except KeyError:
        return ""


@lru_cache(maxsize=2048)
def country_name(code: str, language: str) -> str:
    """The country's name in a language (BCP 47 tag), from CLDR; in English where the language is not known.

    A code that CLDR does not know comes back in upper case.
    """
    names = _locale(language).territories
    return str(names.get(code.upper()) or Locale("en").territories.get(code.upper(), code.upper()))


@lru_cache(maxsize=4096)
def language_name(tag: str, language: str) -> str:
    """The name of a language (BCP 47 tag) in a language, from CLDR; in English, or the tag, where there is none.

    Only the tag's language and script count: "pt-BR" is Portuguese.
    """
    main = tag.split("-")[0].lower()
    names = _locale(language).languages
    return str(names.get(main) or Locale("en").languages.get(main) or tag)


def country_choices(language: str) -> list[tuple[str, str]]:
    """The countries by code with their names in a language, in the order of the names without their marks."""
    return _ordered((each.code, country_name(each.code, language)) for each in all_countries())


def language_choices(language: str) -> list[tuple[str, str]]:
    """The languages of the world's countries, and the six of the network, by tag with their names in a language."""
    spoken = {tag.split("-")[0] for each in all_countries() for tag in each.languages} | set(CONTENT_LANGUAGES)
    return _ordered((tag, language_name(tag, language)) for tag in spoken)


def _ordered(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    def place(pair: tuple[str, str]) -> str:
        return "".join(sign for sign in normalize("NFKD", pair[1]).casefold() if not combining(sign))

    return sorted(pairs, key=place)


def countries_of(region: Region | str) -> frozenset[str]:
    """The codes of a region's countries."""
    return frozenset(each.code for each in all_countries() if each.region == region)


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
