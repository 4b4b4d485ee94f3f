"""Questions about documents, their files and links outside; the clock is an argument."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch

from heliograph.library.states import DocumentState

if TYPE_CHECKING:
    from heliograph.library.models import Document, DocumentFile, OutsideLink  # noqa: F401 (named in strings below)


class DocumentQuerySet(models.QuerySet["Document"]):
    def published(self) -> DocumentQuerySet:
        return self.filter(state=DocumentState.PUBLISHED)

    def in_language(self, language: str) -> DocumentQuerySet:
        """Those whose current version there is in a language."""
        return self.filter(Exists(_files().current().filter(version__document=OuterRef("pk"), language=language)))

    def newest_first(self) -> DocumentQuerySet:
        """By the year in which they came out, those of no known year last."""
        return self.order_by(models.F("year").desc(nulls_last=True), "-created_at", "-pk")

    def with_files(self) -> DocumentQuerySet:
        """With ``present``: a list of the current version, its ``given`` files with it. Two queries more."""
        from heliograph.library.models import DocumentVersion  # noqa: PLC0415 (models import this module)

        given = Prefetch("files", _files().standing().select_related("content"), to_attr="given")
        current = DocumentVersion.objects.filter(current=True).prefetch_related(given)
        return self.prefetch_related(Prefetch("versions", current, to_attr="present"))


class FileQuerySet(models.QuerySet["DocumentFile"]):
    def standing(self) -> FileQuerySet:
        """Those that no other one has replaced."""
        return self.filter(replaced_at__isnull=True)

    def current(self) -> FileQuerySet:
        """Those that readers get today."""
        return self.standing().filter(version__current=True)


class LinkQuerySet(models.QuerySet["OutsideLink"]):
    def due(self, at: datetime) -> LinkQuerySet:
        """Those to be asked for, the longest due first."""
        return self.filter(next_at__lte=at).order_by("next_at", "pk")

    def dead(self) -> LinkQuerySet:
        return self.filter(dead_since__isnull=False)


def _files() -> FileQuerySet:
    from heliograph.library.models import DocumentFile as Row  # noqa: PLC0415 (models import this module)

    return Row.objects.all()
