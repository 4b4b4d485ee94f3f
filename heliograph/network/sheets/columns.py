"""The columns of a sheet of organizations and of a sheet of people: machine words that stay the same for ever."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.network.states import SheetKind

#: By machine word, as people read it.
ORGANIZATION_LABELS: Mapping[str, str | Promise] = {
    "identifier": _("Identifier"),
    "kind": _("Kind"),
    "name": _("Name"),
    "name_language": _("Language of the name"),
    "name_en": _("Name in English"),
    "email": _("E-mail address"),
    "web": _("Web address"),
    "country": _("Country"),
    "city": _("Town"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "zone": _("Time zone"),
    "levels": _("Levels"),
    "languages": _("Teaching languages"),
    "themes": _("Themes"),
    "correspondence": _("Language of correspondence"),
    "learners": _("Number of learners"),
    "visibility": _("Shown to everybody"),
    "membership": _("Membership"),
    "member_since": _("Member since"),
    "confirmed_on": _("Last confirmed on"),
}
PEOPLE_LABELS: Mapping[str, str | Promise] = {
    "email": _("E-mail address"),
    "name": _("Name"),
    "languages": _("Languages"),
    "zone": _("Time zone"),
    "role": _("Role"),
    "organization": _("Identifier of the organization"),
    "country": _("Country"),
    "region": _("Region"),
    "from": _("From"),
    "until": _("Until"),
}
ORGANIZATIONS = tuple(ORGANIZATION_LABELS)
PEOPLE = tuple(PEOPLE_LABELS)
#: What may be said once for every row.
CONSTANT = frozenset(
    {
        "kind", "name_language", "country", "city", "zone", "levels", "languages", "themes", "correspondence",
        "visibility", "membership", "member_since", "confirmed_on", "role", "organization", "region", "from", "until",
    }
)  # fmt: skip
#: What an empty cell may empty, where the person who imports says so.
CLEARABLE = frozenset({"name_en", "email", "web", "city", "levels", "languages", "themes", "learners"})


def labels(kind: str) -> Mapping[str, str | Promise]:
    """The columns of a kind of sheet, by machine word, in their order."""
    return ORGANIZATION_LABELS if kind == SheetKind.ORGANIZATIONS else PEOPLE_LABELS


def label(kind: str, name: str) -> str:
    """A column of a kind of sheet as people read it."""
    return str(labels(kind).get(name, name))
