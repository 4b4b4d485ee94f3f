"""The desk's forms. They check words and dates; what they mean is decided by ``editing`` and ``importing.saving``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.bulletin.instants import NoSuchTime, parse_wall, stored_fields
from heliograph.bulletin.states import MomentKind, MomentStatus, Reach
from heliograph.frame.fields import TWICE, DayField, PrecisionField, Prose, WhichField, ZoneField, unclear
from heliograph.frame.translating import TextsForm, content_languages
from heliograph.moments.precision import Precision
from heliograph.moments.zones import Fold, fold_of

_WRONG = {
    "start": gettext_lazy("This date or time does not exist."),
    "end": gettext_lazy("This date or time does not exist."),
    "opens": gettext_lazy("This date does not exist."),
    "zone": gettext_lazy(
        "This time zone is not known. Write a name such as Europe/Paris or an offset such as UTC+02:00."
    ),
}

_WHICH = ("start_which", "end_which")


def _day(label: str | Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def _clock(label: str | Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


def read_day(words: str | None) -> date | None:
    """The day of an ISO date, as a field compares it; None where it is none."""
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None


def _read_clock(words: str) -> time | None:
    try:
        return time.fromisoformat(words)
    except ValueError:
        return None


class MomentForm(forms.Form):
    """A moment on the wall of its own zone (``instants``); a date without a clock time means the whole day."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=MomentKind.choices, initial=MomentKind.EVENT)
    what = forms.CharField(label=gettext_lazy("What for"), required=False, max_length=80)
    start_day = _day(gettext_lazy("Date"))
    start_time = _clock(gettext_lazy("Time"))
    start_which = WhichField()
    end_day = _day(gettext_lazy("Last day"))
    end_time = _clock(gettext_lazy("Until"))
    end_which = WhichField(label=gettext_lazy("Which of the two is the end?"))
    opens_day = _day(gettext_lazy("Opens on"))
    zone = forms.CharField(label=gettext_lazy("Time zone"), required=False, max_length=64)
    precision = PrecisionField()
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=200)
    lang = forms.CharField(label=gettext_lazy("Language"), required=False, max_length=20)
    audience = forms.CharField(label=gettext_lazy("For whom"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=MomentStatus.choices, initial=MomentStatus.CURRENT
    )

    def __init__(self, *args: Any, organizer_zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organizer_zone = organizer_zone or settings.ORGANIZER_ZONE
        self.fields["zone"].widget.attrs |= {"list": "zones", "placeholder": self.organizer_zone}
        self.fields["lang"].widget.attrs |= {"list": "languages"}

    @staticmethod
    def initial_of(wall: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of a moment on the wall."""
        days, clocks = {}, {}
        for part in ("start", "end", "opens"):
            day, _sep, clock = str(wall.get(part) or "").partition("T")
            days[f"{part}_day"], clocks[f"{part}_time"] = read_day(day), _read_clock(clock)
        clocks.pop("opens_time")
        if days["end_day"] == days["start_day"] and clocks["end_time"]:
            days["end_day"] = None
        precision = wall.get("precision") or ""
        return {
            **days,
            **clocks,
            "kind": wall.get("kind") or MomentKind.EVENT,
            "what": wall.get("what") or "",
            "zone": "" if wall.get("zone_assumed") else wall.get("zone") or "",
            "precision": "" if precision in {"minute", "day"} else precision,
            "place": wall.get("place") or "",
            "lang": wall.get("lang") or "",
            "audience": wall.get("audience") or "",
            "status": wall.get("status") or MomentStatus.CURRENT,
            **{name: wall.get(name) or "" for name in _WHICH},
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self._check_dates()
        return cleaned

    def _check_dates(self) -> None:
        try:
            fields, _troubles = stored_fields(self.wall(), self.organizer_zone)
        except NoSuchTime as wrong:
            self.add_error(wrong.part if wrong.part == "zone" else f"{wrong.part}_day", str(_WRONG[wrong.part]))
            return
        if fields["precision"] == Precision.MINUTE:
            self._check_changes(fields["zone"])
        if not self.errors:
            self._check_order(fields)

    def _check_order(self, fields: Mapping[str, Any]) -> None:
        if fields["end"] and not fields["start"]:
            self.add_error("start_day", _("There is an end without a beginning. Write the date."))
        elif fields["end"] and fields["end"] < fields["start"]:
            self.add_error("end_day", _("This ends before it begins."))
        elif fields["kind"] != MomentKind.TENTATIVE and not fields["start"]:
            self.add_error("start_day", _("Write the date, or choose “to be confirmed” as the kind."))
        else:
            self._check_clocks()

    def _check_changes(self, zone: str) -> None:
        """That the clocks show each time, and where they show it twice, that it is said which is meant."""
        walls = {part: parse_wall(words, part) for part in ("start", "end") if (words := self._part(part))}
        for part, wall in walls.items():
            found = fold_of(wall, zone)
            if found == Fold.GAP:
                self.add_error(f"{part}_time", unclear(wall, zone))
            elif found == Fold.FOLD and not self.cleaned_data[f"{part}_which"]:
                self.add_error(f"{part}_which", str(TWICE))

    def asked_which(self) -> list[forms.BoundField]:
        """The fields in which it has to be said which of two equal times is meant, or was."""
        return [self[name] for name in _WHICH if name in self.errors or self[name].value()]

    def _check_clocks(self) -> None:
        said = self.cleaned_data
        if said["end_time"] and not said["start_time"]:
            self.add_error("start_time", _("Write at what time it begins."))
        elif said["start_time"] and said["end_day"] and not said["end_time"]:
            self.add_error("end_time", _("Write until what time it lasts on the last day."))

    def wall(self) -> dict[str, Any]:
        """The moment on the wall, as an import gives it."""
        said = self.cleaned_data
        start, end = self._part("start"), self._part("end")
        exact = "minute" if start and "T" in start else "day"
        return {
            "kind": said["kind"],
            "what": said["what"],
            "start": start,
            "end": end,
            "opens": said["opens_day"].isoformat() if said["opens_day"] else None,
            **{name: said[name] for name in _WHICH if said[name]},
            "zone": said["zone"] or None,
            "zone_assumed": not said["zone"],
            "date_only": exact == "day",
            "precision": said["precision"] or exact,
            "place": said["place"] or None,
            "lang": said["lang"] or None,
            "audience": said["audience"] or None,
            "status": said["status"] if said["status"] == MomentStatus.WITHDRAWN else None,
        }

    def _part(self, part: str) -> str | None:
        said = self.cleaned_data
        day, clock = said[f"{part}_day"], said[f"{part}_time"]
        day = day or (said["start_day"] if part == "end" and clock else None)
        if not day:
            return None
        return f"{day.isoformat()}T{clock:%H:%M}" if clock and said["start_time"] else str(day.isoformat())


class KeptMomentForm(MomentForm):
    """A moment of a saved item: its row, and the bulletin's own words for it."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Shown to readers while the date is to be confirmed."),
        max_length=500,
        required=False,
    )

    @staticmethod
    def initial_of(wall: Mapping[str, Any]) -> dict[str, Any]:
        own = {"pk": wall.get("pk"), "text": wall.get("text") or ""}
        return {**MomentForm.initial_of(wall), **own}

    def wall(self) -> dict[str, Any]:
        return {**super().wall(), "text": self.cleaned_data["text"]}


class CorrectedForm(TextsForm):
    """Texts in every content language, and what is said to readers of a published issue that is corrected."""

    note = forms.CharField(
        label=gettext_lazy("What did you correct?"),
        help_text=gettext_lazy("Readers see this beside “corrected on”. Letters already sent stay as they are."),
        max_length=500,
        required=False,
    )


class IssueForm(CorrectedForm):
    """Number, date, zone and texts of an issue."""

    TEXTS = {"title": (gettext_lazy("Title"), False, 250), "introduction": (gettext_lazy("Introduction"), True, 20_000)}

    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=99_999)
    date = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    zone = ZoneField(
        label=gettext_lazy("Organizer's time zone"),
        help_text=gettext_lazy("Times without a zone of their own are meant in this one."),
    )
    source_language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=content_languages)


class ItemForm(CorrectedForm):
    """Label, texts, contact and button of an item."""

    TEXTS = {
        "title": (gettext_lazy("Title"), False, 300),
        "body": (gettext_lazy("Text"), True, 200_000),
        "action_label": (gettext_lazy("What the button says"), False, 80),
    }

    label = forms.CharField(
        label=gettext_lazy("Label"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "labels"}),
        help_text=gettext_lazy("What kind of entry this is: invitation, reminder … A new word makes a new label."),
    )
    contact = forms.EmailField(label=gettext_lazy("Contact"), required=False)
    action_url = forms.URLField(
        label=gettext_lazy("Where the button leads"), max_length=1000, required=False, assume_scheme="https"
    )


class UploadForm(forms.Form):
    """A document, or its text pasted."""

    file = forms.FileField(label=gettext_lazy("Document"), required=False, allow_empty_file=True)
    text = Prose(label=gettext_lazy("Or paste its text"), required=False, max_length=5_000_000, strip=False)


class ReachForm(forms.Form):
    """To whom the letters go, and whether they wait to be looked at."""

    reach = forms.ChoiceField(label=gettext_lazy("To whom"), choices=Reach.choices, widget=forms.RadioSelect)
    letters_wait = forms.BooleanField(
        label=gettext_lazy("Let the letters wait until I have looked at them and who gets them"), required=False
    )


class ScheduleForm(forms.Form):
    """When an issue is to be published, on the wall of the editor's zone."""

    day = DayField(label=gettext_lazy("Date"))
    clock = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = ZoneField(label=gettext_lazy("Time zone"))


def moment_forms(
    walls: Sequence[Mapping[str, Any]], organizer_zone: str, post: Mapping[str, Any] | None = None, spare: int = 1
) -> Any:
    """The moments of an item as a formset, with rows to spare; each form takes the organizer's zone."""
    kind = forms.formset_factory(KeptMomentForm, extra=spare, can_delete=True, max_num=200)
    initial = [KeptMomentForm.initial_of(wall) for wall in walls]
    return kind(post, initial=initial, prefix="moments", form_kwargs={"organizer_zone": organizer_zone})
