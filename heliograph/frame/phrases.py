"""Words of the interface that are kept on a row, in every language of the interface."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation


def in_all_languages(words: str) -> dict[str, str]:
    """A text of the catalogues (``gettext_noop``) by language; languages that have no translation are left out."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = translation.gettext(words)
    return {code: said for code, said in found.items() if said != words or code == settings.LANGUAGE_CODE}
