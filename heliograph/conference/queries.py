"""Questions asked of conferences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from heliograph.calls.models import Call
    from heliograph.conference.models import Conference  # noqa: F401 (names the model of the query set)


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Conferences."""

    def with_programme(self) -> Self:
        """With what their pages need, in one statement."""
        return self.select_related("programme", "programme__organizer", "event")

    def of_call(self, call: Call) -> Self:
        """Those of whose calls a call is one: one at most."""
        parts = ("registration", "follow_up", "posters", "sessions", "summaries")
        asked = models.Q()
        for part in parts:
            asked |= models.Q(**{part: call.pk})
        return self.filter(asked)

    def over(self, day: date) -> Self:
        """Those whose last day lies before ``day``."""
        return self.filter(last_day__lt=day)
