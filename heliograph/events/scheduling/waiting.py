"""Times that should be confirmed by now: what "Needs you" says of those that are near, or past, and still tentative."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.events.models import Occurrence
from heliograph.events.queries import OccurrenceQuerySet
from heliograph.events.rules import events_run_by, may_enter
from heliograph.events.shown import stored_of, when_of
from heliograph.events.states import EventStatus, OccurrenceState
from heliograph.frame.needs import Need
from heliograph.frame.reader import Reader
from heliograph.moments.stored import closing
from heliograph.texts.multilingual import pick

#: So long before the days that a time means it is to be confirmed, and so long after them that is still asked for.
NEAR, FORGOTTEN = timedelta(days=14), timedelta(days=60)
#: So many are named.
MOST = 20


def overdue(times: OccurrenceQuerySet, at: datetime) -> list[Occurrence]:
    """Tentative times of published events whose days have come near, or are past; the soonest first. One query."""
    near, gone = at + NEAR, at - FORGOTTEN
    known = Q(start__lte=near, start__gt=gone)
    span = Q(start=None, words__gt="", words__lte=f"{near.astimezone(UTC):%Y-%m-%d}")
    rows = times.filter(known | span, state=OccurrenceState.TENTATIVE, event__status=EventStatus.PUBLISHED)
    dated = [(start, row.pk, row) for row in rows.select_related("event") if (start := stored_of(row).start)]
    return [row for _start, _pk, row in sorted(dated) if (over := closing(stored_of(row))) and over > gone][:MOST]


def needs(person: Any, at: datetime) -> Iterable[Need]:
    """A line for each such time of the events that a person runs. One query; none for who runs nothing."""
    if not may_enter(person):
        return []
    run = Occurrence.objects.filter(event__in=events_run_by(person).order_by().values("pk"))
    return [_need(row, at) for row in overdue(run, at)]


def _need(row: Occurrence, at: datetime) -> Need:
    language = get_language() or "en"
    title = pick(row.event.title, [language, row.event.source_language])[0]
    over = closing(stored_of(row))
    more = when_of(row, Reader((language,), row.zone), at).first
    if over is not None and over <= at:
        more = _("The days that were announced are past. Say when it is, or cancel it.")
    words = _("A time is still to be confirmed: %(title)s") % {"title": title}
    return Need(words, f"{reverse('events:desk_event', args=[row.event.slug])}#times", more)
