"""Prepares a call with many responses of 30 questions: ``prepare(count)`` in a process whose database is new."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from heliograph.calls.models import Call, Response
from heliograph.calls.responses.keys import tend
from heliograph.network.countries import all_countries
from heliograph.network.models import Organization, Person
from tests.calls.factories import call
from tests.network.factories import person, with_role

SEED = 22
BATCH = 2000
SCHOOLS, PEOPLE = 12_000, 30_000
WORDS = (
    "river", "school", "garden", "peace", "water", "museum", "bridge", "letter", "music", "heritage",
    "village", "climate", "future", "story", "market", "forest", "island", "teacher", "pupil", "project",
    "ocean", "seed", "light", "paper", "theatre", "language", "history", "mountain", "bread", "song",
)  # fmt: skip
STATES = ("submitted",) * 6 + ("accepted",) * 2 + ("declined", "returned", "withdrawn")


def questions() -> list[dict[str, Any]]:
    """Thirty, of nearly all types."""
    found: list[dict[str, Any]] = []

    def add(type_: str, count: int, **more: Any) -> None:
        for number in range(1, count + 1):
            found.append({"key": f"{type_}-{number}", "type": type_, "label": {"en": f"{type_} {number}"}, **more})

    add("short", 6)
    add("long", 4)
    add("single", 5, options=_options(6))
    add("multiple", 3, options=_options(8))
    add("number", 4)
    add("date", 2)
    add("country", 2)
    add("language", 1)
    add("email", 1)
    add("url", 1)
    add("consent", 1, settings={"text": {"en": "I agree."}})
    assert len(found) == 30
    return found


def _options(count: int) -> list[dict[str, Any]]:
    return [{"key": f"o{number}", "label": {"en": f"Option {number}"}} for number in range(count)]


def _answers(dice: random.Random, asked: list[dict[str, Any]], codes: list[str]) -> dict[str, Any]:
    """Nine in ten questions are answered."""
    return {one["key"]: _answer(dice, one, codes) for one in asked if dice.random() < 0.9}


def _answer(dice: random.Random, one: dict[str, Any], codes: list[str]) -> Any:
    text = " ".join(dice.choices(WORDS, k=4))
    match one["type"]:
        case "short":
            return f"{text} {dice.randrange(1000)}"
        case "long":
            return " ".join(dice.choices(WORDS, k=40))
        case "single":
            return f"o{min(dice.randrange(6), dice.randrange(6))}"
        case "multiple":
            return [f"o{number}" for number in sorted(dice.sample(range(8), 2))]
        case "number":
            return dice.randrange(10_000)
        case "date":
            return f"2026-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        case "country":
            return dice.choice(codes)
        case "language":
            return dice.choice(("en", "fr", "es", "ar"))
        case "email":
            return f"{dice.choice(WORDS)}{dice.randrange(10**6)}@school.example.org"
        case "url":
            return f"https://school.example.org/{dice.randrange(10**6)}"
    return {"agreed": True, "text": "I agree.", "language": "en", "digest": "d", "at": "2026-11-01T10:00:00+00:00"}


def prepare(count: int) -> tuple[Call, Person]:
    """The call, and somebody of the secretariat."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    now, dice = timezone.now(), random.Random(SEED)
    asked, codes = questions(), [each.code for each in all_countries()]
    made = call("Many", slug="many", kind="application", questions=asked, respondent="organization")
    made_set = made.question_sets.get()
    Organization.objects.bulk_create([_school(number, dice, codes, now) for number in range(SCHOOLS)], batch_size=BATCH)
    Person.objects.bulk_create(
        [Person(email=f"t{n}@example.org", name=f"Teacher {n}", password="!", joined_at=now) for n in range(PEOPLE)],
        batch_size=BATCH,
    )
    schools = list(Organization.objects.values_list("pk", "country"))
    people = list(Person.objects.values_list("pk", flat=True))

    def rows() -> Any:
        for number in range(count):
            school, country = dice.choice(schools)
            arrived = now - timedelta(seconds=dice.randrange(3_000_000))
            yield Response(
                call=made, question_set=made_set, person_id=dice.choice(people), slot=f":{number}",
                organization_id=school, country=country, language=dice.choice(("en", "en", "fr", "es", "ar")),
                state=dice.choice(STATES), answers=_answers(dice, asked, codes), late=dice.random() < 0.02,
                created_at=arrived, saved_at=arrived, arrived_at=arrived, submitted_at=arrived,
            )  # fmt: skip

    coming = rows()
    while batch := list(islice(coming, BATCH)):
        Response.objects.bulk_create(batch, batch_size=200)
    tend(now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made, with_role(person("desk@secretariat.example.org"), "secretariat")


def _school(number: int, dice: random.Random, codes: list[str], now: datetime) -> Organization:
    name = f"{dice.choice(WORDS).title()} School {number}"
    kind = "school" if dice.random() < 0.9 else "training"
    return Organization(
        identifier=f"B-{number}", name=name, kind=kind, country=dice.choice(codes), city="Town", created_at=now
    )
