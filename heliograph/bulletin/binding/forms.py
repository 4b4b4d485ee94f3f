"""The page on which a proposal is confirmed, and the choice of a call that there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from heliograph.bulletin.binding.choices import Choices, DateChoice
from heliograph.bulletin.binding.guessing import Guess, GuessedDate
from heliograph.bulletin.binding.programme_form import ProgrammeForm
from heliograph.bulletin.models import Attachment, Item
from heliograph.calls.deadlines.moments import Moment, at_minute, later, on_day, sometime
from heliograph.calls.kinds import kinds
from heliograph.calls.states import DeadlineKind
from heliograph.frame.fields import DayField, PrecisionField
from heliograph.frame.reader import valid_zone
from heliograph.frame.translating import content_languages
from heliograph.moments.precision import Precision
from heliograph.network.audiences.starts import STARTS
from heliograph.network.models import Audience, Person
from heliograph.network.states import Refused

#: What begins a choice that is a ready-made rule and no audience yet.
_START = "start:"
#: Further dates that can be added at once.
SPARE = 2


class CallForm(ProgrammeForm):
    """Everything of a call that is made of a proposal, but its dates (``DateForm``)."""

    TEXTS = {
        "title": (_("Title of the call"), False, 250),
        "summary": (_("In one sentence"), False, 400),
        "text": (_("Text"), True, 200_000),
    }

    kind = forms.ChoiceField(label=_("What kind of call it is"), widget=forms.RadioSelect)
    audience = forms.ChoiceField(label=_("Whom it addresses"))
    answers = forms.MultipleChoiceField(
        label=_("Languages of answers"),
        choices=content_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: any language."),
    )
    attachments = forms.ModelMultipleChoiceField(
        label=_("Files that go with it"),
        queryset=Attachment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, item: Item, guess: Guess, by: Person, **kwargs: Any) -> None:
        values = {"title": guess.title, "summary": guess.summary, "text": guess.text}
        super().__init__(*args, item=item, by=by, values=values, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind.key, kind.label) for kind in kinds()]
        fields["audience"].choices = _audiences()
        fields["attachments"].queryset = item.attachments.all()
        first = {
            "kind": guess.kind,
            "audience": f"{_START}{guess.start}",
            "contact": guess.contact,
            "answers": [code for code in guess.languages if code in settings.CONTENT_LANGUAGES],
            "attachments": [row.pk for row in item.attachments.all()],
        }
        for name, value in first.items():
            self.initial.setdefault(name, value)

    def kinds(self) -> list[tuple[Any, Any]]:
        """Each kind's radio button with what the kind is for."""
        return list(zip(self["kind"], [kind.about for kind in kinds()], strict=True))

    def choices(self, dates: Sequence[DateChoice]) -> Choices:
        """What was chosen, once it is valid."""
        said, texts = self.cleaned_data, self.texts()
        chosen = said["audience"]
        start = chosen.removeprefix(_START) if chosen.startswith(_START) else ""
        return Choices(
            kind=said["kind"],
            title=texts["title"],
            summary=texts["summary"],
            text=texts["text"],
            reviewed=self.reviewed(),
            languages=said["answers"],
            audience=None if start else Audience.objects.filter(pk=chosen).first(),
            start=start,
            dates=dates,
            attachments=list(said["attachments"]),
            **self.of_programme(),
        )


def _audiences() -> list[tuple[Any, Any]]:
    rows = Audience.objects.order_by("name").values_list("pk", "name")
    known = [(str(pk), name) for pk, name in rows]
    names = {name for _pk, name in known}
    starts = [(f"{_START}{key}", start.name) for key, start in STARTS.items()]
    everybody = [one for one in starts if one[0] == f"{_START}everybody"]
    ready = [one for one in starts if one not in everybody]
    return [*everybody, (_("Ready-made"), ready), *([(_("Your audiences"), known)] if names else [])]


class DateForm(forms.Form):
    """One date: which of the call's it is, and when. Without a day, or known only loosely, it is to be announced."""

    kind = forms.ChoiceField(
        label=_("What it is"), required=False, choices=[("", _("leave it out")), *DeadlineKind.choices]
    )
    day = DayField(label=_("Date"), required=False)
    clock = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Empty: the end of that day."),
    )
    loose = PrecisionField()
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    uid = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    guessed: GuessedDate | None = None

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organizer_zone = zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["kind"]:
            try:
                cleaned["moment"] = self._moment(cleaned)
            except Refused as refused:
                self.add_error("day", str(refused))
        elif not self.errors and cleaned["day"] and not self.initial.get("day"):
            self.add_error("kind", _("Say what this date is, or take it away."))
        return cleaned

    def _moment(self, said: Mapping[str, Any]) -> Moment:
        zone = valid_zone(said["zone"]) or self.organizer_zone
        if not said["day"]:
            return later("", zone)
        if said["loose"]:
            return sometime(said["day"], said["loose"], zone)
        if said["clock"]:
            return at_minute(datetime.combine(said["day"], said["clock"]), zone)
        return on_day(said["day"], zone)

    def choice(self) -> DateChoice | None:
        """The date chosen, once it is valid; None where it is left out."""
        said = self.cleaned_data
        return DateChoice(DeadlineKind(said["kind"]), said["moment"], said["uid"]) if said.get("kind") else None


def date_forms(dates: Sequence[GuessedDate], zone: str, post: Mapping[str, Any] | None = None) -> Any:
    """The dates of the bulletin as a formset, with rows to spare."""
    kind = forms.formset_factory(DateForm, extra=SPARE, max_num=30)
    made: Any = kind(post, initial=[_initial(one) for one in dates], prefix="dates", form_kwargs={"zone": zone})
    for form, one in zip(made, dates, strict=False):
        form.guessed = one
    return made


def _initial(one: GuessedDate) -> dict[str, Any]:
    wall = one.moment.at.astimezone(ZoneInfo(one.moment.zone)) if one.moment.at else None
    minute = one.moment.precision == Precision.MINUTE
    return {
        "kind": one.kind,
        "day": wall.date() if wall else one.moment.about,
        "clock": wall.time() if wall and minute else None,
        "loose": one.moment.precision if one.moment.about else "",
        "zone": one.moment.zone,
        "uid": one.uid,
    }
