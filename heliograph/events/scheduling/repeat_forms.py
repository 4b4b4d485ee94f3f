"""The desk's forms of several times: the rule that repeats them, how that goes on or ends, what is done at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.deadlines.desk.forms import MomentForm
from heliograph.events.models import Event, Occurrence
from heliograph.events.scheduling.repeating import Rule, no_first, read_rule
from heliograph.events.scheduling.several import Shift
from heliograph.events.scheduling.splitting import Onwards
from heliograph.frame.fields import DayField
from heliograph.moments.precision import Precision
from heliograph.moments.stored import day_in
from heliograph.moments.zones import which_of, zone_info

#: How a meeting is repeated, as people say it, and the rule that says it; ``{day}`` is the weekday of its first time.
WAYS = {
    "weekly": (gettext_lazy("every week"), "FREQ=WEEKLY"),
    "fortnightly": (gettext_lazy("every two weeks"), "FREQ=WEEKLY;INTERVAL=2"),
    "monthly-day": (gettext_lazy("every month, on the same weekday of the month"), "FREQ=MONTHLY;BYDAY={nth}{day}"),
    "monthly-last": (gettext_lazy("every month, on the last such weekday"), "FREQ=MONTHLY;BYDAY=-1{day}"),
    "monthly-date": (gettext_lazy("every month, on the same date"), "FREQ=MONTHLY;BYMONTHDAY={date}"),
    "yearly": (gettext_lazy("every year, on the same date"), "FREQ=YEARLY"),
}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class RepeatForm(forms.Form):
    """How a standing meeting is repeated, from its first time on; ``rule`` is what was said."""

    way = forms.ChoiceField(label=gettext_lazy("It is repeated"), widget=forms.RadioSelect)
    until = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until you end it."),
    )  # fmt: skip

    def __init__(self, post: Any, *, event: Event, first: Occurrence | None) -> None:
        super().__init__(post)
        self.first = first
        own = [("", _("as it is: %(rule)s") % {"rule": event.recurrence})] if event.recurrence else []
        self.own = event.recurrence
        self.fields["way"].choices = [*own, *((key, label) for key, (label, _rule) in WAYS.items())]  # type: ignore[attr-defined]
        self.fields["way"].required = not own

    def rule(self) -> Rule:
        """The rule that was chosen. Raises Refused where no first time is known."""
        if self.first is None or self.first.start is None:
            raise no_first()
        rule = _rule(self.cleaned_data["way"], self.own, self.first.original_start or self.first.start, self.first.zone)
        until = self.cleaned_data.get("until")
        return rule.until(until, self.first.zone) if until else rule


def _rule(way: str, own: str, start: datetime, zone: str) -> Rule:
    """The rule that a way means from a first time on; that which is there where none was chosen."""
    first = start.astimezone(zone_info(zone))
    text = own if not way else WAYS[way][1]
    nth = (first.day + 6) // 7
    return read_rule(text.format(day=_DAYS[first.weekday()], nth=nth if nth < 5 else -1, date=first.day))


class EndForm(forms.Form):
    """The day after which a standing meeting is not repeated, and why."""

    day = DayField(label=gettext_lazy("Its last day"), help_text=gettext_lazy("Times after this day are cancelled."))
    reason = forms.CharField(label=gettext_lazy("Why it ends"), required=False, max_length=500)


class FollowingForm(MomentForm):
    """How a standing meeting goes on from one of its times; ``onwards`` is what was said. Its zone stays."""

    field_order: Sequence[str] = ("day", "clock", "which", "way", "until", "reason")
    way = forms.ChoiceField(label=gettext_lazy("It is repeated"), widget=forms.RadioSelect)
    until = DayField(label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until you end it."))
    reason = forms.CharField(
        label=gettext_lazy("Why is it changed?"), max_length=500, required=False,
        help_text=gettext_lazy("Shown beside the times, and told to those concerned."),
    )  # fmt: skip

    def __init__(self, post: Any, *, row: Occurrence, before: int, at: datetime) -> None:
        """``before`` is how many times the present rule gave before this one."""
        super().__init__(post, zone=row.zone, at=at, initial=_starts(row))
        self.row, self.own = row, read_rule(row.event.recurrence).less(before).text
        del self.fields["zone"]
        self.fields["clock"].help_text = ""
        as_it_is = _("as it is: %(rule)s") % {"rule": row.event.recurrence_words or self.own}
        self.fields["way"].choices = [("own", as_it_is), *((key, label) for key, (label, _rule) in WAYS.items())]  # type: ignore[attr-defined]
        for name in ("day", "clock"):
            self.fields[name].required = name == "day" or row.precision == Precision.MINUTE

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["zone"] = self.row.zone
        said["moment"] = self.read_moment()
        if not self.errors and said["way"] == "own" and not self._fits(said):
            self.add_error("way", _("The present rule gives other days than this one. Say how it is repeated now."))
        return said

    def _fits(self, said: dict[str, Any]) -> bool:
        """Whether the present rule can go on from another day: one that names days of the week or month cannot."""
        assert self.row.original_start is not None
        days = {"BYDAY", "BYMONTHDAY", "BYMONTH"} & {name for name, _value in read_rule(self.own).parts}
        return not days or said["day"] == day_in(self.row.original_start, self.row.zone)

    def onwards(self) -> Onwards:
        """What was said, of times that last as long as this one did."""
        said, row = self.cleaned_data, self.row
        start = said["moment"].at
        lasting = row.end - row.start if row.end is not None and row.start is not None else None
        rule = _rule("" if said["way"] == "own" else said["way"], self.own, start, row.zone)
        rule = rule.until(said["until"], row.zone) if said.get("until") else rule
        return Onwards(start, None if lasting is None else start + lasting, rule)


def _starts(row: Occurrence) -> dict[str, Any]:
    start = (row.start or row.original_start or row.changed_at).astimezone(zone_info(row.zone))
    exact = row.precision == Precision.MINUTE
    which = which_of(start, row.zone) if exact else ""
    return {"day": start.date(), "clock": start.time() if exact else None, "which": which, "way": "own"}


class SeveralForm(forms.Form):
    """Which of several times are cancelled, or moved alike, and why; ``shift`` is by how much."""

    times = forms.MultipleChoiceField(label=gettext_lazy("Which times"), widget=forms.CheckboxSelectMultiple)
    what = forms.ChoiceField(
        label=gettext_lazy("What becomes of them"),
        widget=forms.RadioSelect,
        choices=[("cancel", gettext_lazy("They are cancelled")), ("move", gettext_lazy("They are moved"))],
    )
    days = forms.IntegerField(
        label=gettext_lazy("By so many days"), required=False, min_value=-366, max_value=366,
        help_text=gettext_lazy("Later; with a minus earlier. Empty: on the same day."),
    )  # fmt: skip
    clock = forms.TimeField(
        label=gettext_lazy("To this hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("On the organizer's clock. Empty: at the same hour."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Write it in a language that your readers know: it goes out as it stands."),
    )  # fmt: skip

    def __init__(self, post: Any, *, times: Sequence[tuple[str, str]]) -> None:
        """``times`` are those that are ahead, by public id, in words."""
        super().__init__(post)
        self.fields["times"].choices = times  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("what") == "move" and "days" not in self.errors and self.shift == Shift():
            self.add_error("days", _("Say by how many days they are moved, or to which hour."))
        return said

    @property
    def shift(self) -> Shift:
        return Shift(self.cleaned_data.get("days") or 0, self.cleaned_data.get("clock"))
