"""Editing texts in several languages: the form with a block for each language, and what a save does to text and marks.

A record has multilingual fields, and ``marks`` by field (``texts.multilingual``), from which the state of each language
follows. ``frame/languages.html`` shows the form's ``blocks``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from i18nfield.strings import LazyI18nString

from heliograph.frame.fields import Prose
from heliograph.texts.languages import NATIVE_NAMES, direction
from heliograph.texts.multilingual import LanguageState, mark, state, texts_of

STATE_NAMES = {
    LanguageState.MISSING: pgettext_lazy("language", "missing"),
    LanguageState.DRAFT: pgettext_lazy("language", "draft"),
    LanguageState.REVIEWED: pgettext_lazy("language", "reviewed"),
    LanguageState.OUTDATED: pgettext_lazy("language", "out of date"),
}


class Marked(Protocol):
    """A record with multilingual fields and the marks of their languages."""

    marks: Any


@dataclass(frozen=True)
class Reviewed:
    """What an editor says of translations: those ticked as compared with the original, those whose tick he changed."""

    ticked: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()


def content_languages() -> list[tuple[str, str]]:
    """The languages in which texts are written, by code, each in its own name."""
    return [(code, NATIVE_NAMES.get(code, code)) for code in settings.CONTENT_LANGUAGES]


def write_texts(
    record: Marked, names: Sequence[str], texts: Mapping[str, Any], reviewed: Reviewed, source: str
) -> None:
    """Put new texts into a record and mark each language (``texts.multilingual``), field by field.

    A language is marked where its text is new, or where the editor says anew whether it was reviewed; else it keeps
    its mark, and so becomes outdated when the text that it was made from changes. Languages not named keep their texts.
    """
    for name in names:
        before = texts_of(getattr(record, name))
        after = {**before, **texts[name]}
        value = LazyI18nString({language: words for language, words in after.items() if words})
        marks = dict(record.marks.get(name, {}))
        for language, words in after.items():
            touched = words != before.get(language) or language in reviewed.anew
            if language != source and words and touched:
                marks = mark(marks, value, source, language, reviewed=language in reviewed.ticked)
        setattr(record, name, value)
        record.marks = {**record.marks, name: marks}


@dataclass(frozen=True)
class LanguageBlock:
    """The fields of one language, together."""

    code: str
    name: str
    direction: str
    fields: list[BoundField]
    reviewed: BoundField | None
    state: str
    state_name: str
    open: bool


class TextsForm(forms.Form):
    """A form with texts in every content language; those that are not written in are folded away, never left out."""

    #: name → (label, of several lines, maximal length)
    TEXTS: dict[str, tuple[Any, bool, int]] = {}
    #: What must be written in the language of the original, and what is said where it is not.
    NEEDED: tuple[str, Any] | None = ("title", gettext_lazy("Write the title in the language of the original."))

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(
        self, *args: Any, values: Mapping[str, Any], marks: Mapping[str, Any], source: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.values, self.marks, self.source = values, marks, source
        written = [language for value in values.values() for language in texts_of(value)]
        self.languages = list(dict.fromkeys([source, *settings.CONTENT_LANGUAGES, *written]))
        for language in self.languages:
            self._add_language(language)

    def _add_language(self, language: str) -> None:
        for name, (label, several, length) in self.TEXTS.items():
            kind = Prose if several else forms.CharField
            field = kind(label=label, required=False, max_length=length)
            field.widget.attrs |= {"lang": language, "dir": direction(language)} | ({"rows": 12} if several else {})
            self.fields[f"{name}_{language}"] = field
            self.initial.setdefault(f"{name}_{language}", texts_of(self.values[name]).get(language, ""))
        if language != self.source:
            label = _("Compared with the text in %(language)s") % {
                "language": NATIVE_NAMES.get(self.source, self.source)
            }
            self.fields[f"reviewed_{language}"] = forms.BooleanField(label=label, required=False)
            self.initial.setdefault(f"reviewed_{language}", self.state_of(language) == LanguageState.REVIEWED)

    def state_of(self, language: str) -> LanguageState:
        """The least finished state among the fields that the source language has."""
        states = [
            state(value, dict(self.marks.get(name, {})), self.source, language)
            for name, value in self.values.items()
            if texts_of(value).get(self.source)
        ]
        order = [LanguageState.OUTDATED, LanguageState.DRAFT, LanguageState.MISSING, LanguageState.REVIEWED]
        if set(states) == {LanguageState.MISSING}:
            return LanguageState.MISSING
        return next((one for one in order if one in states), LanguageState.MISSING)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.NEEDED is not None and not cleaned.get(f"{self.NEEDED[0]}_{self.source}"):
            self.add_error(f"{self.NEEDED[0]}_{self.source}", self.NEEDED[1])
        return cleaned

    def texts(self) -> dict[str, dict[str, str]]:
        """The texts as ``write_texts`` wants them."""
        return {name: {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages} for name in self.TEXTS}

    def reviewed(self) -> Reviewed:
        """What the editor says of the translations."""
        names = {code: f"reviewed_{code}" for code in self.languages if code != self.source}
        ticked = frozenset(code for code, name in names.items() if self.cleaned_data[name])
        return Reviewed(ticked, frozenset(code for code, name in names.items() if name in self.changed_data))

    def blocks(self) -> list[LanguageBlock]:
        """The fields by language, the original first."""
        return [self._block(language) for language in self.languages]

    def _block(self, language: str) -> LanguageBlock:
        fields = [self[f"{name}_{language}"] for name in self.TEXTS]
        known = self.state_of(language)
        reviewed = None if language == self.source else self[f"reviewed_{language}"]
        shown = (
            language == self.source or any(field.value() for field in fields) or any(field.errors for field in fields)
        )
        name = NATIVE_NAMES.get(language, language)
        label = _("original") if language == self.source else str(STATE_NAMES[known])
        return LanguageBlock(language, name, direction(language), fields, reviewed, str(known), label, shown)
