"""A form of texts in several languages that are not kept to be translated: a note that goes with letters, a message.

``frame/languages.html`` shows its ``blocks``; those of the languages that readers have are open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from i18nfield.strings import LazyI18nString

from heliograph.frame.fields import Prose
from heliograph.frame.translating import LanguageBlock
from heliograph.network.forms import LineField
from heliograph.texts.languages import NATIVE_NAMES, direction
from heliograph.texts.multilingual import LanguageState, texts_of


class WordsForm(forms.Form):
    """A block for each language of ``languages``, those of readers first, then the other languages of texts."""

    #: name → (label, of several lines, maximal length); one line has no control signs, not even those of direction
    TEXTS: ClassVar[Mapping[str, tuple[Any, bool, int]]]

    def __init__(
        self, *args: Any, languages: Sequence[str], values: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.read = list(languages)
        written = [language for value in (values or {}).values() for language in texts_of(value)]
        self.languages = list(dict.fromkeys([*languages, *settings.CONTENT_LANGUAGES, *written]))
        for language in self.languages:
            for name, (label, several, length) in self.TEXTS.items():
                kind = Prose if several else LineField
                field = kind(label=label, required=False, max_length=length)
                field.widget.attrs |= {"lang": language, "dir": direction(language)} | ({"rows": 6} if several else {})
                self.fields[f"{name}_{language}"] = field
                self.initial[f"{name}_{language}"] = texts_of((values or {}).get(name)).get(language, "")

    def texts(self, name: str) -> LazyI18nString:
        """What was written for a name, in the languages in which there is something."""
        said = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code in self.languages}
        return LazyI18nString({code: words for code, words in said.items() if words})

    def blocks(self) -> list[LanguageBlock]:
        """The fields by language."""
        return [self._block(language) for language in self.languages]

    def _block(self, language: str) -> LanguageBlock:
        fields = [self[f"{name}_{language}"] for name in self.TEXTS]
        written = any(field.value() for field in fields)
        state = LanguageState.REVIEWED if written else LanguageState.MISSING
        said = pgettext("language", "written") if written else pgettext("language", "empty")
        opened = language in self.read or written or any(field.errors for field in fields)
        name = NATIVE_NAMES.get(language, language)
        return LanguageBlock(language, name, direction(language), fields, None, str(state), said, opened)

    def check_whole(self, needed: Sequence[str]) -> None:
        """Say what is missing where a language was begun, or nothing was written at all. Call it in ``clean``."""
        begun = [code for code in self.languages if any(self._said(name, code) for name in needed)]
        for code in begun:
            for name in needed:
                if not self._said(name, code) and f"{name}_{code}" not in self.errors:
                    self.add_error(f"{name}_{code}", _("Write this, too, or empty the rest of this language."))
        if not begun and not self.errors:
            self.add_error(f"{needed[0]}_{self.languages[0]}", _("Write it in one language at least."))

    def _said(self, name: str, code: str) -> str:
        return (self.cleaned_data.get(f"{name}_{code}") or "").strip()
