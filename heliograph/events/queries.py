"""Questions that are asked of events, named; the clock is an argument."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from heliograph.events.states import EventStatus, OccurrenceState
from heliograph.moments.precision import Precision

#: How long what begins at a minute is thought to last where no end is known.
ASSUMED = timedelta(hours=1)


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
        """Those that are not over at an instant, those to be confirmed among them.

        A whole day is ahead while it lasts anywhere in its zone, an hour with it where the clocks change; what has no
        end is thought to last an hour (``shown.over_at``).
        """
        day = at - timedelta(hours=25)
        whole = Q(precision=Precision.DAY) & (Q(end__gt=day) | Q(end=None, start__gt=day))
        exact = Q(end__gt=at) | Q(end=None, start__gt=at - ASSUMED)
        return self.filter(Q(start=None) | whole | exact)

    def standing(self) -> OccurrenceQuerySet:
        """Those that were not cancelled."""
        return self.exclude(state=OccurrenceState.CANCELLED)
