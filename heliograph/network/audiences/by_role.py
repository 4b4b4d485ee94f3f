"""Clauses about the role itself: which, in which country, in which region."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from heliograph.network.audiences import words
from heliograph.network.audiences.clauses import Clause, Options, Phrase
from heliograph.network.audiences.standings import Standing
from heliograph.network.audiences.trees import Leaf
from heliograph.network.countries import Region, all_countries, countries_of, country_choices, country_name
from heliograph.network.states import OrganizationKind, RoleKind


class RoleClause(Clause):
    slug = "role"
    label = gettext_lazy("Role")
    order = 10
    weight = 2

    def options(self) -> Options:
        return RoleKind.choices

    def condition(self, leaf: Leaf) -> Q:
        return Q(kind__in=leaf.values)

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return standing.kind in leaf.values

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        if holds:
            return _("You are %(role)s.") % {"role": words.ROLE_ONE[standing.kind]}
        return _("You are not %(role)s.") % {"role": words.any_of([words.ROLE_ONE[kind] for kind in leaf.values])}

    def phrase(self, leaf: Leaf) -> Phrase:
        return Phrase(noun=words.any_of([words.ROLE_MANY[kind] for kind in leaf.values]))


class CountryClause(Clause):
    """The country for which a role is held, or in which its organization is."""

    slug = "country"
    label = gettext_lazy("Country")
    order = 30

    def options(self) -> Options:
        return country_choices(words.language())

    def clean(self, value: str) -> str | None:
        return value if any(each.code == value for each in all_countries()) else None

    def condition(self, leaf: Leaf) -> Q:
        return Q(country__in=leaf.values)

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return standing.country in leaf.values

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        asked = [standing.country] if holds else leaf.values
        return whereabouts(standing, words.any_of([country_name(code, words.language()) for code in asked]), holds)

    def phrase(self, leaf: Leaf) -> Phrase:
        return _in(words.any_of([country_name(code, words.language()) for code in leaf.values]))


class RegionClause(Clause):
    """The region for which a role is held, or in which its country lies."""

    slug = "region"
    label = gettext_lazy("Region")
    order = 31

    def options(self) -> Options:
        return [(region.value, region.label) for region in Region]

    def condition(self, leaf: Leaf) -> Q:
        codes = sorted(code for region in leaf.values for code in countries_of(region))
        return Q(country__in=codes) | Q(region__in=leaf.values)

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return not standing.regions.isdisjoint(leaf.values)

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        asked = [value for value in leaf.values if not holds or value in standing.regions]
        return whereabouts(standing, words.any_of([words.REGION[value] for value in asked]), holds)

    def phrase(self, leaf: Leaf) -> Phrase:
        return _in(words.any_of([words.REGION[value] for value in leaf.values]))


def _in(places: str) -> Phrase:
    return Phrase(place=pgettext("people …", "in %(places)s") % {"places": places})


def whereabouts(standing: Standing, places: str, holds: bool) -> str:
    """That what somebody's role is for is in one of these places, or that it is not."""
    said = {"places": places}
    if standing.at is not None and standing.at.kind == OrganizationKind.SCHOOL:
        return (_("Your school is in %(places)s.") if holds else _("Your school is not in %(places)s.")) % said
    if standing.at is not None:
        sentence = _("Your organization is in %(places)s.") if holds else _("Your organization is not in %(places)s.")
    elif standing.kind:
        sentence = _("Your role is in %(places)s.") if holds else _("Your role is not in %(places)s.")
    else:
        sentence = _("You have no role in %(places)s.")
    return sentence % said
