"""The people of the sample and the role of each: nobody real, role mailboxes only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heliograph.network.countries import Region, country_name
from heliograph.network.states import RoleKind
from heliograph.sample.draws import draw
from heliograph.sample.network import SampleCoordinator, SampleNetwork, SampleSchool

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
    """Somebody with a seat. ``days_in_office`` counts back from the day of loading; ``organization`` is the identifier
    of the one at which he has it.
    """

    email: str
    name: str
    languages: tuple[str, ...]
    zone: str
    role: RoleKind
    country: str
    region: str
    days_in_office: int
    organization: str = ""


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


#: Countries whose National Commission runs undertakings of its own.
ORGANIZING = ("FR", "JP", "KR", "SI", "TG")
_AT_SCHOOL = {RoleKind.FOCAL_POINT: "focal", RoleKind.PRINCIPAL: "principal", RoleKind.TEACHER: "t1"}


def commission_identifier(country: str) -> str:
    """The identifier of a country's National Commission."""
    return f"SMP-{country}-NC"


def _organizer(code: str, network: SampleNetwork) -> SamplePerson:
    one = next(each for each in network.coordinators if each.country == code)
    email = f"organizer@{code.lower()}.natcom.example.org"
    name = f"Organizer, {country_name(code, 'en')}"
    at = commission_identifier(code)
    return SamplePerson(email, name, one.languages, one.zone, RoleKind.ORGANIZER, code, "", _days(email), at)


def _at_school(school: SampleSchool) -> Iterator[SamplePerson]:
    domain = school.email.split("@")[1]
    kinds = list(_AT_SCHOOL) if school.staffed else [RoleKind.FOCAL_POINT]
    for kind in kinds:
        email = f"{_AT_SCHOOL[kind]}@{domain}"
        languages, identifier = (school.correspondence,), school.identifier
        name = f"{kind.value.replace('-', ' ').capitalize()} {identifier.removeprefix('SMP-')}"
        yield SamplePerson(email, name, languages, school.zone, kind, school.country, "", _days(email), identifier)


def people_of_schools(network: SampleNetwork) -> Iterator[SamplePerson]:
    """A focal point for each school, in a tenth of them a principal and a teacher too."""
    for school in network.schools:
        yield from _at_school(school)


def sample_people(network: SampleNetwork) -> Iterator[SamplePerson]:
    """The secretariat's desk, an office for each region, each country's coordinator and deputy, a few organizers."""
    yield SamplePerson(
        SECRETARIAT, "Secretariat", ("en", "fr"), "Europe/Paris", RoleKind.SECRETARIAT, "", "", _days(SECRETARIAT)
    )
    yield from (_office(region) for region in Region)
    for one in network.coordinators:
        yield from _coordination(one)
    yield from (_organizer(code, network) for code in ORGANIZING)
