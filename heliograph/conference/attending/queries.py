"""Questions asked of badges and check-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from heliograph.conference.attending.models import Badge, CheckIn  # noqa: F401 (name the models of the query sets)


class BadgeQuerySet(models.QuerySet["Badge"]):
    """Badges."""

    def live(self) -> Self:
        """Those that open the door."""
        return self.filter(revoked_at=None)


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    """Check-ins."""

    def standing(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(undone_at=None)
