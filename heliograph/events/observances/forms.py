"""The desk's form of an observance. What it means is decided by ``editing``."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from heliograph.events.observances.dates import Misruled, check
from heliograph.events.observances.editing import FIELDS, TEXTS, rule_refusal
from heliograph.events.observances.models import Observance
from heliograph.events.observances.states import ObservanceKind, ObservanceTheme, Tier
from heliograph.frame.translating import TextsForm, content_languages

_ABOUT_WHAT = {"since": "since_year", "days": "days"}


class DayForm(TextsForm):
    """Texts and fields of an observance; ``title`` is its name."""

    TEXTS = {
        "title": (gettext_lazy("Name"), False, 250),
        "text": (gettext_lazy("What the network does"), True, 20_000),
    }

    source_language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=content_languages)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ObservanceKind.choices)
    rule = forms.CharField(
        label=gettext_lazy("When"),
        max_length=120,
        help_text=gettext_lazy(
            "05-21 is every 21 May; FREQ=YEARLY;BYMONTH=11;BYDAY=3TH the third Thursday of November; 2027 a year; "
            "2021/2030 a decade."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that it lasts"), min_value=1, max_value=366, initial=1,
        help_text=gettext_lazy("Of a week, with its first day."),
    )  # fmt: skip
    since_year = forms.IntegerField(
        label=gettext_lazy("Marked since"), min_value=1900, max_value=2100, required=False,
        help_text=gettext_lazy("Where it is known. Before that year it is not shown."),
    )  # fmt: skip
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), choices=ObservanceTheme.choices)
    tier = forms.ChoiceField(
        label=gettext_lazy("Among which days"), choices=Tier.choices,
        help_text=gettext_lazy("Main days are shown to everybody, further ones to who asks for them."),
    )  # fmt: skip
    proclaimed_by = forms.CharField(label=gettext_lazy("Proclaimed by"), max_length=120, required=False)
    reference = forms.CharField(label=gettext_lazy("Resolution"), max_length=200, required=False)

    @classmethod
    def of(cls, observance: Observance, post: Any = None) -> DayForm:
        """The form of an observance that exists."""
        initial = {name: getattr(observance, name) for name in FIELDS} | {"seen": str(observance.version)}
        marks = {"title": observance.marks.get("name", {}), "text": observance.marks.get("text", {})}
        values = {"title": observance.name, "text": observance.text}
        return cls(post, initial=initial, values=values, marks=marks, source=observance.source_language)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "rule" in said and "days" in said:
            try:
                check(SimpleNamespace(rule=said["rule"], days=said["days"], since_year=said.get("since_year")))
            except Misruled as misruled:
                self.add_error(_ABOUT_WHAT.get(str(misruled), "rule"), rule_refusal(str(misruled)))
        return said

    def fields_said(self) -> dict[str, Any]:
        """The fields and texts as ``editing`` wants them."""
        texts = self.texts()
        said = {name: self.cleaned_data[name] for name in FIELDS}
        return {**said, **dict(zip(TEXTS, (texts["title"], texts["text"]), strict=True))}
