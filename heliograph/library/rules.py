"""Who may see and edit which documents. ``docs/rights.md`` has the table."""

from __future__ import annotations

from collections.abc import Container

from django.db.models import Q, QuerySet

from heliograph.library.models import Collection, Document
from heliograph.library.queries import DocumentQuerySet
from heliograph.library.states import Access, DocumentState
from heliograph.network.models import Organization
from heliograph.network.rules import Reader, is_secretariat, remit_of

#: The access of who is not signed in, or has no role.
EVERYBODY: frozenset[str] = frozenset({Access.PUBLIC})


def may_keep(person: Reader) -> bool:
    """Whether the desk of the library is for this person: the secretariat's, and organizers'."""
    return is_secretariat(person) or bool(remit_of(person).organizes)


def may_edit(person: Reader, record: Document | Collection) -> bool:
    """Whether a person may change a document or a collection."""
    return is_secretariat(person) or record.organizer_id in remit_of(person).organizes


def may_give_to(person: Reader, organizer: Organization | None) -> bool:
    """Whether a person may make or leave something an organization's (None: the secretariat's)."""
    return is_secretariat(person) or (organizer is not None and organizer.pk in remit_of(person).organizes)


def documents_kept_by(person: Reader) -> DocumentQuerySet:
    """The documents that a person edits: the secretariat all, an organizer those of his organization."""
    if is_secretariat(person):
        return Document.objects.all()
    return Document.objects.filter(organizer__in=remit_of(person).organizes)


def collections_kept_by(person: Reader) -> QuerySet[Collection]:
    """The collections that a person edits."""
    if is_secretariat(person):
        return Collection.objects.all()
    return Collection.objects.filter(organizer__in=remit_of(person).organizes)


def access_of(person: Reader) -> frozenset[str]:
    """To which documents, by who may see them, a person has access."""
    remit = remit_of(person)
    members = frozenset() if remit.empty else frozenset({Access.MEMBERS})
    return EVERYBODY | members | (frozenset({Access.COORDINATORS}) if remit.manages else frozenset())


def may_read(access: Container[str], document: Document) -> bool:
    """Whether a published document is for who has this access. No query."""
    return document.state == DocumentState.PUBLISHED and document.access in access


def visible_to(person: Reader) -> DocumentQuerySet:
    """Published ones as far as each is for this person; drafts only for those who edit them."""
    if is_secretariat(person):
        return Document.objects.all()
    seen, own = Q(state=DocumentState.PUBLISHED, access__in=access_of(person)), remit_of(person).organizes
    return Document.objects.filter(seen | Q(organizer__in=own) if own else seen)


def collections_visible_to(person: Reader) -> QuerySet[Collection]:
    """Those with a document that the person may see, and those that he edits."""
    filled = Q(pk__in=visible_to(person).filter(collection__isnull=False).values("collection"))
    return Collection.objects.filter(filled | Q(pk__in=collections_kept_by(person).values("pk")))
