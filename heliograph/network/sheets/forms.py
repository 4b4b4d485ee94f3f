"""Forms of the import: the file, how it is read, what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.network.countries import Region, country_choices, language_choices, language_name
from heliograph.network.forms import reading
from heliograph.network.models import SheetImport
from heliograph.network.sheets import columns
from heliograph.network.sheets.encodings import ENCODINGS
from heliograph.network.states import Membership, OrganizationKind, RoleKind, SheetKind, Visibility
from heliograph.texts.languages import CONTENT_LANGUAGES

#: Endings of files that are offered first.
ACCEPTED = ".xlsx,.xlsm,.csv,.tsv,.txt"
_NOT_IN_FILE = ("", _("not in the file"))


class UploadForm(forms.Form):
    """A file, and what its rows are."""

    kind = forms.ChoiceField(
        label=_("What is in the rows?"),
        choices=SheetKind.choices,
        widget=forms.RadioSelect,
        initial=SheetKind.ORGANIZATIONS,
        error_messages={"required": _("Say what is in the rows.")},
    )
    file = forms.FileField(
        label=_("Spreadsheet"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose a file.")},
    )


class ReadingForm(forms.Form):
    """In which encoding a text is read, or which sheet of a workbook."""

    def __init__(self, sheet: SheetImport, post: Any = None) -> None:
        super().__init__(post)
        names = sheet.options["sheets"]
        if sheet.encoding:
            self.fields["encoding"] = forms.ChoiceField(
                label=_("Encoding"), choices=list(ENCODINGS.items()), initial=sheet.encoding
            )
        elif len(names) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"), choices=[(name, name) for name in names], initial=sheet.sheet
            )


def column_letter(number: int) -> str:
    """A column as spreadsheets call it: A for 0, AA for 26."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def headings(header: Sequence[str]) -> list[str]:
    """The columns of a file with their letters."""
    return [f"{column_letter(number)}: {word or '–'}" for number, word in enumerate(header)]


class MatchingForm(forms.Form):
    """For each of our columns the file's, and where there is none, what is to stand in every row."""

    clears = forms.BooleanField(
        label=_("Empty cells empty what is on record"),
        required=False,
        help_text=_(
            "Otherwise an empty cell leaves what is on record. Names, countries and the like are never emptied."
        ),
    )

    def __init__(self, sheet: SheetImport, post: Any = None) -> None:
        super().__init__(post, initial={"clears": sheet.options.get("clears", False)})
        self.names = list(columns.labels(sheet.kind))
        offered = [_NOT_IN_FILE, *((str(number), text) for number, text in enumerate(headings(sheet.header)))]
        said = sheet.options.get("constants", {})
        for name, label in columns.labels(sheet.kind).items():
            number = sheet.columns.get(name)
            self.fields[f"column-{name}"] = forms.ChoiceField(
                label=str(label), choices=offered, required=False, initial="" if number is None else str(number)
            )
            if name in columns.CONSTANT:
                self.fields[f"constant-{name}"] = _constant(name, said.get(name, ""))

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """The choice of a column, and the field beside it, in the order of our columns."""
        beside = [f"constant-{name}" for name in self.names]
        pairs = zip(self.names, beside, strict=True)
        return [(self[f"column-{name}"], self[other] if other in self.fields else None) for name, other in pairs]

    def columns(self) -> dict[str, int]:
        said = {name: self.cleaned_data[f"column-{name}"] for name in self.names}
        return {name: int(number) for name, number in said.items() if number}

    def constants(self) -> dict[str, str]:
        said = {name: self.cleaned_data.get(f"constant-{name}", "").strip() for name in self.names}
        return {name: text for name, text in said.items() if text}


def _constant(name: str, said: str) -> forms.Field:
    offered = _offered(name)
    label = _("or the same in every row")
    if offered:
        return forms.ChoiceField(label=label, choices=[("", "–"), *offered], required=False, initial=said)
    return forms.CharField(
        label=label, max_length=200, required=False, initial=said, widget=forms.TextInput(attrs={"dir": "auto"})
    )


def _offered(name: str) -> Sequence[tuple[str, Any]]:
    tongue = reading()
    if name == "country":
        return country_choices(tongue)
    if name == "name_language":
        return language_choices(tongue)
    if name == "correspondence":
        return [(tag, language_name(tag, tongue)) for tag in CONTENT_LANGUAGES]
    if name == "region":
        return [(region.value, region.label) for region in Region]
    kinds: dict[str, Sequence[tuple[str, Any]]] = {
        "kind": OrganizationKind.choices,
        "visibility": Visibility.choices,
        "membership": Membership.choices,
        "role": RoleKind.choices,
    }
    return kinds.get(name, ())
