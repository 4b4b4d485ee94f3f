"""The forms about people: who somebody is, which role he gets, until when he has one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.frame.fields import DayField
from heliograph.frame.reader import valid_zone
from heliograph.frame.zones import choices as zone_choices
from heliograph.network import search
from heliograph.network.countries import Region, country_choices, language_choices, language_name
from heliograph.network.forms import LineField, SeveralSelects, named_countries, reading
from heliograph.network.giving import kinds_to_give, managed_organizations, may_give
from heliograph.network.models import Organization, Person
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.rules import remit_of
from heliograph.network.states import LOCAL, NATIONAL, REGIONAL, RoleKind

#: So many schools are offered where several fit what was written.
MOST_SCHOOLS = 20


class PersonForm(forms.Form):
    """What the desk corrects of a person."""

    name = LineField(label=_("Name"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages, the preferred one first"),
        widget=SeveralSelects,
        help_text=_("Letters and pages come in the first that there is."),
    )
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, post: Any = None, *, person: Person, at: datetime) -> None:
        super().__init__(post, initial={"name": person.name, "languages": person.languages, "zone": person.zone})
        spoken = language_choices(reading())
        further = [(tag, language_name(tag, reading())) for tag in person.languages if tag not in dict(spoken)]
        zones = [(each.name, each.label) for each in zone_choices(reading(), at, valid_zone(person.zone))]
        self.fields["languages"].choices = [*spoken, *further]  # type: ignore[attr-defined]
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """A role and for what it is held; ``place()`` is what ``records.appoint`` is told, beside the person.

    A school is named by a part of its name or by its identifier; where several fit, they are offered. ``by`` is who
    gives it: kinds and countries beyond him are not offered, and refused.
    """

    kind = forms.ChoiceField(label=_("Role"))
    country = forms.ChoiceField(
        label=_("Country (for a coordinator or deputy)"),
        required=False,
    )
    region = forms.ChoiceField(label=_("Region (for a regional office)"), required=False)
    school = LineField(
        label=_("School or other organization (for all other roles)"),
        max_length=200,
        required=False,
        help_text=_("Its identifier, or words of its name and town."),
    )
    organization = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, post: Any = None, *, by: Person, organization: Organization | None = None, **options: Any
    ) -> None:
        super().__init__(post, **options)
        self.by, self.chosen = by, organization
        self.offered: list[Organization] = []
        remit, kinds = remit_of(by), kinds_to_give(by)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in kinds if organization is None or kind in LOCAL
        ]
        every = country_choices(reading()) if remit.everything else named_countries(remit.countries)
        self.fields["country"].choices = every if len(every) == 1 else [("", "–"), *every]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", "–"), *((each.value, each.label) for each in Region)]  # type: ignore[attr-defined]
        for name in self._needless(kinds):
            del self.fields[name]

    def _needless(self, kinds: Iterable[RoleKind]) -> list[str]:
        """Fields for roles that are not given here."""
        given, fixed = set(kinds), self.chosen is not None
        absent = [("country", fixed or not given & NATIONAL), ("region", fixed or not given & REGIONAL)]
        return [name for name, gone in [*absent, ("school", fixed), ("organization", fixed)] if gone]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        kind = said.get("kind", "")
        if kind in LOCAL:
            self._choose_school(said)
        elif kind in NATIONAL and not said.get("country"):
            self.add_error("country", _("Say for which country."))
        elif kind in REGIONAL and not said.get("region"):
            self.add_error("region", _("Say for which region."))
        if kind in NATIONAL | LOCAL and not self.errors and not self._may_give(kind):
            self.add_error("kind", _("You cannot give this role there. The secretariat can."))
        return said

    def _may_give(self, kind: str) -> bool:
        """Whether ``by`` may give the role there; where each line of a list has its own school, that is asked later."""
        if kind in LOCAL:
            return self.chosen is None or may_give(self.by, kind, self.chosen.country)
        return may_give(self.by, kind, self.cleaned_data.get("country", ""))

    def _choose_school(self, said: dict[str, Any]) -> None:
        if self.chosen is not None:
            return
        own = managed_organizations(self.by)
        if said.get("organization"):
            self.chosen = own.filter(public_id=said["organization"]).first()
        if self.chosen is None:
            self._look_for(own, said.get("school", ""))

    def _look_for(self, own: OrganizationQuerySet, words: str) -> None:
        if not words:
            self.add_error("school", _("Say at which school: its identifier, or words of its name and town."))
            return
        found = find_schools(own, words)
        if not found:
            self.add_error("school", _("No school of yours is like this. Try fewer words, or its identifier."))
        elif len(found) > 1:
            self.offered = found
            self.add_error("school", _("Several are like this. Choose one of them below."))
        elif _named(found[0], words):
            self.chosen = found[0]
        else:
            self.offered = found
            said = {"name": found[0].name}
            self.add_error("school", _("Did you mean “%(name)s”? Then choose it below; else write more.") % said)

    def place(self) -> dict[str, Any]:
        """For what the role of a valid form is."""
        kind = self.cleaned_data["kind"]
        return {
            "organization": self.chosen if kind in LOCAL else None,
            "country": self.cleaned_data.get("country", "") if kind in NATIONAL else "",
            "region": self.cleaned_data.get("region", "") if kind in REGIONAL else "",
        }


def _named(school: Organization, words: str) -> bool:
    """Whether the words are exactly a school's identifier or name, capital letters aside."""
    return words.casefold() in {each.casefold() for each in (school.identifier, school.name, school.name_en)}


def find_schools(own: OrganizationQuerySet, words: str) -> list[Organization]:
    """The one with this identifier, else those with all these words, by name; at most a few."""
    exact = list(own.filter(identifier__iexact=words))
    if exact:
        return exact
    found = search.organizations_with(words)
    return list(own.filter(pk__in=found).order_by("sort_key")[:MOST_SCHOOLS]) if found is not None else []


class GiveRoleForm(PlaceForm):
    """A role for a person on record, from a day on."""

    begins = DayField(label=_("From"))


class EndRoleForm(forms.Form):
    """The last day of a role."""

    last_day = DayField(label=_("Last day"))

    def __init__(self, post: Any = None, *, today: date) -> None:
        super().__init__(post, initial={"last_day": today})


class AddressForm(forms.Form):
    """A person's new address, and why the secretariat changes it."""

    email = forms.EmailField(label=_("New e-mail address"), max_length=254)
    reason = LineField(
        label=_("Why"),
        max_length=500,
        help_text=_("It stands in the letters to both addresses. Only change it when you know who asks for it."),
    )


class CloseForm(forms.Form):
    """Why an account is closed."""

    reason = LineField(label=_("Why"), max_length=500, help_text=_("It is kept with the person’s record."))
