"""Random networks and random rules, and what a rule means, said a second time as plainly as can be."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from heliograph.network.countries import country
from heliograph.network.models import Organization, Person, Role

TODAY = date(2026, 1, 12)
DAY = timedelta(days=1)

KINDS = ["school", "commission", "training"]
MEMBERSHIPS = ["none", "candidate", "member", "suspended", "left"]
#: In Africa, Africa, the Arab States, Europe.
COUNTRIES = ["KE", "TG", "EG", "FR"]
REGIONS = ["Africa", "Arab States", "Europe and North America"]
LEVELS = ["primary", "pre-primary", "tvet"]
LANGUAGES = ["fr", "en", "zh"]
THEMES = ["peace", "climate"]
LOCAL = ["focal-point", "teacher", "organizer"]
#: Before, begun today, ended yesterday, ending today, ahead.
TERMS = [
    (TODAY - 90 * DAY, None),
    (TODAY, None),
    (TODAY - 90 * DAY, TODAY - DAY),
    (TODAY - 90 * DAY, TODAY),
    (TODAY + DAY, None),
]


@dataclass(frozen=True)
class Network:
    people: list[Person]
    organizations: list[Organization]
    roles: list[Role]

    def held_by(self, person: Person) -> list[Role]:
        mine = [role for role in self.roles if role.person_id == person.pk]
        return [role for role in mine if role.begins <= TODAY and (role.ends is None or role.ends >= TODAY)]


def some(draw: random.Random, words: list[str]) -> list[str]:
    return draw.sample(words, draw.choice([0, 1, 1, 2]))


def make_network(seed: int) -> Network:
    """A small network with all that can be odd about one, in three statements."""
    draw = random.Random(seed)
    organizations = Organization.objects.bulk_create(
        Organization(
            identifier=f"T-{seed}-{number}",
            name=f"Organization {number}",
            kind=draw.choice(KINDS),
            country=draw.choice(COUNTRIES),
            membership=draw.choice(MEMBERSHIPS),
            levels=some(draw, LEVELS),
            languages=some(draw, LANGUAGES),
            themes=some(draw, THEMES),
        )
        for number in range(6)
    )
    Organization.objects.filter(pk=organizations[5].pk).update(merged_into=organizations[0])
    people = Person.objects.bulk_create(
        Person(
            email=f"p{number}-{seed}@example.org",
            languages=some(draw, LANGUAGES),
            is_active=draw.random() < 0.9,
            erased_at=None if draw.random() < 0.9 else "2025-01-01T00:00:00Z",
        )
        for number in range(12)
    )
    roles = Role.objects.bulk_create(
        {made_of(role): role for person in people for role in some_roles(draw, person, organizations)}.values()
    )
    people = list(Person.objects.filter(pk__in=[person.pk for person in people]).order_by("pk"))
    return Network(people, organizations, roles)


def made_of(role: Role) -> tuple[object, ...]:
    """What only one open role may have."""
    return (role.person_id, role.kind, role.organization_id, role.country, role.region)


def some_roles(draw: random.Random, person: Person, organizations: list[Organization]) -> list[Role]:
    return [a_role(draw, person, organizations) for _each in range(draw.choice([0, 1, 1, 2, 3]))]


def a_role(draw: random.Random, person: Person, organizations: list[Organization]) -> Role:
    begins, ends = draw.choice(TERMS)
    what = draw.random()
    if what < 0.65:
        at = draw.choice(organizations)
        return Role(
            person=person, kind=draw.choice(LOCAL), organization=at, country=at.country, begins=begins, ends=ends
        )
    if what < 0.8:
        kind = draw.choice(["coordinator", "deputy"])
        return Role(person=person, kind=kind, country=draw.choice(COUNTRIES), begins=begins, ends=ends)
    if what < 0.9:
        return Role(person=person, kind="regional-office", region=draw.choice(REGIONS), begins=begins, ends=ends)
    return Role(person=person, kind="secretariat", begins=begins, ends=ends)


VALUES = {
    "role": [*LOCAL, "coordinator", "deputy", "regional-office", "secretariat", "principal"],
    "country": [*COUNTRIES, "JP"],
    "region": REGIONS,
    "organization-kind": KINDS,
    "level": LEVELS,
    "teaching-language": LANGUAGES,
    "membership": MEMBERSHIPS,
    "theme": THEMES,
    "language": LANGUAGES,
}


def lines(people: list[str]):
    """Data of single clauses."""
    given = {**VALUES, "person": people}
    with_values = [
        st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(
            lambda chosen, slug=slug: {"clause": slug, "values": chosen}
        )
        for slug, values in given.items()
    ]
    return st.one_of(*with_values, st.just({"clause": "everybody", "values": []}))


def rules(people: list[str], leaves: int = 6):
    """Data of rules, nested."""
    return st.recursive(
        lines(people),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=leaves,
    )


def meant(data: dict, network: Network, person: Person) -> bool:
    """Whether a person is in the audience, by the words of the documentation and none of the code."""
    if not person.is_active or person.erased_at is not None:
        return False
    held = network.held_by(person)
    by_pk = {each.pk: each for each in network.organizations}
    standings = [(role, by_pk.get(role.organization_id)) for role in held] or [(Role(), None)]
    return any(so(data, person, role, at) for role, at in standings)


def so(data: dict, person: Person, role: Role, at: Organization | None) -> bool:
    if "all" in data:
        return all(so(part, person, role, at) for part in data["all"])
    if "any" in data:
        return any(so(part, person, role, at) for part in data["any"])
    if "not" in data:
        return not so(data["not"], person, role, at)
    has = {
        "everybody": [True],
        "role": [role.kind],
        "country": [role.country],
        "region": [role.region, country(role.country).region.value if role.country else ""],
        "language": person.languages,
        "person": [str(person.public_id)],
        "organization-kind": [at.kind] if at else [],
        "level": at.levels if at else [],
        "teaching-language": at.languages if at else [],
        "membership": [at.membership] if at else [],
        "theme": at.themes if at else [],
    }[data["clause"]]
    return data["clause"] == "everybody" or not set(has).isdisjoint(data["values"])
