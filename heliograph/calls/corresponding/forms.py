"""The form by which somebody is invited to answer together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from heliograph.network.countries import language_name
from heliograph.network.forms import LineField, reading


class InviteForm(forms.Form):
    """Whom to invite, and in which language to write where that is not known."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write the e-mail address of the person whom you want to invite."),
            "invalid": _("This is no e-mail address. It looks like name@example.org."),
        },
    )
    name = LineField(label=_("Name (optional)"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        help_text=_("Who has an account here gets it in the language that the account says."),
    )

    def __init__(self, data: Any = None, *, language: str) -> None:
        super().__init__(data, prefix="guest", initial={"language": language})
        tongues = [(tag, language_name(tag, reading())) for tag, _name in settings.LANGUAGES]
        self.fields["language"].choices = tongues  # type: ignore[attr-defined]
