"""Which posters of a conference are shown to readers."""

from __future__ import annotations

from django.db.models import QuerySet

from heliograph.conference.models import Conference
from heliograph.conference.posters.models import Poster


def shown_posters(conference: Conference) -> QuerySet[Poster]:
    """The posters that readers see, in the order of their numbers: accepted, with consent, drawn, and harmless."""
    stand = Poster.objects.filter(conference=conference, shown=True, file__quarantined_at=None)
    return stand.exclude(file=None).exclude(preview="").order_by("number", "pk")
