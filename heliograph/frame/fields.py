"""Fields that forms of several apps have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.frame.reader import valid_zone
from heliograph.frame.zones import Choice
from heliograph.moments.precision import Precision
from heliograph.moments.zones import FIRST, SECOND, Fold, fold_of

#: A year before or after these is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 2000, 2100
_UNCLEAR = {
    Fold.GAP: _("The clocks are set forward over this time, so it does not exist that day. Choose an hour later."),
    Fold.FOLD: _("The clocks change at this time, so it is not clear. Choose an hour later."),
}

TWICE = _("The clocks are set back: this time comes twice that day. Say which is meant.")


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


class WhichField(forms.ChoiceField):
    """Which of two equal times on the clock is meant, FIRST or SECOND, in the night in which it is set back."""

    WHICH = (
        (FIRST, _("the first, before the clocks are set back")),
        (SECOND, _("the second, after the clocks were set back")),
    )

    def __init__(self, **options: Any) -> None:
        given = {"label": _("Which of the two?"), "required": False, "choices": self.WHICH, "widget": forms.RadioSelect}
        super().__init__(**{**given, **options})


class PrecisionField(forms.ChoiceField):
    """How exactly a date is known: as it is written (empty), or some time in the week, month … around it."""

    LOOSE = (
        (Precision.WEEK.value, _("that week")),
        (Precision.TEN_DAYS.value, _("about ten days")),
        (Precision.HALF_MONTH.value, _("that half of the month")),
        (Precision.MONTH.value, _("that month")),
        (Precision.HALF_YEAR.value, _("that half of the year")),
    )

    def __init__(self, **options: Any) -> None:
        every = [("", _("as written here")), *self.LOOSE]
        super().__init__(**{"label": _("How exact"), "required": False, "choices": every, **options})


class ZoneField(forms.CharField):
    """The IANA name of a time zone. It is written; the page suggests common ones in a list with the id ``zones``."""

    default_error_messages = {"zone": _("This time zone is not known. Write a name such as Europe/Paris.")}

    def __init__(self, **options: Any) -> None:
        kind = options.pop("widget", forms.TextInput(attrs={"list": "zones", "dir": "ltr"}))
        super().__init__(**{"max_length": 64, "widget": kind, **options})

    def validate(self, value: str) -> None:
        super().validate(value)
        if value not in self.empty_values and not valid_zone(value):
            raise forms.ValidationError(self.error_messages["zone"], code="zone")


class ZoneChoice(ZoneField):
    """A time zone that is chosen from a list; one that is not in the list is taken all the same."""

    default_error_messages = {"zone": _("Choose a time zone from the list.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Time zone"), "widget": forms.Select, **options})

    def offer(self, zones: Iterable[Choice]) -> None:
        """Say which zones stand in the list, each once."""
        self.widget.choices = list({each.name: each.label for each in zones}.items())  # type: ignore[attr-defined]


class Prose(forms.CharField):
    """Text of several lines; line ends are those of the source, not of HTTP."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
