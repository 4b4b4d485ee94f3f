"""What the desk keeps about a person beside his responses: notes on them, keys to find them by, saved views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import about, addresses_of, lost_with, told_to
from heliograph.calls.models import Response
from heliograph.calls.responses.keys import drop_keys
from heliograph.calls.responses.models import ResponseNote, SavedView
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _notes(person: Person) -> Iterator[dict[str, Any]]:
    """What organizers have noted about his answers, and what he has noted about those of others."""
    found = ResponseNote.objects.filter(Q(by=person) | Q(response__in=told_to(person).values("pk")))
    for row in found.order_by("pk").values("at", "text", "by_id", "response__public_id", "response__call__title"):
        yield {
            "at": row["at"],
            "text": row["text"],
            "by_you": row["by_id"] == person.pk,
            "answer": row["response__public_id"],
            "call": str(row["response__call__title"]),
        }


def _views(person: Person) -> Iterator[dict[str, Any]]:
    for row in SavedView.objects.filter(person=person).select_related("call").order_by("pk"):
        yield {"call": str(row.call), "name": row.name, "query": row.query, "shared": row.shared}


def _forget_notes(erasing: Erasing) -> None:
    """Notes about what goes with the person go before it; of others' his name goes with his row."""
    person, addresses = erasing.person, addresses_of(erasing)
    ResponseNote.objects.filter(response__in=lost_with(person, addresses).values("pk")).delete()
    touched = Response.objects.filter(Q(person=person) | about(person, addresses))
    drop_keys(Response.objects.filter(pk__in=touched.values("pk")))


def _forget_views(erasing: Erasing) -> None:
    SavedView.objects.filter(person=erasing.person).delete()


def register_response_holdings() -> None:
    """For ``ready()``. Keys and notes go before the responses do (``calls/held.py``)."""
    notes = ("calls.ResponseNote.by",)
    register(Holding("response-notes", _("notes of organizers on answers"), _notes, _forget_notes, 66, notes))
    views = ("calls.SavedView.person",)
    register(Holding("saved-views", _("views of answers that you have saved"), _views, _forget_views, 78, views))
