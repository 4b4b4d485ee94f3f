"""Forms of the dates on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.extending import KINDS, person_at
from heliograph.calls.deadlines.moments import Moment, at_minute, later, moment_of, on_day, sometime
from heliograph.calls.deadlines.written import label_of
from heliograph.calls.editions import Moving
from heliograph.calls.models import Call, Deadline
from heliograph.calls.states import DeadlineKind
from heliograph.frame.fields import DayField, PrecisionField, WhichField, ZoneChoice
from heliograph.frame.zones import choices
from heliograph.moments.precision import Precision
from heliograph.moments.zones import which_of
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: At which field a reason stands why a moment cannot be read.
FIELDS_OF = {"no-such-day": "day", "twice": "which"}


class MomentForm(forms.Form):
    """A day, or a time of day, on the wall of a zone; without a time the whole day is meant.

    ``which`` is shown where it is asked for: where the clock shows the time twice.
    """

    day = DayField(label=gettext_lazy("Day"), required=False)
    clock = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Empty: the whole day, to its end."),
    )
    which = WhichField()
    zone = ZoneChoice()

    def __init__(self, post: Any, *, zone: str, at: datetime, initial: dict[str, Any] | None = None) -> None:
        super().__init__(post, initial={"zone": zone, **(initial or {})})
        self.fields["zone"].offer(choices(get_language() or "en", at, zone))  # type: ignore[attr-defined]

    def read_moment(self) -> Moment | None:
        """What was chosen; None where something is wrong, which then stands at its field."""
        said = self.cleaned_data
        if self.errors or said.get("day") is None:
            return None
        try:
            if said.get("clock") is None:
                return on_day(said["day"], said["zone"])
            return at_minute(datetime.combine(said["day"], said["clock"]), said["zone"], said.get("which", ""))
        except Refused as refused:
            self.add_error(FIELDS_OF.get(refused.code, "clock"), refused.sentence)
            return None

    @property
    def asks_which(self) -> bool:
        """Whether it has to be said which of two equal times is meant, or was."""
        return "which" in self.errors or bool(self["which"].value())


class DateForm(MomentForm):
    """A date of a call; ``cleaned_data["moment"]`` is what was chosen."""

    loose = PrecisionField(
        help_text=gettext_lazy("Some time in that week, or month: it is to be announced, and readers see about when."),
    )
    announce = forms.BooleanField(label=gettext_lazy("It is to be announced later"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it changed?"),
        help_text=gettext_lazy("Shown beside the date, and told to those concerned."),
        max_length=500,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400, strip=False)

    def __init__(self, post: Any, *, row: Deadline | None, call: Call, at: datetime, seen: str) -> None:
        zone = row.zone if row is not None else call.zone
        super().__init__(post, zone=zone, at=at, initial={**_initial(row), "seen": seen})
        if row is None or call.published_at is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("announce") and not self._has_new_day(said):
            said["moment"] = later("", said.get("zone", ""))
        elif said.get("day") is None and "day" not in self.errors:
            self.add_error("day", _("Choose a day, or say that it is to be announced."))
        else:
            said["moment"] = self.read_moment()
        return said

    def read_moment(self) -> Moment | None:
        """What was chosen; of a stretch of days nobody asks at what time."""
        said = self.cleaned_data
        if self.errors or not said.get("day") or not said.get("loose"):
            return super().read_moment()
        return sometime(said["day"], said["loose"], said["zone"])

    def _has_new_day(self, said: dict[str, Any]) -> bool:
        """Whether a day was typed. It counts, whatever is ticked; one that only stood there from before does not."""
        return said.get("day") is not None and said["day"] != self.initial.get("day")


def _initial(row: Deadline | None) -> dict[str, Any]:
    if row is None:
        return {}
    if row.at is not None:
        return wall_of(row)
    about = moment_of(row).about
    return {"day": about, "loose": row.precision} if about else {"announce": True}


def wall_of(row: Deadline) -> dict[str, Any]:
    """What the fields show of a row."""
    wall = moment_of(row).wall()
    assert wall is not None
    exact = row.precision == Precision.MINUTE
    which = which_of(row.at, row.zone) if exact and row.at is not None else ""
    return {"day": wall.date(), "clock": wall.time() if exact else None, "which": which}


class TakeAwayForm(forms.Form):
    """Why a date is taken away."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=500, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400, strip=False)


class ExtensionForm(MomentForm):
    """Who gets more time, for what, until when; ``cleaned_data`` has ``person`` and ``moment``."""

    email = forms.EmailField(
        label=gettext_lazy("Who?"),
        max_length=254,
        help_text=gettext_lazy("The e-mail address. Those who have answered are offered as you write."),
        widget=forms.EmailInput(attrs={"list": "candidates", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("More time for"))
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The letter to this person says it."),
        max_length=500,
        required=False,
    )
    field_order: Sequence[str] = ("email", "kind", "day", "clock", "which", "zone", "reason")

    def __init__(self, post: Any, *, call: Call, kinds: Sequence[DeadlineKind], by: Person, at: datetime) -> None:
        super().__init__(post, zone=call.zone, at=at)
        self.call, self.by = call, by
        self.fields["day"].required = True
        self.fields["kind"].choices = [(kind.value, label_of(kind)) for kind in KINDS if kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if email := said.get("email"):
            try:
                said["person"] = person_at(email, self.call, self.by)
            except Refused as refused:
                self.add_error("email", refused.sentence)
        said["moment"] = self.read_moment()
        return said


class EditionForm(forms.Form):
    """Under which name a new edition is made, and how its dates move."""

    slug = forms.CharField(
        label=gettext_lazy("Name in addresses"),
        max_length=80,
        help_text=gettext_lazy("Small letters, digits and hyphens."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "off"}),
    )
    moving = forms.ChoiceField(
        label=gettext_lazy("The dates"),
        widget=forms.RadioSelect,
        choices=[
            (Moving.WEEKDAY.value, gettext_lazy("on the same weekday, 52 weeks later")),
            (Moving.DATE.value, gettext_lazy("on the same date of the next year")),
        ],
        initial=Moving.WEEKDAY.value,
    )
