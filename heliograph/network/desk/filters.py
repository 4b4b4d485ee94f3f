"""What the lists of the desk can be filtered by, as fields of a page: name, label, choices, what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.network.countries import Region, all_countries, country, language_choices
from heliograph.network.filtering import FRESH, STALE, OrganizationFilter
from heliograph.network.forms import named_countries, reading
from heliograph.network.remits import Remit
from heliograph.network.states import Level, Membership, OrganizationKind, Theme, Visibility


@dataclass(frozen=True)
class Choice:
    """One field of a filter."""

    name: str
    label: str | Promise
    options: Sequence[tuple[str, Any]]
    chosen: str


def countries_to_choose(remit: Remit) -> list[tuple[str, str]]:
    """The countries among which somebody chooses, where there are several."""
    codes = {each.code for each in all_countries()} if remit.everything else remit.countries
    return named_countries(codes) if len(codes) > 1 else []


def _regions(remit: Remit) -> list[tuple[str, Any]]:
    own = set(Region) if remit.everything else {country(code).region for code in remit.countries}
    return [(region.slug, region.label) for region in Region if region in own] if len(own) > 1 else []


def organization_choices(asked: OrganizationFilter, remit: Remit) -> list[Choice]:
    """The fields of the list of organizations; those of which a person has but one choice are left out."""
    offered: list[tuple[str, str | Promise, Sequence[tuple[str, Any]]]] = [
        ("country", _("Country"), countries_to_choose(remit)),
        ("region", _("Region"), _regions(remit)),
        ("kind", _("Kind"), OrganizationKind.choices),
        ("membership", _("Membership"), Membership.choices),
        ("confirmation", _("Confirmation"), [(FRESH, _("fresh")), (STALE, _("to be confirmed"))]),
        ("visibility", _("Shown to everybody"), Visibility.choices),
        ("level", _("Level"), Level.choices),
        ("language", _("Teaching language"), language_choices(reading())),
        ("theme", _("Theme"), Theme.choices),
    ]
    return [Choice(name, label, options, getattr(asked, name)) for name, label, options in offered if options]
