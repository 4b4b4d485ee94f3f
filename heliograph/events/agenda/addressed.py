"""To which countries a rule of an audience is bound."""

from __future__ import annotations

from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.trees import All, AnyOf, Leaf, Rule
from heliograph.network.countries import countries_of
from heliograph.network.models import Audience


def countries_for(country: str, region: str) -> frozenset[str] | None:
    """The codes of those for whom something is that names a country, or a region; None: for all."""
    if country:
        return frozenset({country.upper()})
    return countries_of(region) or None if region else None


def countries_of_audience(audience: Audience | None) -> frozenset[str] | None:
    """The codes of the countries outside of which nobody is addressed; None where there may be some anywhere."""
    if audience is None:
        return None
    try:
        return _bound(rule_of(audience))
    except Unreadable:
        return frozenset()


def _bound(rule: Rule) -> frozenset[str] | None:
    if isinstance(rule, Leaf):
        return _leaf(rule)
    if isinstance(rule, All):
        found = [each for part in rule.parts if (each := _bound(part)) is not None]
        return frozenset.intersection(*found) if found else None
    if isinstance(rule, AnyOf):
        parts = [_bound(part) for part in rule.parts]
        known = [each for each in parts if each is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None
    return None


def _leaf(leaf: Leaf) -> frozenset[str] | None:
    if leaf.clause == "country":
        return frozenset(leaf.values)
    if leaf.clause == "region":
        return frozenset().union(*(countries_of(each) for each in leaf.values))
    return None
