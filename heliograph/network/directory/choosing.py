"""The filters of the directory: what each offers, and what is chosen with the way to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.network.countries import Region, country_choices, language_choices
from heliograph.network.filtering import OrganizationFilter
from heliograph.network.states import Level, Theme

Words = str | Promise
_LABELS: dict[str, Words] = {
    "q": _("Words"),
    "region": _("Region"),
    "country": _("Country"),
    "level": _("Level"),
    "language": _("Teaching language"),
    "theme": _("Theme"),
}


@dataclass(frozen=True)
class Select:
    """A filter with a list to choose from; ``chosen`` is empty where nothing is."""

    name: str
    label: Words
    options: Sequence[tuple[str, Words]]
    chosen: str


@dataclass(frozen=True)
class Chosen:
    """Something that is asked for; ``query`` is the address that asks for all the rest."""

    label: Words
    words: Words
    query: str


@lru_cache(maxsize=32)
def _of_the_world(name: str, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(country_choices(language) if name == "country" else language_choices(language))


def _options(name: str, language: str) -> Sequence[tuple[str, Words]]:
    if name == "region":
        return [(region.slug, region.label) for region in Region]
    if name == "level":
        return list(Level.choices)
    return list(Theme.choices) if name == "theme" else _of_the_world(name, language)


def selects(wanted: OrganizationFilter, language: str) -> list[Select]:
    """The filters beside the words, named in a language of the interface."""
    names = [name for name in _LABELS if name != "q"]
    return [Select(name, _LABELS[name], _options(name, language), getattr(wanted, name)) for name in names]


def chosen(wanted: OrganizationFilter, language: str) -> list[Chosen]:
    """All that is asked for, each with a way to ask it no more."""
    words = {name: dict(_options(name, language)) for name in wanted.asked if name != "q"}
    told = {name: words[name].get(value, value) if name in words else value for name, value in wanted.asked.items()}
    return [Chosen(_LABELS[name], told[name], wanted.without(name).query) for name in wanted.asked]
