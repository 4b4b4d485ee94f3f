"""What a reader sees of an organization: as much as it has agreed to show, or all where it is in his remit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from heliograph.moments.locales import isolate
from heliograph.network.countries import country_name, language_name
from heliograph.network.directory.wording import listed
from heliograph.network.models import Organization
from heliograph.network.rules import Reader, remit_of
from heliograph.network.states import Level, Membership, Theme, Visibility
from heliograph.texts.languages import direction

_LEVELS: Mapping[str, str | Promise] = {level.value: level.label for level in Level}
_THEMES: Mapping[str, str | Promise] = {theme.value: theme.label for theme in Theme}


@dataclass(frozen=True)
class Card:
    """``whole``: this reader sees more than name and place; ``public``: everybody sees as much as the name."""

    organization: Organization
    country: str
    direction: str
    language: str
    whole: bool
    public: bool

    @property
    def english(self) -> str:
        """The name in English, where it is another."""
        one = self.organization
        return one.name_en if one.name_en != one.name else ""

    @property
    def place(self) -> str:
        """``Lomé, Togo``."""
        city = self.organization.city
        if not city:
            return self.country
        words = {"city": isolate(city, self.language), "country": isolate(self.country, self.language)}
        return _("%(city)s, %(country)s") % words

    @property
    def levels(self) -> str:
        """``primary, lower secondary``; empty, as the other lists, where this reader sees name and place only."""
        return self._named(self.organization.levels, _LEVELS)

    @property
    def themes(self) -> str:
        return self._named(self.organization.themes, _THEMES)

    @property
    def languages(self) -> str:
        """The teaching languages in the reader's own."""
        tags = self.organization.languages
        return self._named(tags, {tag: language_name(tag, self.language) for tag in tags})

    def _named(self, words: Iterable[str], labels: Mapping[str, str | Promise]) -> str:
        return listed((labels[each] for each in words if each in labels), self.language) if self.whole else ""


def is_public(organization: Organization) -> bool:
    """Whether everybody may see at least the organization's name."""
    return organization.membership == Membership.MEMBER and organization.visibility != Visibility.HIDDEN


def card(organization: Organization, person: Reader, language: str) -> Card:
    """The organization as a person sees it who may see at least its name, in a language of the interface."""
    public = is_public(organization)
    open_to_all = public and organization.visibility == Visibility.FULL
    return Card(
        organization,
        country_name(organization.country, language),
        direction(organization.name_language),
        language,
        open_to_all or remit_of(person).reaches(organization.pk, organization.country),
        public,
    )


def cards(organizations: Iterable[Organization], person: Reader, language: str) -> list[Card]:
    return [card(each, person, language) for each in organizations]
