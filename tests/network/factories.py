"""Records for tests of the network: made with as little as each test must say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from heliograph.network import search
from heliograph.network.models import Organization, Person, Role

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
_numbers = count(1)


def school(name: str = "", **fields: Any) -> Organization:
    """A member school of Togo that everybody may see, unless ``fields`` say otherwise; it is found by search."""
    number = next(_numbers)
    first = {
        "identifier": f"T-{number:06d}",
        "name": name or f"School {number}",
        "country": "TG",
        "city": "Lomé",
        "zone": "Africa/Lome",
        "email": f"office@s{number}.tg.schools.example.org",
        "levels": ["primary"],
        "languages": ["fr"],
        "visibility": "full",
        "membership": "member",
        "member_since": 2001,
        "created_at": NOW,
    }
    made: Organization = Organization.objects.create(**{**first, **fields})
    search.index_organizations([made])
    return made


def person(email: str = "", **fields: Any) -> Person:
    made = Person.objects.create_person(email or f"p{next(_numbers)}@example.org", NOW, **fields)
    search.index_people([made])
    return made


def with_role(who: Person, kind: str, **fields: Any) -> Person:
    """The person, who holds a role since 2020."""
    organization = fields.get("organization")
    country = {"country": organization.country} if organization is not None else {}
    Role.objects.create(person=who, kind=kind, **{"begins": date(2020, 1, 1), **country, **fields})
    return who
