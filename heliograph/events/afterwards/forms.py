"""Forms of what remains of an event: feedback, captions, the last day of the floor, why a certificate is revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.events.afterwards.models import Followed
from heliograph.events.afterwards.opinions import LONGEST, Opinion, scale
from heliograph.events.models import Event, EventDocument
from heliograph.events.states import Part
from heliograph.frame.fields import DayField
from heliograph.frame.translating import content_languages
from heliograph.network.forms import LineField
from heliograph.texts.multilingual import pick


class NameForm(forms.Form):
    """The name on a certificate, from who has no account that knows it."""

    name = LineField(label=_("Your name, as it is to stand on the certificate"), max_length=200, required=False)


class OpinionForm(forms.Form):
    """Three questions; the last may stay empty."""

    useful = forms.TypedChoiceField(
        label=_("How useful was it for you?"), widget=forms.RadioSelect, choices=scale, coerce=int
    )
    followed = forms.ChoiceField(
        label=_("Could you follow what was said?"), widget=forms.RadioSelect, choices=Followed.choices
    )
    words = forms.CharField(
        label=_("What should be done otherwise next time?"),
        help_text=_("Read by who runs the event. Please name nobody."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )

    def opinion(self, language: str) -> Opinion:
        """What a valid form says."""
        said = self.cleaned_data
        return Opinion(said["useful"], Followed(said["followed"]), said["words"], language)


class CaptionsForm(forms.Form):
    """A WebVTT file for a recording, in a language."""

    recording: Any = forms.ModelChoiceField(EventDocument.objects.none(), label=_("Recording"))
    language = forms.ChoiceField(label=_("Language"), choices=content_languages)
    file = forms.FileField(
        label=_("File (.vtt)"), widget=forms.ClearableFileInput(attrs={"accept": ".vtt,text/vtt"}),
        help_text=_("WebVTT in UTF-8, as programs for video save it. It takes the place of captions in this language."),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["recording"]
        field.queryset = event.documents.filter(part=Part.RECORDING).select_related("document", "occurrence")
        field.empty_label = None
        field.label_from_instance = _named


def _named(recording: EventDocument) -> str:
    title = pick(recording.document.title, [recording.document.source_language])[0]
    row = recording.occurrence
    label = pick(row.label, [row.event.source_language])[0] if row is not None else ""
    return f"{title} ({label})" if label else title


class FloorForm(forms.Form):
    """Until when offers to speak are taken."""

    last = DayField(label=_("Offers until the end of"))


class RevokingForm(forms.Form):
    """Why a certificate does not stand any more."""

    reason = forms.CharField(
        label=_("Why?"), help_text=_("It stays in the log of the event, and is not shown to others."), max_length=500
    )
