"""The log of a document: what was done with it, by whom and when, in words.

``log`` is called in the transaction that does it. Entries are written and never changed; they go with their document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from heliograph.library.models import Document, DocumentContent, DocumentEntry, DocumentFile, DocumentVersion
from heliograph.library.shown import listed
from heliograph.library.states import Access
from heliograph.network.countries import language_name
from heliograph.network.models import Person
from heliograph.texts.commas import with_commas

#: So many lines of the log stand on the page.
MOST = 100
_WORDS: Mapping[str, str | Promise] = {
    "create": pgettext_lazy("log", "begun"),
    "edit": pgettext_lazy("log", "saved"),
    "access": pgettext_lazy("log", "who may see it changed"),
    "publish": pgettext_lazy("log", "published"),
    "unpublish": pgettext_lazy("log", "made a draft again"),
    "version": pgettext_lazy("log", "version begun"),
    "version-edit": pgettext_lazy("log", "version saved"),
    "release": pgettext_lazy("log", "version released"),
    "file": pgettext_lazy("log", "file or link added"),
    "file-replaced": pgettext_lazy("log", "file or link replaced"),
    "file-remove": pgettext_lazy("log", "file or link taken away"),
    "file-held": pgettext_lazy("log", "file held back"),
    "file-again": pgettext_lazy("log", "file given out again"),
}


@dataclass(frozen=True)
class Line:
    """One line of the log; ``more`` says which version, which language, which fields. ``by`` is empty for nobody."""

    at: datetime
    by: str
    words: str
    more: str


def log(document: Document, verb: str, by: Person | None, at: datetime, **data: Any) -> None:
    """Write down what is done with a document, in the transaction that does it."""
    DocumentEntry.objects.create(document=document, verb=verb, by=by, at=at, data=data)


def about_version(version: DocumentVersion) -> dict[str, Any]:
    """What an entry says of the version that it is about."""
    return {"number": version.number}


def about_file(file: DocumentFile) -> dict[str, Any]:
    """What an entry says of the file or link that it is about."""
    return {"number": file.version.number, "language": file.language, "what": file.name or file.url}


def log_holding(content: DocumentContent, by: Person | None, at: datetime, *, back: bool) -> None:
    """Write into the logs of all documents in which a content stands that it is given out no more, or again."""
    verb = "file-held" if back else "file-again"
    files = content.files.standing().select_related("version").order_by("pk")
    rows = [
        DocumentEntry(document_id=file.version.document_id, verb=verb, by=by, at=at, data=about_file(file))
        for file in files
    ]
    DocumentEntry.objects.bulk_create(rows)


def log_edit(documents: Iterable[int], fields: Sequence[str], by: Person, at: datetime) -> None:
    """Write into the logs of documents (by primary key) that fields of them were changed."""
    data = {"fields": list(fields)}
    rows = [DocumentEntry(document_id=key, verb="edit", by=by, at=at, data=data) for key in documents]
    DocumentEntry.objects.bulk_create(rows)


def lines_of(document: Document) -> list[Line]:
    """What happened, the latest first, in words of the active language. One query."""
    rows = document.entries.select_related("by").order_by("-at", "-pk")[:MOST]
    return [Line(row.at, str(row.by or ""), str(_WORDS.get(row.verb, row.verb)), _more(row)) for row in rows]


def _more(entry: DocumentEntry) -> str:
    """All that an entry says besides, in one line."""
    return with_commas(words(entry.data[name]) for name, words in _WAYS.items() if name in entry.data)


def _version(number: Any) -> str:
    return _("version %(number)s") % {"number": number}


def _language(tag: Any) -> str:
    return language_name(str(tag), get_language() or "en")


def _languages(tags: Iterable[str]) -> str:
    language = get_language() or "en"
    return listed((language_name(tag, language) for tag in tags), language)


def _fields(names: Iterable[str]) -> str:
    return listed(filter(None, map(_label, names)), get_language() or "en")


def _label(name: str) -> str:
    """What a field of a document or of a version is called; empty for one that is no more."""
    for model in (Document, DocumentVersion):
        try:
            return str(getattr(model._meta.get_field(name), "verbose_name", ""))
        except FieldDoesNotExist:
            continue
    return ""


def _access(value: Any) -> str:
    return str(Access(value).label) if value in Access else ""


#: How what an entry's ``data`` has is said, in this order.
_WAYS: Mapping[str, Callable[[Any], str]] = {
    "number": _version,
    "fields": _fields,
    "language": _language,
    "languages": _languages,
    "access": _access,
    "what": str,
}
