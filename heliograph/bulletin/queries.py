"""Questions about issues; the clock is an argument."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from heliograph.bulletin.states import IssueState

if TYPE_CHECKING:
    from heliograph.bulletin.models import Issue  # noqa: F401 (named in strings below)


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> IssueQuerySet:
        return self.filter(state=IssueState.PUBLISHED)

    def due(self, at: datetime) -> IssueQuerySet:
        """Scheduled issues whose time has come."""
        return self.filter(state=IssueState.SCHEDULED, publish_at__lte=at)

    def complete(self) -> IssueQuerySet:
        """With everything that a rendition needs, in a number of queries that does not grow with the items."""
        return self.prefetch_related("items__label", "items__pictures", "items__attachments", "items__moments", "log")
