"""How the desk says in words what stands in a record: values of fields, and for what a role is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.moments.locales import write_day
from heliograph.network.countries import Region, country_name, language_name
from heliograph.network.forms import OrganizationForm, reading
from heliograph.network.models import Organization
from heliograph.network.states import Learners, Level, Membership, OrganizationKind, RoleKind, Theme, Visibility
from heliograph.texts.commas import with_commas

#: What stands where nothing is known.
NOTHING = "–"
_LABELS: Mapping[str, str | Promise] = {
    **{name: field.label or name for name, field in OrganizationForm.base_fields.items()},
    "name_en": gettext_lazy("Name in English"),
    "membership": gettext_lazy("Membership"),
    "member_since": gettext_lazy("Member since"),
    "confirmed_on": gettext_lazy("Last confirmed"),
    "roles": gettext_lazy("Role"),
    "identifier": gettext_lazy("Identifier"),
    "email": gettext_lazy("E-mail address"),
    "duplicate": gettext_lazy("The other record"),
}


def field_name(name: str) -> str:
    """What the pages call a field of a record."""
    return str(_LABELS.get(name, name))


def _choice(choices: Any) -> Callable[[Any], str]:
    labels = {str(value): label for value, label in choices.choices}
    return lambda value: str(labels.get(str(value), value))


def _each(said: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda values: with_commas(said(value) for value in values)


def _country(code: Any) -> str:
    return country_name(str(code), reading())


def _language(tag: Any) -> str:
    return language_name(str(tag), reading())


def _day(value: Any) -> str:
    on = value if isinstance(value, date) else date.fromisoformat(str(value))
    return write_day(on, reading())


_SAYING: Mapping[str, Callable[[Any], str]] = {
    "kind": _choice(OrganizationKind),
    "country": _country,
    "name_language": _language,
    "correspondence": _language,
    "languages": _each(_language),
    "levels": _each(_choice(Level)),
    "themes": _each(_choice(Theme)),
    "learners": _choice(Learners),
    "visibility": _choice(Visibility),
    "membership": _choice(Membership),
    "confirmed_on": _day,
    "roles": _choice(RoleKind),
}


def said(name: str, value: Any) -> str:
    """A value of a field of a record, in the language of the page; what cannot be read is given as it stands."""
    if value is None or value == "" or value == []:
        return NOTHING
    try:
        return _SAYING.get(name, str)(value)
    except (TypeError, ValueError):
        return str(value)


class Placed(Protocol):
    """A role, or an offer of one."""

    kind: Any
    organization: Any
    country: Any
    region: Any


def place_of(role: Placed) -> str:
    """For what a role is held or offered: an organization, a country, a region, or the network."""
    if role.organization is not None:
        return str(role.organization)
    if role.country:
        return _country(role.country)
    if role.region:
        return str(Region(role.region).label) if role.region in set(Region) else str(role.region)
    return _("the whole network")


def role_name(kind: str) -> str:
    """A kind of role in the language of the page."""
    return str(RoleKind(kind).label)


def languages_named(tags: Iterable[str]) -> str:
    """Several languages in the language of the page."""
    return with_commas(_language(tag) for tag in tags)


def town_and_country(organization: Organization) -> str:
    """Where an organization is."""
    return with_commas(part for part in (organization.city, _country(organization.country)) if part)
