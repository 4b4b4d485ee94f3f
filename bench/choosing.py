"""What the measuring of audiences runs in a process of its own: ``python -m bench.choosing SCHOOLS [explain]``."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps have to be ready first)

from bench import crowd  # noqa: E402
from heliograph.network.audiences.parsing import parse  # noqa: E402
from heliograph.network.audiences.selecting import people  # noqa: E402
from heliograph.network.countries import all_countries  # noqa: E402
from heliograph.network.models import Organization, Person  # noqa: E402

TODAY = date(2026, 1, 12)
TIMES = 15


def _line(clause: str, *values: str) -> dict[str, Any]:
    return {"clause": clause, "values": list(values)}


def _all(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"all": list(parts)}


#: Every fifth country, which are 40.
FORTY = [country.code for country in all_countries()][::5][:40]
NOT_SUSPENDED = {"not": _line("membership", "suspended")}
RULES = {
    "everybody": _line("everybody"),
    "National Coordinators": _line("role", "coordinator", "deputy"),
    "teachers in Africa who read French": _all(
        _line("role", "teacher"), _line("region", "Africa"), _line("language", "fr")
    ),
    "teachers in Asia who read English": _all(
        _line("role", "teacher"), _line("region", "Asia and the Pacific"), _line("language", "en")
    ),
    "focal points at primary member schools in 40 countries, none suspended": _all(
        _line("role", "focal-point"),
        _line("organization-kind", "school"),
        _line("level", "primary"),
        _line("membership", "member"),
        _line("country", *FORTY),
        NOT_SUSPENDED,
    ),
    "focal points at member schools": _all(_line("role", "focal-point"), _line("membership", "member")),
    "focal points and principals at schools that work on climate or the ocean": _all(
        _line("role", "focal-point", "principal"), _line("theme", "climate", "ocean")
    ),
    "teachers or people in Kenya, not at primary schools": _all(
        {"any": [_line("role", "teacher"), _line("country", "KE")]}, {"not": _line("level", "primary")}
    ),
    "everybody but teachers": {"not": _line("role", "teacher")},
    "who read French, Spanish or Arabic": _line("language", "fr", "es", "ar"),
}


def _timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - began)


def _say(size: int, name: str, data: dict[str, Any], everybody: int) -> None:
    rule = parse(data)
    found = people(rule, TODAY).count()
    times = [_timed(lambda: people(rule, TODAY).count()) for _time in range(TIMES)]
    page = [_timed(lambda: list(people(rule, TODAY).order_by("email")[:51])) for _time in range(5)]
    told = f"{statistics.median(times):.0f} | {max(times):.0f} | {statistics.median(page):.0f}"
    print(f"| {size:,} | {everybody:,} | {name} | {found:,} | {told} |", flush=True)


def main(size: int, explain: bool) -> None:
    call_command("migrate", verbosity=0)
    if not Organization.objects.exists():
        crowd.make(size)
    everybody = Person.objects.count()
    for name, data in RULES.items():
        if explain:
            found = people(parse(data), TODAY)
            print(f"\n## {name}\n{found.query}\n{found.values('pk').explain()}")
        _say(size, name, data, everybody)


if __name__ == "__main__":
    main(int(sys.argv[1]), "explain" in sys.argv)
