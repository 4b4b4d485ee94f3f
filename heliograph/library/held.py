"""What the library holds about a person: which versions of documents he has made, and what he did with documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.library.models import DocumentEntry, DocumentVersion
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person

BATCH = 500


def _versions(person: Person) -> Iterator[dict[str, Any]]:
    rows = DocumentVersion.objects.filter(made_by=person).order_by("pk").values("document__slug", "number", "made_at")
    for row in rows.iterator(chunk_size=BATCH):
        yield {"document": row["document__slug"], "version": row["number"], "made_at": row["made_at"]}


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    rows = DocumentEntry.objects.filter(by=person).order_by("pk").values("document__slug", "at", "verb")
    for row in rows.iterator(chunk_size=BATCH):
        yield {"document": row["document__slug"], "at": row["at"], "verb": row["verb"]}


def _forget_acts(erasing: Erasing) -> None:
    DocumentEntry.objects.filter(by=erasing.person).update(by=None)


def register_held() -> None:
    """For ``ready()``."""
    covers = ("library.DocumentVersion.made_by",)
    register(Holding("documents", _("versions of documents that you made"), _versions, order=78, covers=covers))
    acts = ("library.DocumentEntry.by",)
    register(Holding("document-acts", _("what you did with documents"), _acts, _forget_acts, 79, acts))
