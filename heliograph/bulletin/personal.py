"""What the bulletin holds about a person: what he did to issues, and documents that wait for his review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.bulletin.models import ImportedDraft, IssueEntry
from heliograph.network.account.holdings import Holding, register
from heliograph.network.models import Person


def _entries(person: Person) -> Iterator[dict[str, Any]]:
    found = IssueEntry.objects.filter(actor=person).order_by("pk").values_list("issue__number", "at", "verb", "note")
    return (dict(zip(("issue", "at", "verb", "note"), row, strict=True)) for row in found.iterator(chunk_size=500))


def _drafts(person: Person) -> Iterator[dict[str, Any]]:
    found = ImportedDraft.objects.filter(owner=person).order_by("pk").values_list("name", "created_at")
    return ({"name": name, "created_at": at} for name, at in found.iterator(chunk_size=500))


def register_personal() -> None:
    """For ``ready()``. Both stay when somebody is erased: their person has no name then."""
    covers = ("bulletin.IssueEntry.actor",)
    register(Holding("issues", _("what you did to issues"), _entries, order=210, covers=covers))
    covers = ("bulletin.ImportedDraft.owner",)
    register(Holding("drafts", _("documents you imported"), _drafts, order=220, covers=covers))
