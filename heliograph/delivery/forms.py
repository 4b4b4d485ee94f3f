"""Forms of delivery's desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.delivery.states import Cause, MailingState
from heliograph.frame.fields import DayField, ZoneChoice, unclear
from heliograph.frame.zones import choices
from heliograph.moments.zones import instant

#: In the list of mailings: the streams of single letters instead of the mailings to many.
SINGLE = "single"


class ScheduleForm(forms.Form):
    """When a mailing is to start, on the wall of a zone; ``cleaned_data["when"]`` is the instant (UTC)."""

    day = DayField(label=_("Date"))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = ZoneChoice()

    def __init__(self, post: Any, *, language: str, at: datetime, zone: str, initial: dict[str, Any]) -> None:
        super().__init__(post, initial={"zone": zone, **initial})
        self.fields["zone"].offer(choices(language, at, zone))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if {"day", "clock", "zone"} <= said.keys():
            wall = datetime.combine(said["day"], said["clock"])
            if trouble := unclear(wall, said["zone"]):
                self.add_error("clock", trouble)
            else:
                said["when"] = instant(wall, said["zone"])
        return said


class CancelForm(forms.Form):
    """Why a mailing is cancelled, for its log."""

    note = forms.CharField(label=_("Why? (for the log)"), max_length=500, required=False)


class SuppressForm(forms.Form):
    """Why an address gets no more letters."""

    reason = forms.CharField(label=_("Why?"), max_length=400)


class MailingFilter(forms.Form):
    """Which mailings are listed."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all mailings")), *MailingState.choices, (SINGLE, _("single letters"))],
    )
    q = forms.CharField(
        label=_("Words of the title"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


class SuppressedFilter(forms.Form):
    """Which suppressed addresses are listed."""

    cause = forms.ChoiceField(label=_("Cause"), required=False, choices=[("", _("any")), *Cause.choices])
    q = forms.CharField(
        label=_("A part of the address"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
