"""Forms of the confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.frame.fields import DayField
from heliograph.network.confirming.states import Trouble


class TroubleForm(forms.Form):
    """What is wrong, where a record can neither be confirmed nor corrected by who was asked."""

    trouble = forms.ChoiceField(label=_("What is wrong?"), choices=Trouble.choices, widget=forms.RadioSelect)
    word = forms.CharField(
        label=_("In your words"),
        help_text=_("For instance whom we should ask instead."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("trouble") == Trouble.OTHER and not said.get("word", "").strip():
            self.add_error("word", _("Say in a few words what is wrong."))
        return said


class TermForm(forms.Form):
    """Until when a round is open."""

    until = DayField(label=_("Open until"), help_text=_("The last day, to its end."))


class NoteForm(forms.Form):
    """How a school said that its record is right, where it was not by its letter."""

    note = forms.CharField(
        label=_("How did the school tell you?"),
        help_text=_("For instance: the principal said so on the telephone. The log keeps it."),
        max_length=300,
    )
