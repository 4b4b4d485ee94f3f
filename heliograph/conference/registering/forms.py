"""The forms of this room. What they mean is decided by the domain functions."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.conference.registering.holding import About
from heliograph.conference.registering.inviting import Wish
from heliograph.conference.registering.reminding import OWED


def _owed() -> list[tuple[str, str]]:
    return [(about.value, str(about.label)) for about in OWED]


class RemindForm(forms.Form):
    """What is owed, and in which country."""

    about = forms.MultipleChoiceField(
        label=gettext_lazy("What is owed"), choices=_owed, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )  # fmt: skip
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["country"]).choices = [("", _("all countries")), *countries]

    @property
    def abouts(self) -> list[About]:
        """What was ticked."""
        return [About(each) for each in self.cleaned_data["about"]]

    @property
    def countries(self) -> list[str]:
        """The country that was chosen; none for all."""
        return [code] if (code := self.cleaned_data["country"]) else []


class LetterForm(forms.Form):
    """What an invitation letter is asked for with."""

    name = forms.CharField(label=gettext_lazy("Name as in the passport"), max_length=200)
    embassy = forms.CharField(
        label=gettext_lazy("Embassy or consulate to which it goes"), max_length=200, required=False,
        help_text=gettext_lazy("Leave it empty if you do not know it yet."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES)

    def wish(self) -> Wish:
        """What was said."""
        said = self.cleaned_data
        return Wish(said["name"], said["embassy"], said["language"])


class ReasonForm(forms.Form):
    """Why a letter is refused or revoked."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, required=False,
        help_text=gettext_lazy("Whoever asked for the letter is told."),
    )  # fmt: skip
