"""The desk's forms of events. What they mean is decided by ``enter``, ``timing`` and ``recurring``."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.desk.forms import AudienceField, DocumentChoice, documents_for
from heliograph.calls.models import Programme
from heliograph.calls.rules import may_run
from heliograph.calls.states import Visibility
from heliograph.events.models import Event, EventDocument, Occurrence, Speaker
from heliograph.events.observances.models import Observance
from heliograph.events.rules import audiences_within, programmes_for, regions_of
from heliograph.events.scheduling.enter import EVENT_FIELDS, EVENT_TEXTS, mark_of
from heliograph.events.states import EventKind, Part
from heliograph.frame.fields import ZoneField
from heliograph.frame.translating import TextsForm, content_languages
from heliograph.library.models import Document
from heliograph.network.countries import Region, all_countries, countries_of, country_name
from heliograph.network.models import Audience, Organization, Person
from heliograph.network.rules import is_secretariat
from heliograph.texts.multilingual import pick

_TEXTS = {
    "title": (gettext_lazy("Title"), False, 250),
    "summary": (gettext_lazy("In one sentence"), False, 400),
    "text": (gettext_lazy("Text"), True, 100_000),
}


def words_of(value: object, source: str = "en") -> str:
    """A multilingual text for who reads a list."""
    return pick(value, [get_language() or "en", source])[0]  # type: ignore[arg-type]


class ProgrammeChoice(forms.ModelChoiceField[Programme]):
    """A programme by its title."""

    def label_from_instance(self, obj: Programme) -> str:
        return words_of(obj.title, obj.source_language)


class ObservanceChoice(forms.ModelChoiceField[Observance]):
    """An international day by its name."""

    def label_from_instance(self, obj: Observance) -> str:
        return words_of(obj.name)


class NewEventForm(forms.Form):
    """What an event begins with: its programme, what it is, its title."""

    programme: Any = ProgrammeChoice(
        Programme.objects.none(), label=gettext_lazy("Programme"), to_field_name="slug", empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EventKind.choices)
    region = forms.ChoiceField(label=gettext_lazy("Region"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=250)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["programme"]).queryset = programmes_for(person).order_by("-created_at")
        if (regions := regions_of(person)) and not is_secretariat(person):
            cast("Any", self.fields["region"]).choices = _regions(regions)
        else:
            del self.fields["region"]

    def fields_said(self) -> dict[str, Any]:
        """The fields and texts as ``enter`` wants them."""
        said = self.cleaned_data
        region = {"region": said["region"]} if "region" in said else {}
        return {"kind": said["kind"], "title": {said["programme"].source_language: said["title"]}, **region}


def _countries(codes: Container[str] | None = None) -> list[tuple[str, str]]:
    """Those of the codes, or all."""
    language = get_language() or "en"
    every = [each.code for each in all_countries() if codes is None or each.code in codes]
    named = sorted((country_name(code, language), code) for code in every)
    return [("", _("all countries")), *((code, name) for name, code in named)]


def _regions(names: Container[str]) -> list[tuple[str, str]]:
    return [(region.value, str(region.label)) for region in Region if region.value in names]


def _all_regions() -> list[tuple[str, str]]:
    return [("", _("all regions")), *_regions([*Region])]


class EventForm(TextsForm):
    """Texts and settings of an event; its times have pages of their own."""

    TEXTS = _TEXTS

    source_language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=content_languages)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EventKind.choices)
    number = forms.IntegerField(
        label=gettext_lazy("Number in a series"), required=False, min_value=1, max_value=999,
        help_text=gettext_lazy("The fourth session is 4. Empty: it is not one of a series."),
    )  # fmt: skip
    host: Any = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("Host"), required=False, to_field_name="identifier",
        empty_label=gettext_lazy("not one of these"),
    )  # fmt: skip
    host_name = forms.CharField(label=gettext_lazy("Host by name"), required=False, max_length=250)
    contact = forms.EmailField(
        label=gettext_lazy("Contact"), required=False,
        help_text=gettext_lazy("Whom people ask. Left empty, it is that of the programme."),
    )  # fmt: skip
    zone = ZoneField(
        label=gettext_lazy("Organizer's time zone"),
        help_text=gettext_lazy("Dates are meant in this zone. Each reader sees his own time beside it."),
    )
    audience = AudienceField(
        Audience.objects.order_by("name"), label=gettext_lazy("Addressed to"), required=False,
        empty_label=gettext_lazy("everybody"),
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who finds it"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False, choices=_countries)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    observance: Any = ObservanceChoice(
        Observance.objects.order_by("pk"), label=gettext_lazy("International day"), required=False,
        empty_label=gettext_lazy("none"),
    )  # fmt: skip
    recurrence_words = forms.CharField(
        label=gettext_lazy("Repeated, in words"), required=False, max_length=200,
        help_text=gettext_lazy("For meetings that are held again and again: shown as it stands."),
    )  # fmt: skip

    @classmethod
    def of(cls, event: Event, person: Person, post: Any = None) -> EventForm:
        """The form of an event; to the office of its region it offers what stays within that."""
        initial = {name: getattr(event, name) for name in EVENT_FIELDS} | {"seen": mark_of(event)}
        values = {name: getattr(event, name) for name in EVENT_TEXTS}
        form = cls(post, initial=initial, values=values, marks=event.marks, source=event.source_language)
        hosts = [pk for pk in (event.host_id, event.programme.organizer_id) if pk is not None]
        form.fields["host"].queryset = Organization.objects.filter(pk__in=hosts)  # type: ignore[attr-defined]
        form.initial["host"] = event.host.identifier if event.host is not None else None
        if may_run(person, event.programme):
            known = _all_regions()
            extra = [] if event.region in dict(known) else [(event.region, event.region)]
            form.fields["region"].choices = [*known, *extra]  # type: ignore[attr-defined]
        else:
            form.confine(event.region)
        return form

    def confine(self, region: str) -> None:
        """Offer what stays within a region alone."""
        fields = cast("Any", self.fields)
        fields["region"].choices = _regions([region])
        fields["country"].choices = _countries(countries_of(region))
        fields["audience"].queryset = Audience.objects.filter(pk__in=audiences_within(region)).order_by("name")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("visibility") == Visibility.AUDIENCE and said.get("audience") is None:
            self.add_error("audience", _("Choose who is addressed: only they are to find it."))
        return said

    def fields_said(self) -> dict[str, Any]:
        """The fields and texts as ``enter`` wants them."""
        return {**{name: self.cleaned_data[name] for name in EVENT_FIELDS}, **self.texts()}


class TimeChoice(forms.ModelChoiceField[Occurrence]):
    """One of the times of an event, by what tells it apart, or its day."""

    def label_from_instance(self, obj: Occurrence) -> str:
        label = words_of(obj.label)
        day = f"{obj.start:%Y-%m-%d %H:%M} UTC" if obj.start else words_of(obj.said)
        return f"{label} ({day})" if label and day else label or day or _("to be confirmed")


class SpeakerForm(forms.Form):
    """Who speaks. Role and topic are written in the language of the event."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    role = forms.CharField(label=gettext_lazy("Role"), max_length=200, required=False)
    organization = forms.CharField(label=gettext_lazy("School or organization"), max_length=250, required=False)
    topic = forms.CharField(label=gettext_lazy("Speaks about"), max_length=250, required=False)
    occurrence: Any = TimeChoice(
        Occurrence.objects.none(), label=gettext_lazy("At which time"), required=False, to_field_name="public_id",
        empty_label=gettext_lazy("all of them"),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, speaker: Speaker | None = None, **kwargs: Any) -> None:
        source = event.source_language
        if speaker is not None:
            first: dict[str, Any] = {"name": speaker.name, "organization": speaker.organization}
            first |= {name: words_of(getattr(speaker, name), source) for name in ("role", "topic")}
            first["occurrence"] = speaker.occurrence.public_id if speaker.occurrence else None
            kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["occurrence"]).queryset = event.occurrences.all()


class DocumentForm(forms.Form):
    """A document of the library, and what it is to the event."""

    document = DocumentChoice(
        Document.objects.none(), label=gettext_lazy("Document of the library"), to_field_name="slug", empty_label=None
    )
    part = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Part.choices)
    time: Any = TimeChoice(
        Occurrence.objects.none(), label=gettext_lazy("At which time"), required=False, to_field_name="public_id",
        empty_label=gettext_lazy("all of them"),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["document"]).queryset = documents_for(person)
        cast("Any", self.fields["time"]).queryset = event.occurrences.all()


def documents_of(event: Event) -> list[tuple[EventDocument, str]]:
    """The documents that go with an event, with their titles. One query."""
    rows = event.documents.select_related("document").order_by("part", "position", "pk")
    return [(row, words_of(row.document.title, row.document.source_language)) for row in rows]
