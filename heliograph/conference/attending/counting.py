"""Who was there, and how many: what other rooms ask of this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch

from heliograph.conference.attending.models import Badge, CheckIn
from heliograph.conference.attending.queries import BadgeQuerySet
from heliograph.conference.models import Conference
from heliograph.network.countries import country as country_of


def present(conference: Conference) -> BadgeQuerySet:
    """The badges of those who came on one day at least; ``days`` of each are its check-ins that stand, in order.

    Who came and was relieved by somebody else later was there, too. Two queries.
    """
    standing = CheckIn.objects.standing()
    found: BadgeQuerySet = Badge.objects.filter(conference=conference)
    there = found.filter(Exists(standing.filter(badge=OuterRef("pk"))))
    return there.prefetch_related(Prefetch("check_ins", standing.order_by("day"), to_attr="days"))


@dataclass(frozen=True)
class Figures:
    """How many badges stand, how many came; on which day, from which country (code), from which region (by name).

    The most stand first, but for days. What is not known of somebody is an empty code or name.
    """

    badges: int
    present: int
    days: Sequence[tuple[date, int]]
    countries: Sequence[tuple[str, int]]
    regions: Sequence[tuple[str, int]]

    @property
    def represented(self) -> int:
        """From how many countries somebody came."""
        return sum(1 for code, _count in self.countries if code)


def figures(conference: Conference) -> Figures:
    """The figures of those who came. Three queries."""
    badges = Badge.objects.filter(conference=conference)
    rows: Any = CheckIn.objects.standing().filter(badge__conference=conference).order_by()
    by_day = dict(rows.values_list("day").annotate(n=Count("pk")))
    countries = Counter(dict(rows.values_list("badge__country").annotate(n=Count("badge", distinct=True))))
    regions: Counter[str] = Counter()
    for code, count in countries.items():
        regions[_region(code)] += count
    return Figures(
        badges.live().count(), countries.total(), sorted(by_day.items()), _most(countries), _most(regions)
    )  # fmt: skip


def _region(code: str) -> str:
    try:
        return str(country_of(code).region.label)
    except KeyError:
        return ""


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
