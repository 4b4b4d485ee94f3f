"""International days for tests: made with as little as each test must say."""

from __future__ import annotations

from itertools import count
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.events.observances.models import Observance
from tests.network.factories import NOW

_numbers = count(1)


def day(name: str | dict[str, str] = "Day of Rivers", rule: str = "03-14", **fields: Any) -> Observance:
    """A main day of the data, marked every 14 March, unless ``fields`` say otherwise."""
    names = {"en": name} if isinstance(name, str) else name
    first = {
        "key": f"day-{next(_numbers)}",
        "name": LazyI18nString(names),
        "rule": rule,
        "theme": "environment",
        "saved_at": NOW,
    }
    made: Observance = Observance.objects.create(**{**first, **fields})
    return made
