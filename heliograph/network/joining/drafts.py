"""What a school writes about itself when it applies, as the fields of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser

from heliograph.network import places
from heliograph.network.countries import country
from heliograph.network.models import Organization
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.rules import visible_to
from heliograph.network.sorting import sort_key
from heliograph.network.states import Level, OrganizationKind

#: The fields of an organization that the form of joining asks for.
OF_SCHOOL = (
    "name", "name_language", "name_en", "country", "city", "levels", "languages", "themes", "learners", "web", "email",
    "correspondence", "visibility",
)  # fmt: skip
#: Those of the application itself; ``language`` follows the language of correspondence.
OF_APPLICATION = ("applicant_name", "applicant_email", "applicant_role", "motivation")


def located(code: str, city: str) -> dict[str, Any]:
    """Where a town lies and which clocks it has; the capital's clocks and no point for a town that is not known."""
    place = places.find(code, city)
    if place is None:
        return {"latitude": None, "longitude": None, "zone": country(code).zone}
    return {"latitude": place.latitude, "longitude": place.longitude, "zone": place.zone}


def school_fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the record, from what the form has."""
    fields = {name: said[name] for name in OF_SCHOOL}
    only_training = list(fields["levels"]) == [Level.TEACHER_TRAINING]
    kind = OrganizationKind.TRAINING if only_training else OrganizationKind.SCHOOL
    return {**fields, **located(fields["country"], fields["city"]), "kind": kind.value}


def application_fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the application, from what the form has."""
    fields = {name: said[name] for name in OF_APPLICATION}
    return {**fields, "applicant_email": fields["applicant_email"].lower(), "language": said["correspondence"]}


def _plain(text: str) -> str:
    return "".join(sign for sign in sort_key(text, "") if sign.isalnum())


def same_name(schools: OrganizationQuerySet, said: Mapping[str, Any], most: int = 5) -> list[Organization]:
    """Those of the schools in the same country that have the same name and town, marks and case aside."""
    names = {_plain(said[name]) for name in ("name", "name_en") if said.get(name)}

    def fits(school: Organization) -> bool:
        return bool(names & {_plain(school.name), _plain(school.name_en)}) and _same_town(school, said)

    found = schools.in_country(said["country"]).only("pk", "public_id", "name", "name_en", "name_language", "city")
    return [each for each in found if fits(each)][:most]


def _same_town(school: Organization, said: Mapping[str, Any]) -> bool:
    return not school.city or _plain(school.city) == _plain(said.get("city", ""))


def known_to_all(said: Mapping[str, Any]) -> list[Organization]:
    """Schools that everybody may see and that have the name and town of an application."""
    return same_name(visible_to(AnonymousUser()), said)
