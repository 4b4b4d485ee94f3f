"""Possible duplicates as the desk lists them: two records side by side, what they share, which one should stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from heliograph.network.merging.finding import Pair
from heliograph.network.merging.states import WORTH
from heliograph.network.models import Organization
from heliograph.network.states import Membership


@dataclass(frozen=True)
class Twins:
    """``stays`` is the record that is proposed to stay: the better membership, else the older one."""

    stays: Organization
    goes: Organization
    reasons: Sequence[str | Promise]


def _worth(each: Organization) -> tuple[int, int]:
    return WORTH[Membership(each.membership)], -each.pk


def twins_of(pairs: Sequence[Pair]) -> list[Twins]:
    """The records of pairs; one query."""
    keys = {key for pair in pairs for key in (pair.one, pair.other)}
    records = Organization.objects.in_bulk(keys)
    found = []
    for pair in pairs:
        stays, goes = sorted((records[pair.one], records[pair.other]), key=_worth, reverse=True)
        found.append(Twins(stays, goes, pair.likeness.reasons))
    return found
