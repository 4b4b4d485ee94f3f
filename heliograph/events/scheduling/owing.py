"""What the log of times owes letters about, gathered: what was told last, and how it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from heliograph.events.models import Occurrence, OccurrenceEntry
from heliograph.events.scheduling.news import News, change_between, standing
from heliograph.events.states import TOLD, EventStatus


def owed() -> QuerySet[OccurrenceEntry]:
    """The entries of which nobody was told yet."""
    return OccurrenceEntry.objects.filter(told_at=None)


@transaction.atomic
def gather(occurrences: Iterable[int], at: datetime) -> tuple[list[News], list[OccurrenceEntry]]:
    """What is owed of times (by primary key), as they are at one instant; and the entries that say so, in order."""
    found, entries = list[News](), list[OccurrenceEntry]()
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event__programme")
    for row in rows.filter(pk__in=list(occurrences)).order_by("pk"):
        own = list(owed().filter(occurrence=row).select_related("by").order_by("pk"))
        entries += own
        if own and row.event.status == EventStatus.PUBLISHED and (news := news_from(row, own, at)):
            found.append(news)
    return found, sorted(entries, key=lambda entry: entry.pk)


def news_from(row: Occurrence, entries: Sequence[OccurrenceEntry], at: datetime) -> News | None:
    """What some entries of a time, up to its last, tell of it; None where that is nothing."""
    before = _before(standing(row), entries)
    change = change_between(before, standing(row))
    return News(row, before, change, _reason(entries), at) if change else None


def changed_since(row: Occurrence, entry: int, at: datetime) -> bool:
    """Whether letters would say something else of a time than after an entry (by primary key): then newer ones do.

    What was changed and taken back at once is as it was, and no newer letter tells of it.
    """
    newer = list(OccurrenceEntry.objects.filter(occurrence=row, pk__gt=entry).order_by("pk"))
    return news_from(row, newer, at) is not None


def _before(now: dict[str, Any], entries: Iterable[OccurrenceEntry]) -> dict[str, Any]:
    """What was told last: of each field the value from before the first of the entries that changed it."""
    before = dict(now)
    for entry in reversed(list(entries)):
        before |= {name: value for name, value in entry.before.items() if name in before}
    return before


def _reason(entries: Sequence[OccurrenceEntry]) -> str:
    """The reason that was given last for what is told."""
    return next((each.reason for each in reversed(entries) if each.reason and each.change in TOLD), "")
