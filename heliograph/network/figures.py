"""Figures of the network: how many members, and how many of their records are fresh, by country and on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from heliograph.network.models import ConfirmationRound, Organization
from heliograph.network.states import Membership

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Counts:
    """``members`` includes those suspended; ``fresh`` are the members whose record was confirmed lately enough."""

    members: int = 0
    fresh: int = 0
    candidates: int = 0

    @property
    def share(self) -> int | None:
        """Per cent of the members' records that are fresh, rounded down; None without members."""
        return self.fresh * 100 // self.members if self.members else None

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.members + other.members, self.fresh + other.fresh, self.candidates + other.candidates)


def current_round(on: date) -> ConfirmationRound | None:
    """The round of confirmation that runs on a day, if one does."""
    return ConfirmationRound.objects.filter(opens_on__lte=on, closes_on__gte=on).first()


def fresh_since(on: date) -> date:
    """From which day on a confirmation counts as fresh: the opening of the last round that is over, else a year ago.

    While a round runs, who confirmed in the one before is not yet stale.
    """
    over = ConfirmationRound.objects.filter(closes_on__lt=on).values_list("opens_on", flat=True).first()
    return fresh_by(over, on)


def fresh_by(over: date | None, on: date) -> date:
    """As ``fresh_since``, where it is known when the last round that is over opened (None: there is none)."""
    return max(over, on - 2 * YEAR) if over else on - YEAR


def counts_by_country(on: date) -> Mapping[str, Counts]:
    """Every country that has a member or a candidate, by code. Two queries."""
    within = Q(membership__in=[Membership.MEMBER, Membership.SUSPENDED])
    rows = (
        Organization.objects.schools()
        .exclude(membership__in=[Membership.NONE, Membership.LEFT])
        .values("country")
        .annotate(
            members=Count("pk", filter=within),
            fresh=Count("pk", filter=within & Q(confirmed_on__gte=fresh_since(on))),
            candidates=Count("pk", filter=Q(membership=Membership.CANDIDATE)),
        )
    )
    return {row["country"]: Counts(row["members"], row["fresh"], row["candidates"]) for row in rows}


def total(counts: Mapping[str, Counts]) -> Counts:
    """All of these countries together."""
    return sum(counts.values(), Counts())
