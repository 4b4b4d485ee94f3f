"""The sample's library: what its bulletin names, as documents with versions and languages, and beside its calls.

``data/library/documents.json`` has the texts; the files are made of them by typst (``document.typ``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from heliograph.calls.documents.attaching import add_document
from heliograph.calls.models import Call
from heliograph.frame.typesetting import typeset
from heliograph.library.collecting import start_collection
from heliograph.library.depositing import Edition, Part, deposit
from heliograph.library.models import Collection, Document
from heliograph.library.states import DocumentKind
from heliograph.network.models import Organization, Person
from heliograph.sample.people import commission_identifier
from heliograph.texts.languages import is_right_to_left

_DATA = Path(__file__).parent / "data" / "library"
#: The collection that the bulletin names.
_KIT = "peace-kit"
_Written = Mapping[str, Any]


@cache
def _data() -> Mapping[str, list[_Written]]:
    found: Mapping[str, list[_Written]] = json.loads((_DATA / "documents.json").read_text(encoding="utf-8"))
    return found


def load_library(calls: Mapping[str, Call], by: Person, at: datetime) -> int:
    """Put into the library what is not there yet, and beside the calls (by what the bulletin asks) what is theirs.

    Returns how many documents were added.
    """
    collections = {each["slug"]: _collection(each, by, at) for each in _data()["collections"]}
    return sum(_document(each, collections, calls, by, at) for each in _data()["documents"])


def documents_named() -> dict[str, str]:
    """The addresses under which the bulletin's document names what the library has, and the path of each here."""
    named = {each["address"]: each["slug"] for each in _data()["documents"] if each.get("address")}
    there = set(Document.objects.filter(slug__in=named.values()).values_list("slug", flat=True))
    pages = {address: reverse("library:document", args=[slug]) for address, slug in named.items() if slug in there}
    if Collection.objects.filter(slug=_KIT).exists():
        pages[f"https://library.example.org/{_KIT}"] = reverse("library:collection", args=[_KIT])
    return pages


def documents_of_items() -> Iterator[tuple[tuple[int, int], Document]]:
    """The documents that items name, each with the number and the position of its item."""
    named = {each["slug"]: each["item"] for each in _data()["documents"] if "item" in each}
    for document in Document.objects.filter(slug__in=named).order_by("pk"):
        number, position = named[document.slug]
        yield (number, position), document


def _collection(written: _Written, by: Person, at: datetime) -> Collection:
    found = Collection.objects.filter(slug=written["slug"]).first()
    if found is not None:
        return found
    fields = {"kind": written["kind"], "title": written["title"], "summary": written["summary"]}
    made = start_collection({**fields, "source_language": "en"}, by, at)
    Collection.objects.filter(pk=made.pk).update(slug=written["slug"])
    made.slug = written["slug"]
    return made


def _document(
    written: _Written, collections: Mapping[str, Collection], calls: Mapping[str, Call], by: Person, at: datetime
) -> bool:
    if Document.objects.filter(slug=written["slug"]).exists():
        return False
    made = deposit(_fields(written, collections), list(_editions(written, at)), by, at)
    Document.objects.filter(pk=made.pk).update(slug=written["slug"])
    if (call := calls.get(written.get("call", ""))) is not None:
        add_document(call, made, "", by, at)
    return True


def _fields(written: _Written, collections: Mapping[str, Collection]) -> dict[str, Any]:
    organizer = written.get("organizer")
    commission = Organization.objects.filter(identifier=commission_identifier(organizer.upper())) if organizer else None
    return {
        **{name: written[name] for name in ("kind", "title", "abstract", "licence")},
        "levels": written.get("levels", []),
        "themes": written.get("themes", []),
        "collection": collections.get(written.get("collection", "")),
        "organizer": commission.first() if commission is not None else None,
        "source_language": next(iter([*written["versions"][0]["parts"], "en"])),
    }


def _editions(written: _Written, at: datetime) -> Iterator[Edition]:
    for version in written["versions"]:
        when = at + timedelta(weeks=version["weeks"])
        links = [Part(language, url=url) for language, url in version.get("links", {}).items()]
        files = [_part(written, language, texts, when) for language, texts in version["parts"].items()]
        yield Edition(when.date(), [*links, *files], version["note"], when)


def _part(written: _Written, language: str, paragraphs: list[str], at: datetime) -> Part:
    with override(language):
        data = {
            "title": written["title"][language],
            "kind": str(DocumentKind(written["kind"]).label).upper(),
            "language": language,
            "rtl": is_right_to_left(language),
            "paragraphs": paragraphs,
            "foot": at.date().isoformat(),
        }
    return Part(language, f"{written['slug']}-{language}.pdf", typeset(_DATA / "document.typ", lambda _place: data, at))
