"""Who somebody else is that one answers for: a person by name, a school that is not on record; one's own name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heliograph.calls.answering.eligible import NAMED, OTHER, Choice
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.models import Response
from heliograph.calls.states import RespondentKind, ResponseState
from heliograph.network.countries import all_countries, country_name
from heliograph.network.forms import LineField
from heliograph.network.models import Person


class SomebodyElse(forms.Form):
    """Another person, for whom the answer is."""

    name = LineField(label=_("Name of the person for whom you answer"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of that person"),
        max_length=254,
        required=False,
        help_text=_("We write to it what happens with the answer. Leave it empty for a child."),
    )

    def subject(self, choice: Choice) -> Subject:
        data = self.cleaned_data
        return replace(choice.subject, name=data["name"], email=data["email"])


class OwnName(forms.Form):
    """How somebody is called who is known by nothing but an address."""

    name = LineField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("So that the organizer knows who writes: so far we know your address alone."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def given(self) -> str:
        return str(self.cleaned_data["name"]) if self.is_valid() else ""


def own_name_form(by: Person, data: Any = None) -> OwnName | None:
    """The form that asks for a name; None for who has one."""
    return None if by.name else OwnName(data, prefix="own")


def _countries() -> list[tuple[str, str]]:
    named = [(each.code, country_name(each.code, get_language() or "en")) for each in all_countries()]
    return [("", "—"), *sorted(named, key=lambda pair: pair[1])]


class UnlistedSchool(forms.Form):
    """A school that is not on record here."""

    organization_name = LineField(label=_("Name of the school"), max_length=250)
    country = forms.ChoiceField(label=_("Country"), choices=_countries)

    def subject(self, choice: Choice) -> Subject:
        data = self.cleaned_data
        return replace(choice.subject, organization_name=data["organization_name"], country=data["country"])


_FORMS: dict[str, type[SomebodyElse | UnlistedSchool]] = {OTHER: SomebodyElse, NAMED: UnlistedSchool}
_PREFIX = "for"


def subject_form(choice: Choice, by: Person, data: Any = None) -> SomebodyElse | UnlistedSchool | None:
    """The form that says for whom the answer is; None where the choice does, or what was posted has no such form.

    A draft can still be for another, until it is sent: by who leads it.
    """
    if kind := _FORMS.get(choice.key):
        return kind(data, prefix=_PREFIX)
    response = choice.response
    if response is None or response.state != ResponseState.DRAFT or response.person_id != by.pk:
        return None
    kind, initial = _named(response)
    if data is None:
        return kind(prefix=_PREFIX, initial=initial) if any(initial.values()) else None
    # A page that was open since before its first words were kept may name somebody else where it named oneself.
    posted = any(f"{_PREFIX}-{name}" in data for name in initial)
    return kind(data, prefix=_PREFIX, initial=initial) if posted else None


def _named(response: Response) -> tuple[type[SomebodyElse | UnlistedSchool], dict[str, str]]:
    """The form that says for whom a draft of a call is, and what it says; nothing where that is nobody else."""
    if response.organization_name:
        return UnlistedSchool, {"organization_name": response.organization_name, "country": response.country}
    may = response.call.delegation and response.call.respondent == RespondentKind.PERSON
    return SomebodyElse, {"name": response.name, "email": response.email} if may else {}
