"""Who comes instead."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.network.forms import LineField


class ReplaceForm(forms.Form):
    """``name`` and ``email`` of somebody else."""

    name = LineField(label=_("Name of who comes instead"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of who comes instead"),
        max_length=254,
        help_text=_(
            "Whoever has this address can see, change, reconfirm and withdraw the answer from then on. If it is your "
            "own place, it is yours no more once they have changed or reconfirmed it."
        ),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
