"""How many schools the letters of a round go to, and which cannot be reached: counted before anything is sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from heliograph.delivery.preferences import unreached
from heliograph.network.confirming.asking import audience
from heliograph.network.confirming.states import CONFIRMATION
from heliograph.network.queries import OrganizationQuerySet


@dataclass(frozen=True)
class Reach:
    """Of a country's ``schools`` those ``without`` any address, those whose letters are ``stopped``: they came back, or
    their reader wants none; and those that have ``confirmed`` on the day, which are not asked.
    """

    country: str = ""
    schools: int = 0
    without: int = 0
    stopped: int = 0
    confirmed: int = 0

    @property
    def asked(self) -> int:
        return self.schools - self.without - self.stopped - self.confirmed

    def __add__(self, other: Reach) -> Reach:
        return Reach(
            "",
            self.schools + other.schools,
            self.without + other.without,
            self.stopped + other.stopped,
            self.confirmed + other.confirmed,
        )


def reach(schools: OrganizationQuerySet, at: datetime) -> list[Reach]:
    """Each country of these schools, by code; three queries, whatever their number."""
    stopped = unreached(CONFIRMATION.slug)
    counts: dict[str, Counter[str]] = {}
    rows = audience(schools, at).order_by("country").values_list("country", "address", "confirmed_on")
    for country, address, confirmed_on in rows.iterator(chunk_size=2000):
        done = confirmed_on is not None and confirmed_on >= at.date()
        kind = (
            "confirmed" if done else "without" if not address else "stopped" if address.lower() in stopped else "asked"
        )
        counts.setdefault(country, Counter())[kind] += 1
    return [
        Reach(code, found.total(), found["without"], found["stopped"], found["confirmed"])
        for code, found in counts.items()
    ]


def total(found: list[Reach]) -> Reach:
    """All countries together."""
    return sum(found, Reach())
