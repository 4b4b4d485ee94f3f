"""Forms of decisions: a step and what its letters say, the texts that always go along, a sheet, a late answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.desk.forms import MomentForm
from heliograph.calls.deciding.possible import DOING, Choice
from heliograph.calls.desk.words import WordsForm
from heliograph.calls.models import Call
from heliograph.calls.states import Verb
from heliograph.frame.translating import TextsForm, content_languages
from heliograph.network.letters import supported

LONGEST_NOTE = 4000


class NoteForm(WordsForm):
    """What all letters of some decisions say besides, in each language."""

    TEXTS = {"note": (gettext_lazy("What the letters say besides"), True, LONGEST_NOTE)}


class DecideForm(NoteForm):
    """Which step, and what its letters say. ``token`` makes it one, however often it is sent.

    ``commented`` is of how many answers reviewers wrote something for the respondent.
    """

    verb = forms.ChoiceField(label=gettext_lazy("What is decided"), widget=forms.RadioSelect)
    comments = forms.BooleanField(label=gettext_lazy("Add what reviewers wrote for the respondent"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, choices: Sequence[Choice], commented: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.commented = choices, commented
        self.fields["verb"].choices = [(each.verb.value, str(each.label)) for each in choices]  # type: ignore[attr-defined]
        self.fields["verb"].error_messages |= {"required": _("Choose what is decided.")}

    def verbs(self) -> list[tuple[Choice, str, bool]]:
        """Each step with the id of its button, and whether it is chosen."""
        chosen = self["verb"].value()
        return [(each, f"id_verb_{n}", chosen == each.verb) for n, each in enumerate(self.choices)]


class StandingForm(TextsForm):
    """The texts that always go along, for each step by language."""

    def __init__(self, *args: Any, verbs: Sequence[Verb], **kwargs: Any) -> None:
        self.TEXTS = {verb.value: (DOING[verb], True, LONGEST_NOTE) for verb in verbs}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A text in one language alone is enough, whichever it is, and so is none at all."""
        return forms.Form.clean(self) or self.cleaned_data


class SheetForm(forms.Form):
    """A spreadsheet of decisions."""

    file = forms.FileField(
        label=gettext_lazy("The sheet with your decisions"),
        help_text=gettext_lazy("XLSX or CSV, as it was saved from here."),
        error_messages={"required": gettext_lazy("Choose the file first.")},
    )


class LateForm(MomentForm):
    """Who may answer although the call has closed, and until when; ``cleaned_data["moment"]`` is what was chosen."""

    email = forms.EmailField(
        label=gettext_lazy("Who?"),
        max_length=254,
        help_text=gettext_lazy("The e-mail address, whether or not this person has an account or has begun an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        choices=content_languages,
        help_text=gettext_lazy("For who is not known here yet. Who has an account gets it in his own language."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The letter to this person says it."),
        max_length=500,
        required=False,
    )
    field_order: Sequence[str] = ("email", "language", "day", "clock", "zone", "reason")

    def __init__(self, post: Any, *, call: Call, at: datetime) -> None:
        super().__init__(post, zone=call.zone, at=at, initial={"language": supported(get_language() or "en")})
        self.fields["day"].required = True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["moment"] = self.read_moment()
        return said
