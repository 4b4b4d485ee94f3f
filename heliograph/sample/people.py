"""The people of the sample and the role of each: nobody real, role mailboxes only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heliograph.network.countries import Region, country_name
from heliograph.network.states import RoleKind
from heliograph.sample.draws import draw
from heliograph.sample.network import SampleCoordinator, SampleNetwork

SECRETARIAT = "desk@secretariat.example.org"

_COORDINATION = {
    "en": "National Coordinator, {country}",
    "fr": "Coordination nationale, {country}",
    "es": "Coordinación nacional, {country}",
    "ar": "التنسيق الوطني، {country}",
    "ru": "Национальный координатор, {country}",
    "zh": "国家协调员，{country}",
}
_DEPUTY = {
    "en": "Deputy Coordinator, {country}",
    "fr": "Coordination nationale adjointe, {country}",
    "es": "Coordinación nacional adjunta, {country}",
    "ar": "نائب التنسيق الوطني، {country}",
    "ru": "Заместитель национального координатора, {country}",
    "zh": "国家副协调员，{country}",
}
#: Where each region's office is imagined, and the languages in which it writes.
_OFFICES: dict[Region, tuple[str, str, tuple[str, ...]]] = {
    Region.AFRICA: ("africa", "Africa/Dakar", ("fr", "en")),
    Region.ARAB_STATES: ("arab-states", "Asia/Beirut", ("ar", "fr")),
    Region.ASIA_PACIFIC: ("asia-pacific", "Asia/Bangkok", ("en",)),
    Region.EUROPE_NORTH_AMERICA: ("europe-north-america", "Europe/Paris", ("en", "fr")),
    Region.LATIN_AMERICA_CARIBBEAN: ("latin-america-caribbean", "America/Santiago", ("es", "en")),
}


@dataclass(frozen=True)
class SamplePerson:
    """Somebody with a seat. ``days_in_office`` counts back from the day of loading."""

    email: str
    name: str
    languages: tuple[str, ...]
    zone: str
    role: RoleKind
    country: str
    region: str
    days_in_office: int


def _days(email: str) -> int:
    return 60 + int(2900 * draw(email, "in office"))


def _seat(one: SampleCoordinator, email: str, role: RoleKind, names: dict[str, str]) -> SamplePerson:
    language = one.languages[0]
    name = names[language].format(country=country_name(one.country, language))
    return SamplePerson(email, name, one.languages, one.zone, role, one.country, "", _days(email))


def _coordination(one: SampleCoordinator) -> Iterator[SamplePerson]:
    yield _seat(one, one.email, RoleKind.COORDINATOR, _COORDINATION)
    if one.deputy is not None:
        yield _seat(one, one.deputy, RoleKind.DEPUTY, _DEPUTY)


def _office(region: Region) -> SamplePerson:
    slug, zone, languages = _OFFICES[region]
    email = f"office@{slug}.regional.example.org"
    name = f"Regional office, {region.value}"
    return SamplePerson(email, name, languages, zone, RoleKind.REGIONAL_OFFICE, "", region.value, _days(email))


def sample_people(network: SampleNetwork) -> Iterator[SamplePerson]:
    """The secretariat's desk, an office for each region, and each country's coordinator and deputy."""
    yield SamplePerson(
        SECRETARIAT, "Secretariat", ("en", "fr"), "Europe/Paris", RoleKind.SECRETARIAT, "", "", _days(SECRETARIAT)
    )
    yield from (_office(region) for region in Region)
    for one in network.coordinators:
        yield from _coordination(one)
