"""A new record by hand: made once however often its form is sent, and not beside one that is there unless meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from heliograph.network import records
from heliograph.network.countries import country
from heliograph.network.forms import OrganizationForm
from heliograph.network.giving import managed_organizations
from heliograph.network.joining.drafts import same_name
from heliograph.network.models import Organization, Person
from heliograph.network.sheets.folding import fold
from heliograph.texts.languages import CONTENT_LANGUAGES

#: So many records that are alike are shown.
MOST_ALIKE = 5


def correspondence_of(code: str) -> str:
    """In which language a school of a country is written to until it says otherwise."""
    own = (country(code).languages or ("en",))[0].split("-")[0]
    return own if own in CONTENT_LANGUAGES else "en"


class NewOrganizationForm(OrganizationForm):
    """The whole record of an organization that is not on record; a language that is not chosen is the country's."""

    def __init__(self, post: Any = None, **options: Any) -> None:
        super().__init__(post, **options)
        field = self.fields["correspondence"]
        field.required = False
        field.choices = [("", _("the country’s")), *field.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("country") and said.get("correspondence") == "":
            said["correspondence"] = correspondence_of(said["country"])
        return said


def id_of(text: str) -> UUID:
    """The id that a form carries; a new one where it carries none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def made_already(public_id: UUID, fields: Mapping[str, Any], by: Person) -> Organization | None:
    """The record that the same form made when it was sent before."""
    found: Organization | None = managed_organizations(by).filter(public_id=public_id).first()
    return found if found is not None and _same(found, fields) else None


def _same(found: Organization, fields: Mapping[str, Any]) -> bool:
    """Whether a form that made this record still speaks of it: one goes back and writes another school over it too."""
    return found.country == fields["country"] and fold(found.name) == fold(fields["name"])


def alike(fields: Mapping[str, Any], by: Person) -> list[Organization]:
    """Records that ``by`` manages in the same country, with the same name and town or the same e-mail address."""
    own = managed_organizations(by)
    named = {one.pk for one in same_name(own, fields, MOST_ALIKE)}
    if fields.get("email"):
        same = own.in_country(fields["country"]).filter(email__iexact=fields["email"])
        named |= set(same.values_list("pk", flat=True)[:MOST_ALIKE])
    return list(own.filter(pk__in=named).order_by("sort_key")[:MOST_ALIKE]) if named else []


def add(public_id: UUID, fields: Mapping[str, Any], by: Person, at: datetime) -> Organization:
    """The new record, under this id where it is free; the one there is where the same form was sent twice at once."""
    taken = Organization.objects.filter(public_id=public_id).exists()
    try:
        with transaction.atomic():
            return records.add_organization({**fields, "public_id": uuid4() if taken else public_id}, by, at)
    except IntegrityError:
        found = made_already(public_id, fields, by)
        if found is None:
            raise
        return found
