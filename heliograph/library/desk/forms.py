"""The desk's forms of documents, versions, files and collections. What they mean is decided by the domain."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from heliograph.frame.fields import DayField
from heliograph.frame.translating import TextsForm, content_languages
from heliograph.library.editing import COLLECTION_FIELDS, COLLECTION_TEXTS, FIELDS, TEXTS, mark_of
from heliograph.library.models import Collection, Document, DocumentVersion
from heliograph.library.rules import collections_kept_by
from heliograph.library.states import Access, CollectionKind, DocumentKind, Licence
from heliograph.network.countries import language_choices
from heliograph.network.models import Organization, Person, Role
from heliograph.network.rules import is_secretariat, remit_of
from heliograph.network.states import Level, RoleKind, Theme
from heliograph.texts.multilingual import texts_of

_TITLE = (gettext_lazy("Title"), False, 250)
FIRST_YEAR, LAST_YEAR = 1945, 2100


def organizers_for(person: Person, present: int | None) -> QuerySet[Organization]:
    """To which organizations a person may give documents: the secretariat those that have an organizer."""
    if not is_secretariat(person):
        return Organization.objects.filter(pk__in=remit_of(person).organizes).order_by("name", "pk")
    held = Role.objects.held(timezone.now().date()).filter(kind=RoleKind.ORGANIZER)
    named = Q(pk__in=held.values("organization")) | Q(pk=present)
    return Organization.objects.filter(named).order_by("name", "pk")


class OrganizerField(forms.ModelChoiceField[Organization]):
    """Whose a document or a collection is."""

    def __init__(self) -> None:
        super().__init__(Organization.objects.none(), label=gettext_lazy("Organizer"), required=False)

    def offer(self, person: Person, present: int | None) -> None:
        """Offer what a person may choose."""
        self.queryset = organizers_for(person, present)
        self.required = not is_secretariat(person)
        self.empty_label = _("the secretariat") if not self.required else None
        self.help_text = _("Who may edit it, beside the secretariat: the organizers at this organization.")


class CollectionField(forms.ModelChoiceField[Collection]):
    """A collection by its title."""

    def label_from_instance(self, obj: Collection) -> str:
        texts = texts_of(obj.title)
        return texts.get(get_language() or "en") or texts.get(obj.source_language) or obj.slug


class DocumentForm(TextsForm):
    """Texts and fields of a document; versions and files have pages of their own."""

    TEXTS = {
        "title": _TITLE,
        "abstract": (gettext_lazy("Abstract"), True, 20_000),
        "cover_alt": (gettext_lazy("What the cover shows"), False, 300),
    }

    source_language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=content_languages)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DocumentKind.choices)
    organizer: Any = OrganizerField()
    access = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Access.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("Once it is published. A draft is seen by those alone who edit it."),
    )  # fmt: skip
    year = forms.IntegerField(
        label=gettext_lazy("Year of publication"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    issued_on = DayField(
        label=gettext_lazy("Day of publication"), required=False, help_text=gettext_lazy("Where it is known.")
    )
    licence = forms.ChoiceField(label=gettext_lazy("Licence"), choices=Licence.choices, required=False)
    licence_words = forms.CharField(
        label=gettext_lazy("Licence in words"), required=False, max_length=300,
        help_text=gettext_lazy("What else is to be said of it, or another licence."),
    )  # fmt: skip
    collection: Any = CollectionField(
        Collection.objects.none(), label=gettext_lazy("Collection"), required=False,
        empty_label=gettext_lazy("none"),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("School levels"), choices=Level.choices, widget=forms.CheckboxSelectMultiple,
        required=False, help_text=gettext_lazy("None ticked: for all levels."),
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, person: Person, document: Document | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organizer"].offer(person, document.organizer_id if document else None)  # type: ignore[attr-defined]
        present = [document.collection_id] if document and document.collection_id else []
        kept = collections_kept_by(person) | Collection.objects.filter(pk__in=present)
        self.fields["collection"].queryset = kept.order_by("slug")  # type: ignore[attr-defined]

    @classmethod
    def of(cls, document: Document, person: Person, post: Any = None) -> DocumentForm:
        """The form of a document that exists."""
        initial = {name: getattr(document, name) for name in FIELDS} | {"seen": mark_of(document)}
        values = {name: getattr(document, name) for name in TEXTS}
        return cls(
            post, initial=initial, values=values, marks=document.marks, source=document.source_language,
            person=person, document=document,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("year") and said.get("issued_on") and said["issued_on"].year != said["year"]:
            self.add_error("year", _("The day of publication lies in another year. Mend one of the two."))
        if said.get("licence") == Licence.OTHER and not said.get("licence_words"):
            self.add_error("licence_words", _("Write which licence it is."))
        return said

    def fields_said(self) -> dict[str, Any]:
        """The fields and texts as ``publishing`` wants them."""
        return {**{name: self.cleaned_data[name] for name in FIELDS}, **self.texts()}


class CollectionForm(TextsForm):
    """Texts, kind and organizer of a collection."""

    TEXTS = {"title": _TITLE, "summary": (gettext_lazy("What it is"), True, 20_000)}

    source_language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=content_languages)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CollectionKind.choices)
    organizer: Any = OrganizerField()

    def __init__(self, *args: Any, person: Person, present: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organizer"].offer(person, present)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, collection: Collection, person: Person, post: Any = None) -> CollectionForm:
        """The form of a collection that exists."""
        initial = {name: getattr(collection, name) for name in COLLECTION_FIELDS} | {"seen": mark_of(collection)}
        values = {name: getattr(collection, name) for name in COLLECTION_TEXTS}
        return cls(
            post, initial=initial, values=values, marks=collection.marks, source=collection.source_language,
            person=person, present=collection.organizer_id,
        )  # fmt: skip

    def fields_said(self) -> dict[str, Any]:
        """The fields and texts as ``collecting`` wants them."""
        return {**{name: self.cleaned_data[name] for name in COLLECTION_FIELDS}, **self.texts()}


class VersionForm(TextsForm):
    """The day and the note of a version."""

    TEXTS = {"note": (gettext_lazy("What has changed"), True, 5_000)}

    dated = DayField(label=gettext_lazy("Day that this version bears"))

    @classmethod
    def of(cls, version: DocumentVersion, post: Any = None) -> VersionForm:
        """The form of a version that exists."""
        initial = {"dated": version.dated, "seen": mark_of(version)}
        values, source = {"note": version.note}, version.document.source_language
        return cls(post, initial=initial, values=values, marks=version.marks, source=source)

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


class FileForm(forms.Form):
    """A file or a link in a language."""

    language = forms.ChoiceField(label=gettext_lazy("Language it is in"))
    file = forms.FileField(label=pgettext_lazy("attachment", "File"), required=False)
    url = forms.URLField(label=gettext_lazy("Or a web address"), required=False, max_length=1000, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages_offered()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and bool(said.get("file")) == bool(said.get("url")):
            self.add_error("file", _("Choose a file, or write a web address: one of the two."))
        return said


def languages_offered() -> list[tuple[str, str]]:
    """The languages of the network first, then those of the world by name."""
    known = dict(language_choices(get_language() or settings.LANGUAGE_CODE))
    first = [(code, known.get(code, code)) for code in settings.CONTENT_LANGUAGES]
    return [
        ("", _("Please choose")),
        *first,
        *((code, name) for code, name in known.items() if code not in dict(first)),
    ]
