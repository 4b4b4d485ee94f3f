"""The desk's forms of rooms, slots and arrivals. What they mean is decided by ``rooms`` and ``slots``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.conference.models import Conference
from heliograph.conference.states import SlotKind
from heliograph.conference.timetable.equipment import EQUIPMENT
from heliograph.conference.timetable.models import Room, Slot
from heliograph.conference.timetable.problem import Stretch
from heliograph.conference.timetable.slots import on_the_clock, wall
from heliograph.frame.translating import TextsForm
from heliograph.moments.locales import write_day
from heliograph.network.countries import Region
from heliograph.network.states import Refused

_NONE = LazyI18nString({})


def days_of(conference: Conference) -> list[tuple[str, str]]:
    """The days of a conference as choices."""
    count = (conference.last_day - conference.first_day).days + 1
    days = [conference.first_day + timedelta(days=number) for number in range(count)]
    return [(day.isoformat(), write_day(day, get_language() or "en")) for day in days]


def _clock(label: Any, **options: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


def _day(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=date.fromisoformat)


def _offer_days(form: forms.Form, conference: Conference, *names: str) -> None:
    for name in names:
        cast("Any", form.fields[name]).choices = days_of(conference)


class RoomForm(TextsForm):
    """A room: its name in every language, how many it takes, what stands in it."""

    TEXTS = {"name": (gettext_lazy("Name"), False, 120)}
    NEEDED = ("name", gettext_lazy("Write the name in the language of the original."))

    capacity = forms.IntegerField(
        label=gettext_lazy("Places"), required=False, min_value=1, max_value=100_000,
        help_text=gettext_lazy("Left empty: it is not known, and every session fits."),
    )  # fmt: skip
    equipment = forms.MultipleChoiceField(
        label=gettext_lazy("What stands in it"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=list(EQUIPMENT.items()),
    )  # fmt: skip

    @classmethod
    def of(cls, conference: Conference, room: Room | None, post: Any = None) -> RoomForm:
        """The form of a room, empty for a new one."""
        initial = {"capacity": room.capacity, "equipment": room.equipment} if room else {}
        values = {"name": room.name if room else _NONE}
        source = conference.programme.source_language
        return cls(post, initial=initial, values=values, marks=room.marks if room else {}, source=source)

    def fields_said(self) -> dict[str, Any]:
        """The fields as ``rooms.save_room`` wants them."""
        said = self.cleaned_data
        return {"capacity": said["capacity"], "equipment": said["equipment"], "name": self.texts()["name"]}


class SlotForm(TextsForm):
    """A slot: its day and times at the place, what it is for, and its title where it is for all."""

    TEXTS = {
        "title": (gettext_lazy("Title"), False, 200),
        "about": (gettext_lazy("In one sentence"), False, 400),
    }
    NEEDED = None

    day = _day(gettext_lazy("Day"))
    begins = _clock(gettext_lazy("From"))
    ends = _clock(gettext_lazy("Until"))
    kind = forms.ChoiceField(label=gettext_lazy("What for"), choices=SlotKind.choices, widget=forms.RadioSelect)
    room: forms.ModelChoiceField[Room] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Room"), required=False, empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("For what is for all. Sessions get their rooms in the timetable."),
    )  # fmt: skip

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_days(self, conference, "day")
        cast("Any", self.fields["room"]).queryset = conference.rooms.all()

    @classmethod
    def of(cls, conference: Conference, slot: Slot | None, post: Any = None) -> SlotForm:
        """The form of a slot, empty for a new one."""
        initial: dict[str, Any] = {"kind": SlotKind.SESSIONS}
        if slot is not None:
            begins, ends = wall(slot.begins, conference.zone), wall(slot.ends, conference.zone)
            times = {"day": begins.date().isoformat(), "begins": begins.time(), "ends": ends.time()}
            initial = {"kind": slot.kind, "room": slot.room_id, **times}
        values = {name: getattr(slot, name) if slot else _NONE for name in cls.TEXTS}
        marks, source = slot.marks if slot else {}, conference.programme.source_language
        return cls(post, initial=initial, conference=conference, values=values, marks=marks, source=source)

    def fields_said(self) -> dict[str, Any]:
        """The fields as ``slots.save_slot`` wants them."""
        said = self.cleaned_data
        times = {name: datetime.combine(said["day"], said[name]) for name in ("begins", "ends")}
        return {"kind": said["kind"], "room": said["room"], **times, **self.texts()}

    def refused(self, refused: Refused) -> None:
        """Show why a slot was not saved, beside the field that it concerns."""
        field = {"no-title": f"title_{self.source}", "other-days": "day", "ends-first": "ends", "has-sessions": "kind"}
        self.add_error(field.get(refused.code, "begins"), refused.sentence)


class CopyDayForm(forms.Form):
    """From which day to which slots are copied."""

    day = _day(gettext_lazy("Copy the slots of"))
    to = _day(gettext_lazy("to"))

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_days(self, conference, "day", "to")


class ClosureForm(forms.Form):
    """When a room cannot be used, on a day at the place."""

    day = _day(gettext_lazy("Day"))
    begins = _clock(gettext_lazy("From"), required=False, help_text=gettext_lazy("Left empty: the whole day."))
    ends = _clock(gettext_lazy("Until"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=300)

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        self.conference = conference
        super().__init__(*args, **kwargs)
        _offer_days(self, conference, "day")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                said["when"] = self._when(said)
            except Refused as refused:
                self.add_error("begins", refused.sentence)
        return said

    def _when(self, said: dict[str, Any]) -> Stretch:
        first, after = datetime.combine(said["day"], datetime.min.time()), said["day"] + timedelta(days=1)
        begins = datetime.combine(said["day"], said["begins"]) if said["begins"] else first
        ends = datetime.combine(said["day"], said["ends"]) if said["ends"] else datetime.combine(after, first.time())
        return Stretch(on_the_clock(self.conference, begins), on_the_clock(self.conference, ends))


class ArrivalsForm(forms.Form):
    """When who comes from each region arrives, on the clock of the place; empty: in time for everything."""

    def __init__(self, post: Any, *, conference: Conference) -> None:
        super().__init__(post)
        self.conference = conference
        known = dict(conference.arrivals.values_list("region", "at"))
        for region in Region:
            widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            field = forms.DateTimeField(label=str(region.label), required=False, widget=widget)
            self.fields[region.slug] = field
            at = known.get(region.slug)
            self.initial[region.slug] = wall(at, conference.zone) if at else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.arrivals = {region: self._instant(region, said.get(region.slug)) for region in Region}
        return said

    def _instant(self, region: Region, said: datetime | None) -> datetime | None:
        if said is None:
            return None
        try:
            return on_the_clock(self.conference, said.replace(tzinfo=None))
        except Refused as refused:
            self.add_error(region.slug, refused.sentence)
            return None


class SolveForm(forms.Form):
    """How long the solver may search, and whether it moves only what has no place or a conflict."""

    seconds = forms.TypedChoiceField(label=gettext_lazy("At most"), coerce=int)
    rest_only = forms.BooleanField(
        label=gettext_lazy("Move only what has no place or a conflict"), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, seconds: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["seconds"]).choices = [(each, _("%(n)s seconds") % {"n": each}) for each in seconds]
