"""Fields that forms of several apps have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.moments.zones import Fold, fold_of

#: A year before or after these is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 2000, 2100
_UNCLEAR = {
    Fold.GAP: _("The clocks are set forward over this time, so it does not exist that day. Choose an hour later."),
    Fold.FOLD: _("The clocks change at this time, so it is not clear. Choose an hour later."),
}


def unclear(wall: datetime, zone: str) -> str:
    """What is wrong with a naive wall time in a zone, as a sentence: it is skipped, or comes twice. Empty: nothing."""
    return str(_UNCLEAR.get(fold_of(wall, zone), ""))


class DayField(forms.DateField):
    """A day on which something is to happen, with the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(_("Check the year."))


class Prose(forms.CharField):
    """Text of several lines; line ends are those of the source, not of HTTP."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
