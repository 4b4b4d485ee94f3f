"""The countries of the world as a network groups them: codes, region, the capital's zone, languages. No database."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError

_FILE = Path(__file__).parent / "data" / "countries.csv"


class Region(StrEnum):
    """The five regions in which the network works; every country is in exactly one."""

    AFRICA = "Africa"
    ARAB_STATES = "Arab States"
    ASIA_PACIFIC = "Asia and the Pacific"
    EUROPE_NORTH_AMERICA = "Europe and North America"
    LATIN_AMERICA_CARIBBEAN = "Latin America and the Caribbean"


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


@lru_cache(maxsize=2048)
def country_name(code: str, language: str) -> str:
    """The country's name in a language (BCP 47 tag), from CLDR; in English where the language is not known.

    A code that CLDR does not know comes back in upper case.
    """
    names = _locale(language).territories
    return str(names.get(code.upper()) or Locale("en").territories.get(code.upper(), code.upper()))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
