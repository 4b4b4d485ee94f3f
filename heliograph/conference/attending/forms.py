"""The forms of this room. What they mean is decided by the domain functions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from heliograph.conference.attending.badges_pdf import Layout


class PrintForm(forms.Form):
    """Which badges are printed, and on what; ``badge`` is one alone."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which badges"), initial="new", widget=forms.RadioSelect,
        choices=[("new", gettext_lazy("those that were not printed yet")), ("all", gettext_lazy("all"))],
    )  # fmt: skip
    layout = forms.ChoiceField(
        label=gettext_lazy("On what"), initial=Layout.SHEET, widget=forms.RadioSelect, choices=Layout.choices
    )
    badge = forms.IntegerField(required=False)


class KeyForm(forms.Form):
    """For which door, or for whom, a key is."""

    label = forms.CharField(
        label=gettext_lazy("Door, or who stands there"), max_length=100,
        help_text=gettext_lazy("For instance “Main entrance”. It tells later where somebody was checked in."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a certificate does not stand any more."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it revoked?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("It stays in the log of the conference. Nobody else reads it."),
    )  # fmt: skip
