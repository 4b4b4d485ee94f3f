"""The desk's forms of a conference. What they mean is decided by ``editing``."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Programme
from heliograph.calls.rules import programmes_run_by
from heliograph.conference.editing import FIELDS
from heliograph.conference.models import Conference, Theme
from heliograph.events.models import Event
from heliograph.events.rules import events_run_by
from heliograph.frame.fields import ZoneField
from heliograph.frame.translating import TextsForm
from heliograph.network.countries import country_choices


def _countries() -> list[tuple[str, str]]:
    return [("", _("not said")), *country_choices(get_language() or "en")]


class NewConferenceForm(forms.Form):
    """Of which programme a conference is made."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        queryset=None, to_field_name="slug", label=gettext_lazy("Programme"), empty_label=None
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = programmes_run_by(person).exclude(pk__in=Conference.objects.values("programme"))
        cast("Any", self.fields["programme"]).queryset = free.order_by("-created_at")


class ConferenceForm(TextsForm):
    """Days, place and signatory."""

    TEXTS = {"place": (gettext_lazy("Place"), False, 200)}
    NEEDED = ("place", gettext_lazy("Write where it is, in the language of the original."))

    first_day = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("A conference that is put off takes its timetable along, and who is concerned is told."),
    )  # fmt: skip
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    zone = ZoneField(
        label=gettext_lazy("Time zone of the place"),
        help_text=gettext_lazy("The timetable keeps its times on the clock if you put this right."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False, choices=_countries)
    address = forms.CharField(
        label=gettext_lazy("Address"), max_length=300, required=False,
        help_text=gettext_lazy("It stands in letters of invitation and on the printed programme."),
    )  # fmt: skip
    signatory = forms.CharField(
        label=gettext_lazy("Who signs letters"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Name and function, a line each, as they stand under letters and certificates."),
    )  # fmt: skip
    event: forms.ModelChoiceField[Event] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("The conference in the agenda"), required=False,
        empty_label=gettext_lazy("no event"),
        help_text=gettext_lazy("The event of this programme that stands for the whole conference in calendars."),
    )  # fmt: skip

    def __init__(self, *args: Any, conference: Conference, person: Any, **kwargs: Any) -> None:
        source = conference.programme.source_language
        values = {"place": conference.place or LazyI18nString({})}
        super().__init__(*args, values=values, marks=conference.marks, source=source, **kwargs)
        cast("Any", self.fields["event"]).queryset = events_run_by(person).filter(programme=conference.programme)

    @classmethod
    def of(cls, conference: Conference, person: Any, post: Any = None) -> ConferenceForm:
        """The form of a conference that exists, or is to be made of its programme."""
        initial = {name: getattr(conference, name) for name in FIELDS} | {"seen": str(conference.version)}
        return cls(post, initial=initial, conference=conference, person=person)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "first_day" in said and "last_day" in said and said["last_day"] < said["first_day"]:
            self.add_error("last_day", _("The last day lies before the first."))
        return said

    def fields_said(self) -> dict[str, Any]:
        """The fields as ``editing`` wants them."""
        return {**{name: self.cleaned_data[name] for name in FIELDS}, "place": self.texts()["place"]}


class ThemeForm(TextsForm):
    """The name of a theme in every language."""

    TEXTS = {"name": (gettext_lazy("Name"), False, 120)}
    NEEDED = ("name", gettext_lazy("Write the name in the language of the original."))

    @classmethod
    def of(cls, conference: Conference, theme: Theme | None, post: Any = None) -> ThemeForm:
        """The form of a theme, empty for a new one."""
        values = {"name": theme.name if theme is not None else LazyI18nString({})}
        marks = theme.marks if theme is not None else {}
        return cls(post, values=values, marks=marks, source=conference.programme.source_language)
