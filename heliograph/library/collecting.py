"""Collections: begun, edited, put in order, deleted. Their documents stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.frame.finished import touch
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.library.editing import COLLECTION_FIELDS, COLLECTION_TEXTS, Stale, mark_of, with_clean_title
from heliograph.library.entries import log_edit
from heliograph.library.models import Collection, Document
from heliograph.library.naming import free_slug
from heliograph.library.rules import may_edit, may_give_to
from heliograph.library.search import index
from heliograph.network.models import Person
from heliograph.network.states import Refused

Fields = Mapping[str, Any]


def _held(collection: Collection, by: Person) -> Collection:
    found = Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    if not may_edit(by, found):
        raise Refused("not-yours", _("This collection is kept by somebody else. Ask the secretariat."))
    return found


def _check_organizer(fields: Fields, by: Person) -> None:
    if not may_give_to(by, fields.get("organizer")):
        raise Refused("not-your-organization", _("You keep documents for the organization whose organizer you are."))


def _write(collection: Collection, fields: Fields, reviewed: Reviewed, at: datetime) -> None:
    for name in COLLECTION_FIELDS:
        if name in fields:
            setattr(collection, name, fields[name])
    names = [name for name in COLLECTION_TEXTS if name in fields]
    write_texts(collection, names, fields, reviewed, collection.source_language)
    collection.saved_at = at
    collection.save()
    index(collection.documents.select_related("organizer", "collection"))
    touch()


@transaction.atomic
def start_collection(fields: Fields, by: Person, at: datetime) -> Collection:
    """A new collection without documents. ``fields`` as ``editing`` names them. Raises Refused."""
    _check_organizer(fields, by)
    fields = with_clean_title(fields)
    title = fields["title"].get(fields.get("source_language", "en"), "")
    if not title.strip():
        raise Refused("no-title", _("Write the title in the language of the original."))
    made = Collection(slug=free_slug(Collection.objects.all(), title, "collection"), created_at=at)
    _write(made, fields, Reviewed(), at)
    return made


@transaction.atomic
def save_collection(
    collection: Collection, fields: Fields, reviewed: Reviewed, seen: str, by: Person, at: datetime
) -> Collection:
    """Save fields and texts. Raises Stale where somebody else has saved since ``seen``, and Refused."""
    row = _held(collection, by)
    if mark_of(row) != seen:
        raise Stale
    if fields["organizer"] != row.organizer:
        _check_organizer(fields, by)
    _write(row, with_clean_title(fields), reviewed, at)
    return row


@transaction.atomic
def move(collection: Collection, document: Document, steps: int, by: Person) -> None:
    """Put a document so many places further down (negative: up); at an end it stays. Raises Refused."""
    row = _held(collection, by)
    rows = list(row.documents.order_by("position", "pk"))
    place = next((number for number, each in enumerate(rows) if each.pk == document.pk), None)
    if place is None:
        raise Refused("not-in-it", _("This document is not in the collection any more."))
    rows.insert(min(max(0, place + steps), len(rows) - 1), rows.pop(place))
    for position, each in enumerate(rows):
        if each.position != position:
            row.documents.filter(pk=each.pk).update(position=position)
    touch()


@transaction.atomic
def remove_collection(collection: Collection, by: Person, at: datetime) -> None:
    """Delete a collection; its documents stay, and are in none, as their logs say. Raises Refused."""
    row = _held(collection, by)
    keys = list(row.documents.values_list("pk", flat=True))
    log_edit(keys, ["collection"], by, at)
    row.delete()
    index(Document.objects.filter(pk__in=keys).select_related("organizer"))
    touch()
