"""Background work: an id in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.conference.posters import previews


@task
def draw_poster(poster_id: int) -> None:
    """Make the pictures of a poster."""
    previews.draw(poster_id, timezone.now())
