"""Whom what becomes of a time concerns: those who follow its event, and those who are registered for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from heliograph.calls.deadlines.concerned import count_of, readers
from heliograph.events.models import EventFollower, Occurrence
from heliograph.events.registering.people import delegates, registrants


def known(occurrence: Occurrence) -> Q:
    """The people with an account whom a change of a time concerns."""
    following = EventFollower.objects.filter(event=occurrence.event_id).values("person")
    return Q(pk__in=following) | Q(pk__in=registrants(occurrence).order_by().values("pk"))


def whom(occurrence: Occurrence) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """These people, and those who are registered under another's account, as ``delivery.mailings`` reads them."""
    return readers(known(occurrence)), delegates(occurrence)


def count(occurrence: Occurrence) -> int:
    """To how many addresses a letter about this time would go. Two queries."""
    return count_of(*whom(occurrence))
