"""What all that is made of a proposal has: its programme, one that there is or a new one, and whom people can ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.bulletin.binding.guessing import programme_of
from heliograph.bulletin.models import Item
from heliograph.calls.models import Programme
from heliograph.calls.rules import programmes_run_by
from heliograph.calls.states import ProgrammeState
from heliograph.frame.translating import TextsForm
from heliograph.network.models import Person
from heliograph.texts.multilingual import texts_of


class ProgrammeForm(TextsForm):
    """The programme and the contact of what is made; texts as the form above it has them."""

    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("A new programme"),
        to_field_name="slug",
        help_text=_("The undertaking that the call belongs to: a conference, a series, an exchange."),
    )
    programme_title = forms.CharField(
        label=_("Name of the new programme"),
        max_length=250,
        required=False,
        help_text=_("Only where you chose a new one."),
    )
    publish_programme = forms.BooleanField(label=_("Publish the page of the new programme at once"), required=False)
    contact = forms.EmailField(label=_("Contact"), required=False)

    def __init__(self, *args: Any, item: Item, by: Person, values: Mapping[str, Any], **kwargs: Any) -> None:
        self.item = item
        marks = {"text": item.marks.get("body", {})}
        super().__init__(*args, values=values, marks=marks, source=item.issue.source_language, **kwargs)
        fields: dict[str, Any] = self.fields
        offered = programmes_run_by(by).exclude(state=ProgrammeState.CLOSED)
        fields["programme"].queryset = offered
        self.initial.setdefault("programme", programme_of(item, offered))
        self.initial.setdefault("programme_title", texts_of(item.title).get(self.source, ""))

    def is_of_programme(self, said: dict[str, Any]) -> bool:
        """Whether what was said needs a programme."""
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named = cleaned.get("programme") or cleaned.get("programme_title")
        if self.is_of_programme(cleaned) and not named:
            self.add_error("programme_title", _("Give the new programme a name, or choose one that there is."))
        return cleaned

    def of_programme(self) -> dict[str, Any]:
        """The fields of ``choices.OfProgramme``, once they are valid."""
        said = self.cleaned_data
        return {
            "programme": said["programme"],
            "programme_title": self._programme_title(),
            "publish_programme": said["publish_programme"],
            "contact": said["contact"],
        }

    def _programme_title(self) -> dict[str, str]:
        """The item's title in all its languages where the name was left as it was, else the name as written."""
        written = texts_of(self.item.title)
        name = self.cleaned_data["programme_title"]
        return written if name == written.get(self.source) else {self.source: name}
