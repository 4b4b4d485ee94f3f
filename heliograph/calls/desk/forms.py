"""The desk's forms of programmes and calls. What they mean is decided by ``starting`` and ``editing``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.desk.editing import CALL_FIELDS, CALL_TEXTS, PROGRAMME_FIELDS, PROGRAMME_TEXTS, mark_of
from heliograph.calls.desk.option_fields import field_name, option_fields
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call, Programme
from heliograph.calls.rules import organizes
from heliograph.calls.states import Limit, RespondentKind, Visibility
from heliograph.frame.fields import DayField, ZoneField
from heliograph.frame.translating import TextsForm, content_languages
from heliograph.library.models import Document
from heliograph.library.rules import visible_to as documents_visible_to
from heliograph.network.models import Audience, Organization, Person, Role
from heliograph.network.rules import is_secretariat
from heliograph.network.states import RoleKind
from heliograph.texts.languages import CONTENT_LANGUAGES, NATIVE_NAMES
from heliograph.texts.multilingual import pick

_TITLE = (gettext_lazy("Title"), False, 250)
_SUMMARY = (gettext_lazy("In one sentence"), False, 400)
_TEXT = (gettext_lazy("Text"), True, 100_000)
_ALT = (gettext_lazy("What the picture shows"), False, 300)
_TEXTS = {"title": _TITLE, "summary": _SUMMARY, "text": _TEXT}
_ORGANIZERS_ZONE: dict[str, Any] = {
    "label": gettext_lazy("Organizer's time zone"),
    "help_text": gettext_lazy("Dates are meant in this zone. Each reader sees his own time beside it."),
}


def organizers_for(person: Person, present: int | None) -> QuerySet[Organization]:
    """The organizations to which a person may give a programme: the secretariat those that have an organizer."""
    if not is_secretariat(person):
        return Organization.objects.filter(pk__in=organizes(person)).order_by("name", "pk")
    held = Role.objects.held(timezone.now().date()).filter(kind=RoleKind.ORGANIZER)
    named = Q(pk__in=held.values("organization")) | Q(pk=present)
    return Organization.objects.filter(named).order_by("name", "pk")


class ProgrammeForm(TextsForm):
    """Texts, organizer, contact, zone and days of a programme."""

    TEXTS = _TEXTS

    source_language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=content_languages)
    organizer: Any = forms.ModelChoiceField(Organization.objects.none(), label=gettext_lazy("Organizer"))
    contact = forms.EmailField(
        label=gettext_lazy("Contact"),
        required=False,
        help_text=gettext_lazy("Shown to everybody. It serves for calls that name none of their own."),
    )
    zone = ZoneField(**_ORGANIZERS_ZONE)
    begins = DayField(label=gettext_lazy("From"), required=False)
    ends = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, person: Person, programme: Programme | None = None, **kwargs: Any) -> None:
        if programme is not None and programme.image:
            self.TEXTS = {**_TEXTS, "image_alt": _ALT}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organizer"]
        field.queryset = organizers_for(person, programme.organizer_id if programme else None)
        if is_secretariat(person):
            field.required, field.empty_label = False, _("the secretariat")
            field.help_text = _(
                "Who runs it. Offered are the organizations at which somebody has the role of organizer."
            )
        else:
            field.empty_label = None
            field.help_text = _("Your own organization runs it.")

    @classmethod
    def of(cls, programme: Programme, person: Person, post: Any = None) -> ProgrammeForm:
        """The form of a programme that exists."""
        initial = {name: getattr(programme, name) for name in PROGRAMME_FIELDS} | {"seen": mark_of(programme)}
        values = {name: getattr(programme, name) for name in (*PROGRAMME_TEXTS, "image_alt")}
        return cls(
            post, initial=initial, values=values, marks=programme.marks, source=programme.source_language,
            person=person, programme=programme,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("begins") and said.get("ends") and said["ends"] < said["begins"]:
            self.add_error("ends", _("This ends before it begins."))
        return said

    def fields_said(self) -> dict[str, Any]:
        """The fields and texts as ``editing`` wants them."""
        return {**{name: self.cleaned_data[name] for name in PROGRAMME_FIELDS}, **self.texts()}


class AudienceField(forms.ModelChoiceField[Audience]):
    """The audiences by name, with how many people were in each when it was counted last."""

    def label_from_instance(self, obj: Audience) -> str:
        if obj.people_count is None:
            return obj.name
        people = ngettext("%(count)d person", "%(count)d people", obj.people_count)
        return f"{obj.name} ({people % {'count': obj.people_count}})"


#: The fields of a call in groups with a heading each, as the page shows them.
CALL_GROUPS = (
    (gettext_lazy("Who may answer"), ("audience", "visibility")),
    (gettext_lazy("For whom one answers"), ("respondent", "limit", "delegation", "together")),
    (gettext_lazy("Answering"), ("minutes", "spoken", "contact", "zone", "grace")),
    (gettext_lazy("Places"), ("capacity", "waiting", "hold")),
)


class CallForm(TextsForm):
    """Texts and all settings of a call; dates and questions have pages of their own."""

    TEXTS = _TEXTS

    source_language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=content_languages)
    audience = AudienceField(
        Audience.objects.order_by("name"),
        label=gettext_lazy("Addressed to"),
        required=False,
        empty_label=gettext_lazy("everybody"),
        help_text=gettext_lazy("Who is not among them is told so, and why, and cannot answer."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who finds it"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Where only the link leads to it, no list shows it."),
    )
    respondent = forms.ChoiceField(
        label=gettext_lazy("One answers for"), choices=RespondentKind.choices, widget=forms.RadioSelect
    )
    limit = forms.ChoiceField(
        label=gettext_lazy("How many answers"), choices=Limit.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("For each person, school or country."),
    )  # fmt: skip
    delegation = forms.BooleanField(
        label=gettext_lazy("One may answer for other people too"),
        required=False,
        help_text=gettext_lazy("For instance a coordinator who registers the whole delegation. Each gets a place."),
    )
    together = forms.BooleanField(
        label=gettext_lazy("Several may answer together"),
        required=False,
        help_text=gettext_lazy("Who answers can invite others by e-mail to write the same answer with him."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes that it takes"), required=False, min_value=1, max_value=600,
        help_text=gettext_lazy("Your estimate, shown before people begin."),
    )  # fmt: skip
    spoken = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In which you can read what people write. None ticked: it is not said."),
    )
    contact = forms.EmailField(
        label=gettext_lazy("Contact"), required=False,
        help_text=gettext_lazy("Whom people ask. Left empty, it is that of the programme."),
    )  # fmt: skip
    zone = ZoneField(**_ORGANIZERS_ZONE)
    grace = forms.IntegerField(
        label=gettext_lazy("Minutes of grace after closing"), min_value=0, max_value=1440,
        help_text=gettext_lazy("An answer that comes in so late is still taken, and marked as late. Nobody is told."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"), required=False, min_value=1, max_value=1_000_000,
        help_text=gettext_lazy("Left empty, there are as many as come."),
    )  # fmt: skip
    waiting = forms.BooleanField(
        label=gettext_lazy("Keep a waiting list when all places are taken"),
        required=False,
        help_text=gettext_lazy("A place that is freed, or added, is offered to who has waited longest."),
    )
    hold = forms.IntegerField(
        label=gettext_lazy("Hours to take up an offered place"), min_value=1, max_value=720,
        help_text=gettext_lazy("After that it goes to the next."),
    )  # fmt: skip

    def __init__(self, *args: Any, spoken: list[str], call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call, self.kind = call, kind_of(call)
        self.fields.update(option_fields(call))
        field: Any = self.fields["spoken"]
        field.choices = [(code, NATIVE_NAMES.get(code, code)) for code in dict.fromkeys([*CONTENT_LANGUAGES, *spoken])]

    @classmethod
    def of(cls, call: Call, post: Any = None) -> CallForm:
        """The form of a call."""
        initial = {name: getattr(call, name) for name in CALL_FIELDS if name != "options"}
        initial |= {"seen": mark_of(call), "spoken": list(call.languages)}
        values: Mapping[str, Any] = {name: getattr(call, name) for name in CALL_TEXTS}
        return cls(
            post, initial=initial, values=values, marks=call.marks, source=call.source_language,
            spoken=list(call.languages), call=call,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("visibility") == Visibility.AUDIENCE and said.get("audience") is None:
            self.add_error("audience", _("Choose who is addressed: only they are to find it."))
        for option in self.kind.options:
            name = field_name(option)
            if name in said and (wrong := option.wrong(self.call, said[name])):
                self.add_error(name, wrong)
        return said

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields beside the texts, by heading; those of the kind's own options first, where it has any."""
        title = _("For this kind of call: %(kind)s") % {"kind": self.kind.label}
        own = [(title, [field_name(option) for option in self.kind.options])] if self.kind.options else []
        return [(title, [self[name] for name in names]) for title, names in (*own, *CALL_GROUPS)]

    def fields_said(self) -> dict[str, Any]:
        """The fields and texts as ``editing`` wants them."""
        options = {option.key: self.cleaned_data[field_name(option)] for option in self.kind.options}
        said = {**self.cleaned_data, "languages": self.cleaned_data["spoken"], "options": options}
        return {**{name: said[name] for name in CALL_FIELDS}, **self.texts()}


class DocumentChoice(forms.ModelChoiceField[Document]):
    """A document by its title and year."""

    def label_from_instance(self, obj: Document) -> str:
        title = pick(obj.title, [get_language() or "en", obj.source_language])[0]
        return f"{title} ({obj.year})" if obj.year else title


def documents_for(person: Person) -> QuerySet[Document]:
    """The documents that may go with what a person runs: those that he sees, drafts of his own included."""
    return documents_visible_to(person).newest_first()


class AttachmentForm(forms.Form):
    """A file, a link or a document of the library to add."""

    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=250)
    file = forms.FileField(label=pgettext_lazy("attachment", "File"), required=False)
    url = forms.URLField(label=gettext_lazy("Or a web address"), required=False, max_length=1000, assume_scheme="https")
    language = forms.ChoiceField(label=gettext_lazy("Language it is in"), required=False)
    document = DocumentChoice(
        Document.objects.none(),
        label=gettext_lazy("Or a document of the library"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Readers always get its current version, in their language where it is there."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents_for(person)  # type: ignore[attr-defined]
        self.fields["language"].choices = attachment_languages()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and sum(bool(said.get(name)) for name in ("file", "url", "document")) != 1:
            self.add_error("file", _("Choose a file, write a web address, or choose a document: one of the three."))
        return said


def attachment_languages() -> list[tuple[str, str]]:
    """What a file or link can be in; it may have no language."""
    return [("", _("no language, or several")), *content_languages()]
