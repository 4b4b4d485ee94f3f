"""Clauses about the organization at which a role is held."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from heliograph.network.audiences import words
from heliograph.network.audiences.by_person import is_tag
from heliograph.network.audiences.clauses import Clause, Options, Phrase
from heliograph.network.audiences.standings import At, Standing
from heliograph.network.audiences.trees import Leaf
from heliograph.network.countries import language_choices, language_name
from heliograph.network.states import Level, Membership, OrganizationKind, Theme


def _at(condition: Q) -> Q:
    """False, and not NULL, where a role is held at no organization."""
    return Q(organization__isnull=False) & condition


def including(field: str, values: Iterable[str]) -> Q:
    """That a list of words has one of the values."""
    return reduce(or_, (Q(**{f"{field}__includes": value}) for value in values))


class AtOrganization(Clause):
    """A clause that holds at organizations that are one of its values, or have one."""

    @abstractmethod
    def values_of(self, at: At) -> frozenset[str]:
        """What the organization has of what is asked for."""

    @abstractmethod
    def sentence(self, said: str, at_school: bool, holds: bool) -> str:
        """What is said of the organization, ``said`` being the values that matter, in words."""

    @abstractmethod
    def name(self, value: str) -> str:
        """A value inside a sentence."""

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return standing.at is not None and not self.values_of(standing.at).isdisjoint(leaf.values)

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        if standing.at is None:
            return _("You have no role at a school or another organization.")
        asked = [value for value in leaf.values if not holds or value in self.values_of(standing.at)]
        return self.sentence(self.listed(asked), standing.at.kind == OrganizationKind.SCHOOL, holds)

    def listed(self, values: Iterable[str]) -> str:
        return words.any_of([self.name(value) for value in values])


class KindClause(AtOrganization):
    slug = "organization-kind"
    label = gettext_lazy("Kind of organization")
    order = 20

    def options(self) -> Options:
        return OrganizationKind.choices

    def condition(self, leaf: Leaf) -> Q:
        return _at(Q(organization__kind__in=leaf.values))

    def values_of(self, at: At) -> frozenset[str]:
        return frozenset({at.kind})

    def name(self, value: str) -> str:
        return str(words.KIND_ONE[value])

    def sentence(self, said: str, at_school: bool, holds: bool) -> str:
        sentence = _("Your organization is %(kind)s.") if holds else _("Your organization is not %(kind)s.")
        return sentence % {"kind": said}

    def phrase(self, leaf: Leaf) -> Phrase:
        kinds = words.any_of([words.KIND_MANY[value] for value in leaf.values])
        return Phrase(place=pgettext("people …", "at %(kinds)s") % {"kinds": kinds})


class LevelClause(AtOrganization):
    slug = "level"
    label = gettext_lazy("Level of education")
    order = 40

    def options(self) -> Options:
        return Level.choices

    def condition(self, leaf: Leaf) -> Q:
        return _at(including("organization__levels", leaf.values))

    def values_of(self, at: At) -> frozenset[str]:
        return at.levels

    def name(self, value: str) -> str:
        return str(Level(value).label)

    def sentence(self, said: str, at_school: bool, holds: bool) -> str:
        if at_school:
            sentence = _("Your school is at %(said)s level.") if holds else _("Your school is not at %(said)s level.")
        elif holds:
            sentence = _("Your organization is at %(said)s level.")
        else:
            sentence = _("Your organization is not at %(said)s level.")
        return sentence % {"said": said}

    def phrase(self, leaf: Leaf) -> Phrase:
        return Phrase(place=pgettext("people …", "at %(levels)s level") % {"levels": self.listed(leaf.values)})


class TeachingLanguageClause(AtOrganization):
    slug = "teaching-language"
    label = gettext_lazy("Language of teaching")
    order = 50

    def options(self) -> Options:
        return language_choices(words.language())

    def clean(self, value: str) -> str | None:
        return value if is_tag(value) else None

    def condition(self, leaf: Leaf) -> Q:
        return _at(including("organization__languages", leaf.values))

    def values_of(self, at: At) -> frozenset[str]:
        return at.languages

    def name(self, value: str) -> str:
        return language_name(value, words.language())

    def sentence(self, said: str, at_school: bool, holds: bool) -> str:
        if at_school:
            sentence = _("Your school teaches in %(said)s.") if holds else _("Your school does not teach in %(said)s.")
        elif holds:
            sentence = _("Your organization teaches in %(said)s.")
        else:
            sentence = _("Your organization does not teach in %(said)s.")
        return sentence % {"said": said}

    def phrase(self, leaf: Leaf) -> Phrase:
        return Phrase(that=_("where teaching is in %(languages)s") % {"languages": self.listed(leaf.values)})


class MembershipClause(AtOrganization):
    slug = "membership"
    label = gettext_lazy("Membership")
    order = 60

    def options(self) -> Options:
        return Membership.choices

    def condition(self, leaf: Leaf) -> Q:
        return _at(Q(organization__membership__in=leaf.values))

    def values_of(self, at: At) -> frozenset[str]:
        return frozenset({at.membership})

    def name(self, value: str) -> str:
        return str(words.MEMBERSHIP[value])

    def sentence(self, said: str, at_school: bool, holds: bool) -> str:
        if at_school:
            sentence = _("Your school is %(membership)s.") if holds else _("Your school is not %(membership)s.")
        elif holds:
            sentence = _("Your organization is %(membership)s.")
        else:
            sentence = _("Your organization is not %(membership)s.")
        return sentence % {"membership": said}

    def phrase(self, leaf: Leaf) -> Phrase:
        return Phrase(that=_("whose organization is %(membership)s") % {"membership": self.listed(leaf.values)})


class ThemeClause(AtOrganization):
    slug = "theme"
    label = gettext_lazy("Theme")
    order = 70

    def options(self) -> Options:
        return Theme.choices

    def condition(self, leaf: Leaf) -> Q:
        return _at(including("organization__themes", leaf.values))

    def values_of(self, at: At) -> frozenset[str]:
        return at.themes

    def name(self, value: str) -> str:
        return str(Theme(value).label)

    def sentence(self, said: str, at_school: bool, holds: bool) -> str:
        if at_school:
            sentence = _("Your school works on %(themes)s.") if holds else _("Your school does not work on %(themes)s.")
        elif holds:
            sentence = _("Your organization works on %(themes)s.")
        else:
            sentence = _("Your organization does not work on %(themes)s.")
        return sentence % {"themes": said}

    def phrase(self, leaf: Leaf) -> Phrase:
        return Phrase(that=_("whose organization works on %(themes)s") % {"themes": self.listed(leaf.values)})
