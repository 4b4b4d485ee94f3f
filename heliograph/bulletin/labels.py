"""Labels of items: found by their words in any language, made where they are new."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.text import slugify
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.models import Label
from heliograph.texts.multilingual import texts_of

_JOINT = re.compile(r"\s*[+/&|]\s*")


def label_for(words: str, language: str) -> Label | None:
    """The label that these words name, saved where it is new; None for no words.

    A joined label ("REMINDER + INVITATION") is a label of its own, translated as far as its parts are.
    """
    bare = " ".join(words.split())
    if not bare:
        return None
    known = {folded(name): label for label in Label.objects.all() for name in texts_of(label.name).values()}
    if folded(bare) in known:
        return known[folded(bare)]
    parts = [known.get(folded(part)) for part in _JOINT.split(bare)]
    names = _joined([label for label in parts if label]) if all(parts) and len(parts) > 1 else {}
    return Label.objects.create(key=_free_key(bare), name=LazyI18nString({**names, language: bare}))


def _joined(parts: Iterable[Label]) -> dict[str, str]:
    """The names of several labels joined, in the languages that all of them have."""
    names = [texts_of(label.name) for label in parts]
    shared = [language for language in names[0] if all(language in one for one in names)]
    return {language: " + ".join(one[language] for one in names) for language in shared}


def _free_key(words: str) -> str:
    stem = slugify(words)[:50] or "label"
    taken = set(Label.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return stem if stem not in taken else next(key for n in range(2, 10_000) if (key := f"{stem}-{n}") not in taken)
