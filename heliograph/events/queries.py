"""Questions that are asked of events, named; the clock is an argument."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from heliograph.events.states import EventStatus, OccurrenceState


class EventQuerySet(QuerySet[Any, Any]):
    """Of events."""

    def published(self) -> EventQuerySet:
        return self.filter(status=EventStatus.PUBLISHED)

    def timed(self) -> EventQuerySet:
        """With their times at hand, in order."""
        return self.prefetch_related("occurrences")


class OccurrenceQuerySet(QuerySet[Any, Any]):
    """Of occurrences."""

    def ahead(self, at: datetime) -> OccurrenceQuerySet:
        """Those that are not over at an instant, those to be confirmed among them."""
        return self.filter(Q(start=None) | Q(end__gt=at) | Q(end=None, start__gt=at))

    def between(self, first: datetime, last: datetime) -> OccurrenceQuerySet:
        """Those of which something lies in a stretch of time (the end not included)."""
        return self.filter(Q(start__lt=last), Q(end__gt=first) | Q(end=None, start__gte=first))

    def standing(self) -> OccurrenceQuerySet:
        """Those that were not cancelled."""
        return self.exclude(state=OccurrenceState.CANCELLED)
