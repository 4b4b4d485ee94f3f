"""The sample network: 180 countries, a coordinator each, 12,000 schools. Invented, and the same each time.

Pure: no database, no clock. Addresses stand on example.org only, which is reserved (RFC 2606).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, exp, log, pi, radians, sin, sqrt

from heliograph.network.countries import country
from heliograph.network.states import Theme, Visibility
from heliograph.sample.cities import City, populations, towns_by_country
from heliograph.sample.draws import draw, normal, pick, weighted
from heliograph.sample.school_names import Level, named_in, school_name
from heliograph.sample.shares import share_out
from heliograph.texts.languages import CONTENT_LANGUAGES, base

REFERENCE_YEAR = 2026
_LEVEL_SHARES = (0.06, 0.40, 0.64, 0.89, 0.96, 1.0)
_NEIGHBOURS = {
    Level.PRIMARY: (Level.PRE_PRIMARY, Level.LOWER_SECONDARY),
    Level.LOWER_SECONDARY: (Level.UPPER_SECONDARY, Level.PRIMARY),
    Level.UPPER_SECONDARY: (Level.LOWER_SECONDARY,),
    Level.TVET: (Level.UPPER_SECONDARY,),
}
_RUSSIAN_OR_ENGLISH = frozenset({"AM", "AZ", "GE", "KG", "KZ", "TJ", "TM", "UZ"})
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class SampleCountry:
    code: str
    region: str
    zone: str
    schools: int


@dataclass(frozen=True)
class SampleCoordinator:
    """Who coordinates a country. ``deputy`` is the deputy's address, None in two countries: a vacant seat."""

    country: str
    region: str
    email: str
    deputy: str | None
    languages: tuple[str, ...]
    zone: str


@dataclass(frozen=True)
class SampleSchool:
    """A school. ``status`` is active, silent or applicant; ``confirmed_days_ago`` counts from the day of loading.

    A ``staffed`` one has a principal and a teacher with accounts beside its focal point.
    """

    identifier: str
    country: str
    name: str
    name_language: str
    name_en: str
    email: str
    city: str
    latitude: float
    longitude: float
    zone: str
    levels: tuple[str, ...]
    teaching: str
    correspondence: str
    learners: int
    teachers: int
    joined: int | None
    status: str
    confirmed_days_ago: int | None
    bounces: bool
    unsubscribed: bool
    themes: tuple[str, ...]
    visibility: str
    staffed: bool


@dataclass(frozen=True)
class SampleNetwork:
    countries: tuple[SampleCountry, ...]
    coordinators: tuple[SampleCoordinator, ...]
    schools: tuple[SampleSchool, ...]


def _correspondence(code: str, entity: str) -> str:
    """One of the six languages: the country's first that is among them, else by rule."""
    tags = country(code).languages
    found = next((base(tag) for tag in tags if base(tag) in CONTENT_LANGUAGES), None)
    if found is not None:
        return found
    at = draw(entity, "correspondence")
    if "pt" in tags:
        return "en" if at < 0.5 else ("fr" if at < 0.75 else "es")
    return "ru" if code in _RUSSIAN_OR_ENGLISH and at < 0.5 else "en"


def _coordinator_languages(code: str) -> tuple[str, ...]:
    first = _correspondence(code, f"{code}|coordinator")
    own = [base(tag) for tag in country(code).languages if base(tag) in CONTENT_LANGUAGES and base(tag) != first]
    if own:
        return first, own[0]
    if draw(f"{code}|coordinator", "second") >= 0.5:
        return (first,)
    return first, pick([tag for tag in ("en", "fr", "es") if tag != first], draw(f"{code}|coordinator", "which"))


@cache
def _vacant() -> frozenset[str]:
    """The two countries whose deputy's seat is empty."""
    return frozenset(sorted(populations(), key=lambda code: draw(code, "vacant"))[:2])


def _coordinator(code: str) -> SampleCoordinator:
    languages = _coordinator_languages(code)
    domain = f"{code.lower()}.natcom.example.org"
    return SampleCoordinator(
        country=code,
        region=country(code).region.value,
        email=f"coordinator@{domain}",
        deputy=None if code in _vacant() else f"deputy@{domain}",
        languages=languages,
        zone=country(code).zone,
    )


def _levels(identifier: str) -> tuple[Level, ...]:
    at = draw(identifier, "level")
    main = next(level for level, limit in zip(Level, _LEVEL_SHARES, strict=True) if at < limit)
    if main not in _NEIGHBOURS or draw(identifier, "second level") >= 0.3:
        return (main,)
    return main, pick(_NEIGHBOURS[main], draw(identifier, "which level"))


def _position(identifier: str, city: City) -> tuple[float, float]:
    """Up to 3 km from the town's own point, evenly over the circle; degrees to four decimals."""
    distance, bearing = 3 * sqrt(draw(identifier, "distance")), 2 * pi * draw(identifier, "bearing")
    latitude = city.latitude + distance * cos(bearing) / _KM_PER_DEGREE
    longitude = city.longitude + distance * sin(bearing) / (_KM_PER_DEGREE * cos(radians(city.latitude)))
    return round(latitude, 4), round((longitude + 180) % 360 - 180, 4)


def _teaching(code: str, identifier: str) -> str:
    tags = country(code).languages
    if len(tags) == 1 or draw(identifier, "teaching") < 0.7:
        return tags[0]
    return pick(tags[1:], draw(identifier, "other teaching"))


def _learners(identifier: str) -> int:
    """Log-normal with median 380, between 25 and 4,000."""
    return min(4000, max(25, round(exp(log(380) + 0.7 * normal(draw(identifier, "learners"))))))


def _themes(identifier: str) -> tuple[str, ...]:
    """One to three, in the order of the enumeration."""
    wanted = 1 + int(3 * draw(identifier, "themes"))
    chosen = {pick(list(Theme), draw(identifier, f"theme {number}")) for number in range(wanted)}
    return tuple(theme.value for theme in Theme if theme in chosen)


def _visibility(identifier: str) -> str:
    """What the school has agreed to show: seven in ten everything, one in ten nothing."""
    at = draw(identifier, "visibility")
    return str(Visibility.FULL if at < 0.7 else Visibility.NAME if at < 0.9 else Visibility.HIDDEN)


def _life(identifier: str) -> tuple[str, int | None, int | None]:
    """Status, year of joining, days since the last confirmation."""
    at = draw(identifier, "status")
    if at >= 0.95:
        return "applicant", None, None
    joined = 1953 + int((REFERENCE_YEAR - 1953) * draw(identifier, "joined") ** 0.4)
    since = draw(identifier, "confirmed")
    return ("active", joined, int(since * 700)) if at < 0.86 else ("silent", joined, 731 + int(since * 1500))


def _school(code: str, number: int) -> SampleSchool:
    identifier = f"SMP-{code}-{number:04d}"
    towns = towns_by_country()[code]
    city = weighted(towns.cities, towns.running, draw(identifier, "city"))
    levels = _levels(identifier)
    latitude, longitude = _position(identifier, city)
    teaching = _teaching(code, identifier)
    language = named_in((teaching,))
    status, joined, confirmed = _life(identifier)
    learners = _learners(identifier)
    return SampleSchool(
        identifier=identifier,
        country=code,
        name=school_name(identifier, language, levels[0], city.name, number),
        name_language=language,
        name_en=school_name(identifier, "en", levels[0], city.name, number) if language != "en" else "",
        email=f"office@s{number:04d}.{code.lower()}.schools.example.org",
        city=city.name,
        latitude=latitude,
        longitude=longitude,
        zone=city.zone,
        levels=tuple(level.key for level in sorted(levels)),
        teaching=teaching,
        correspondence=_correspondence(code, identifier),
        learners=learners,
        teachers=max(1, round(learners / 17)),
        joined=joined,
        status=status,
        confirmed_days_ago=confirmed,
        bounces=draw(identifier, "bounces") < 0.02,
        unsubscribed=draw(identifier, "unsubscribed") < 0.01,
        themes=_themes(identifier),
        visibility=_visibility(identifier),
        staffed=number % 10 == 1,
    )


def schools(shares: dict[str, int]) -> Iterator[SampleSchool]:
    """Every school, by country and number."""
    for code, count in shares.items():
        for number in range(1, count + 1):
            yield _school(code, number)


@cache
def sample_network() -> SampleNetwork:
    """The whole sample, made once per process."""
    shares = share_out(populations())
    countries = tuple(
        SampleCountry(code, country(code).region.value, country(code).zone, count) for code, count in shares.items()
    )
    coordinators = tuple(_coordinator(code) for code in shares)
    return SampleNetwork(countries, coordinators, tuple(schools(shares)))
