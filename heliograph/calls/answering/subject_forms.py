"""Who somebody else is that one answers for: a person by name, a school that is not on record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heliograph.calls.answering.eligible import NAMED, OTHER, Choice
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.network.countries import all_countries, country_name
from heliograph.network.forms import LineField


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


def subject_form(choice: Choice, data: Any = None) -> SomebodyElse | UnlistedSchool | None:
    """The form that a choice needs to say for whom the answer is; None where it says it itself."""
    kind = _FORMS.get(choice.key)
    return kind(data, prefix="for") if kind else None
