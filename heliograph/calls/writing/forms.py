"""The form of a message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from heliograph.calls.desk.words import WordsForm


class MessageForm(WordsForm):
    """Subject and text in each language that is needed. ``token`` makes it one, however often it is sent."""

    TEXTS = {"subject": (gettext_lazy("Subject"), False, 200), "text": (gettext_lazy("Text"), True, 20_000)}

    token = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.check_whole(("subject", "text"))
        return said
