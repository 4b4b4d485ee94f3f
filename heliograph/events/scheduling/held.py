"""What events hold about a person: which he follows, and what he did with them on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.events.models import EventEntry, EventFollower, OccurrenceEntry
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _follows(person: Person) -> Iterator[dict[str, Any]]:
    for row in EventFollower.objects.filter(person=person).select_related("event").order_by("pk"):
        yield {"event": str(row.event), "since": row.at}


def _forget_follows(erasing: Erasing) -> None:
    EventFollower.objects.filter(person=erasing.person).delete()


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for entry in EventEntry.objects.filter(by=person).select_related("event").order_by("pk"):
        yield {"event": str(entry.event), "at": entry.at, "verb": entry.verb}
    for row in OccurrenceEntry.objects.filter(by=person).select_related("occurrence__event").order_by("pk"):
        yield {"event": str(row.occurrence.event), "at": row.at, "verb": row.change, "reason": row.reason}


def _forget_acts(erasing: Erasing) -> None:
    EventEntry.objects.filter(by=erasing.person).update(by=None)
    OccurrenceEntry.objects.filter(by=erasing.person).update(by=None)


def register_held() -> None:
    """For ``ready()``."""
    follows = ("events.EventFollower.person",)
    register(Holding("event-follows", _("events that you follow"), _follows, _forget_follows, 78, follows))
    acts = ("events.EventEntry.by", "events.OccurrenceEntry.by")
    register(Holding("event-acts", _("what you did with events on the desk"), _acts, _forget_acts, 79, acts))
