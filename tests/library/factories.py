"""Documents for tests: made with as little as each test must say. The clock stands at ``NOW``."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from heliograph.library.collecting import start_collection
from heliograph.library.depositing import Edition, Part, deposit
from heliograph.library.models import Collection, Document, DocumentFile
from heliograph.network.models import Organization, Person
from tests.network.factories import NOW, person, with_role

DAY = date(2025, 11, 3)


def pdf(words: str = "", pages: int = 1) -> bytes:
    """A PDF of blank pages; another one for other words."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page()
        made.docinfo["/Title"] = words
        made.save(out, deterministic_id=True)
    return out.getvalue()


def upload(name: str = "guidelines.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(name) if data is None else data)


def keeper(organization: Organization | None = None) -> Person:
    """Somebody of the secretariat, or an organizer at an organization."""
    if organization is None:
        return with_role(person(), "secretariat")
    return with_role(person(), "organizer", organization=organization)


def parts(*languages: str) -> list[Part]:
    """A PDF of its own for each language."""
    return [Part(each, f"guide-{each}.pdf", pdf(each)) for each in languages]


def document(
    titles: str | Mapping[str, str] = "Guidelines",
    languages: tuple[str, ...] = ("en",),
    by: Person | None = None,
    *,
    editions: list[Edition] | None = None,
    published: bool = True,
    **fields: Any,
) -> Document:
    """A published document of the secretariat, for everybody, in one version."""
    title = {"en": titles} if isinstance(titles, str) else dict(titles)
    said = {"title": title, "kind": "guidelines", "source_language": next(iter(title)), "year": 2025, **fields}
    given = [Edition(DAY, parts(*languages))] if editions is None else editions
    return deposit(said, given, by or keeper(), NOW, published=published)


def collection(title: str = "Peace kit", by: Person | None = None, **fields: Any) -> Collection:
    said = {"title": {"en": title}, "kind": "kit", "source_language": "en", **fields}
    return start_collection(said, by or keeper(), NOW)


def file_of(one: Document, language: str = "en") -> DocumentFile:
    """The file that readers get in a language."""
    return DocumentFile.objects.current().get(version__document=one, language=language)
