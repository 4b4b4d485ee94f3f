"""The form by which an office is handed over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.frame.fields import DayField
from heliograph.network.countries import language_name
from heliograph.network.desk.wording import place_of
from heliograph.network.forms import LineField, reading
from heliograph.network.inviting.handover import Wish
from heliograph.network.models import Role
from heliograph.texts.languages import CONTENT_LANGUAGES

_DEPUTIES = [("stay", _("stay deputies")), ("go", _("end with the present coordinator’s term"))]


class HandoverForm(forms.Form):
    """Which office, to whom, from when."""

    office = forms.ChoiceField(label=_("Office"))
    name = LineField(label=_("Successor’s name"), max_length=200)
    email = forms.EmailField(
        label=_("Successor’s e-mail address"),
        max_length=254,
        help_text=_("A letter goes there. Whoever has no account yet gets one by accepting."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"))
    on = DayField(label=_("The successor’s first day"), help_text=_("Until the day before, everything stays as it is."))
    deputies = forms.ChoiceField(label=_("The deputies"), choices=_DEPUTIES, widget=forms.RadioSelect, initial="stay")
    note = forms.CharField(
        label=_("A word to the successor (optional)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, post: Any = None, *, offices: Iterable[Role], **options: Any) -> None:
        super().__init__(post, **options)
        self.offices = {role.public_id.hex: role for role in offices}
        named = [(key, f"{place_of(role)}: {role.person}") for key, role in self.offices.items()]
        named.sort(key=lambda pair: pair[1].casefold())
        tongues = [(tag, language_name(tag, reading())) for tag in CONTENT_LANGUAGES]
        self.fields["office"].choices = named if len(named) == 1 else [("", _("Please choose")), *named]  # type: ignore[attr-defined]
        self.fields["language"].choices = tongues  # type: ignore[attr-defined]

    def chosen(self) -> Role:
        """The office of a valid form."""
        return self.offices[self.cleaned_data["office"]]

    def wish(self) -> Wish:
        """What a valid form says."""
        said = self.cleaned_data
        stay = said["deputies"] == "stay"
        return Wish(said["email"], said["name"], said["language"], said["on"], stay, said["note"])
