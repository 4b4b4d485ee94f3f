"""The desk's form of one time of an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from heliograph.calls.deadlines.desk.forms import FIELDS_OF, MomentForm
from heliograph.calls.deadlines.moments import Moment, at_minute, on_day, sometime
from heliograph.events.models import Event, Occurrence
from heliograph.events.shown import about
from heliograph.events.states import Mode, OccurrenceState
from heliograph.frame.fields import DayField, PrecisionField, WhichField
from heliograph.frame.translating import LanguageBlock, content_languages
from heliograph.moments.precision import Precision
from heliograph.moments.zones import which_of, zone_info
from heliograph.network.states import Refused
from heliograph.texts.languages import CONTENT_LANGUAGES, NATIVE_NAMES, direction
from heliograph.texts.multilingual import texts_of

_WORDS = {
    "label": (gettext_lazy("What tells it apart"), 120),
    "said": (gettext_lazy("What is known of it, in your words"), 200),
    "place": (gettext_lazy("Place"), 200),
}
_FIELDS_OF = {
    **FIELDS_OF, "end-first": "end_clock", "end-gone": "end_clock", "end-alone": "day", "end-twice": "end_which",
}  # fmt: skip
_SPOKEN = ("languages", "captions", "interpretation")


def _languages(label: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, choices=_spoken, **options
    )


def _spoken() -> list[tuple[str, str]]:
    codes = dict.fromkeys([*(code for code, _name in content_languages()), *CONTENT_LANGUAGES])
    return [(code, NATIVE_NAMES.get(code, code)) for code in codes]


class TimeForm(MomentForm):
    """When a time is, how certain that is, where, in which languages; ``fields_said`` is what ``timing`` takes."""

    field_order: Sequence[str] = (
        "day", "clock", "which", "end_day", "end_clock", "end_which", "zone", "tentative", "loose",
    )  # fmt: skip

    end_day = DayField(label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: the same day."))
    end_clock = forms.TimeField(
        label=gettext_lazy("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    end_which = WhichField(label=gettext_lazy("Which of the two is the end?"))
    tentative = forms.BooleanField(label=gettext_lazy("It is still to be confirmed"), required=False)
    loose = PrecisionField(
        help_text=gettext_lazy("Some time in that week, or month, around the day above: then it is to be confirmed."),
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices, widget=forms.RadioSelect)
    address = forms.CharField(label=gettext_lazy("Address"), required=False, max_length=300)
    join_link = forms.URLField(
        label=gettext_lazy("Link to join"), required=False, max_length=1000, assume_scheme="https",
        help_text=gettext_lazy("Nobody sees it: each registrant gets a link of his own that leads there."),
    )  # fmt: skip
    open_link = forms.BooleanField(label=gettext_lazy("Show the link to everybody"), required=False)
    languages = _languages(gettext_lazy("Spoken languages"))
    captions = _languages(gettext_lazy("Captions in"))
    interpretation = _languages(gettext_lazy("Interpreted into"))
    rooms = forms.IntegerField(
        label=gettext_lazy("Places on site"), required=False, min_value=0, max_value=1_000_000,
        help_text=gettext_lazy("Left empty, there are as many as come."),
    )  # fmt: skip
    lines = forms.IntegerField(
        label=gettext_lazy("Places online"), required=False, min_value=0, max_value=1_000_000,
        help_text=gettext_lazy("Left empty, there are as many as come."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why is it changed?"), max_length=500, required=False,
        help_text=gettext_lazy("Shown beside the time, and told to those concerned."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, post: Any, *, event: Event, row: Occurrence | None, at: datetime) -> None:
        self.event, self.row = event, row
        super().__init__(post, zone=row.zone if row else event.zone, at=at, initial=_initial(row))
        self.texts = [event.source_language, *(code for code, _name in content_languages())]
        self.texts = list(dict.fromkeys(self.texts))
        for code in self.texts:
            for name, (label, length) in _WORDS.items():
                field = forms.CharField(label=label, required=False, max_length=length)
                field.widget.attrs |= {"lang": code, "dir": direction(code)}
                self.fields[f"{name}_{code}"] = field
                self.initial[f"{name}_{code}"] = texts_of(getattr(row, name)).get(code, "") if row else ""
        if row is None or event.published_at is None:
            del self.fields["reason"]

    def blocks(self) -> list[LanguageBlock]:
        """The words by language, that of the event first and open."""
        return [self._block(code) for code in self.texts]

    def _block(self, code: str) -> LanguageBlock:
        fields = [self[f"{name}_{code}"] for name in _WORDS]
        written = any(field.value() for field in fields)
        state, said = ("reviewed", _("written")) if written else ("missing", _("empty"))
        opened = written or code == self.event.source_language
        return LanguageBlock(code, NATIVE_NAMES.get(code, code), direction(code), fields, None, state, said, opened)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                said["times"] = self._times(said)
            except Refused as refused:
                self.add_error(_FIELDS_OF.get(refused.code, "clock"), refused.sentence)
        return said

    def _times(self, said: dict[str, Any]) -> dict[str, Any]:
        day, zone = said.get("day"), said["zone"]
        if day is None:
            if not said.get("tentative"):
                raise Refused("end-alone", _("Choose a day, or say that it is still to be confirmed."))
            return _kept(Moment(None, None, zone, Precision.DAY), None, OccurrenceState.TENTATIVE)
        if said.get("loose"):
            return _kept(sometime(day, said["loose"], zone), None, OccurrenceState.TENTATIVE)
        state = OccurrenceState.TENTATIVE if said.get("tentative") else OccurrenceState.CONFIRMED
        if said.get("clock") is None:
            last = said.get("end_day")
            end = on_day(last, zone).at if last and last != day else None
            return _kept(on_day(day, zone), end, state)
        moment = at_minute(datetime.combine(day, said["clock"]), zone, said["which"])
        return _kept(moment, self._end(said), state)

    def _end(self, said: dict[str, Any]) -> datetime | None:
        """When it is over; before the hour at which it begins, the next morning is meant."""
        clock, day = said.get("end_clock"), said["day"]
        if clock is None:
            return None
        last = said.get("end_day") or day
        if last == day and clock <= said["clock"] and not said["end_which"]:
            sentence = _("This ends before it begins. If it goes on over midnight, choose the last day.")
            raise Refused("end-first", sentence)
        try:
            return at_minute(datetime.combine(last, clock), said["zone"], said["end_which"]).at
        except Refused as refused:
            code = {"twice": "end-twice", "no-such-time": "end-gone"}.get(refused.code, refused.code)
            raise Refused(code, refused.sentence) from refused

    @property
    def asks_end_which(self) -> bool:
        """Whether it has to be said which of two equal times the end is, or was."""
        return "end_which" in self.errors or bool(self["end_which"].value())

    def fields_said(self) -> dict[str, Any]:
        """The fields as ``timing`` wants them."""
        said = self.cleaned_data
        words = {name: self._words(name) for name in _WORDS}
        plain = {name: said[name] for name in ("mode", "address", "join_link", "open_link", *_SPOKEN, "rooms", "lines")}
        return {**said["times"], **words, **plain}

    def _words(self, name: str) -> LazyI18nString:
        kept = texts_of(getattr(self.row, name)) if self.row else {}
        new = {code: self.cleaned_data[f"{name}_{code}"].strip() for code in self.texts}
        return LazyI18nString({code: words for code, words in {**kept, **new}.items() if words})


def _kept(moment: Moment, end: datetime | None, state: OccurrenceState) -> dict[str, Any]:
    return {
        "start": moment.at,
        "end": end,
        "zone": moment.zone,
        "precision": str(moment.precision),
        "words": moment.words,
        "state": str(state),
    }


def _initial(row: Occurrence | None) -> dict[str, Any]:
    if row is None:
        return {"mode": Mode.ONLINE}
    first: dict[str, Any] = {
        name: getattr(row, name) for name in ("mode", "address", "join_link", "open_link", *_SPOKEN, "rooms", "lines")
    }
    first |= {"seen": row.version, "tentative": row.state == OccurrenceState.TENTATIVE}
    if row.start is None:
        first |= {"day": about(row), "loose": row.precision if about(row) else ""}
        return first
    start = row.start.astimezone(zone_info(row.zone))
    end = row.end.astimezone(zone_info(row.zone)) if row.end else None
    exact = row.precision == Precision.MINUTE
    first |= {"day": start.date(), "clock": start.time() if exact else None}
    first |= {"end_day": end.date() if end and end.date() != start.date() else None}
    first |= {"end_clock": end.time() if end and exact else None}
    which = {"which": which_of(row.start, row.zone), "end_which": which_of(row.end, row.zone) if row.end else ""}
    return first | (which if exact else {})
