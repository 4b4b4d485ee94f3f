"""Who may see and edit which observances. ``docs/rights.md`` has the table."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from heliograph.events.observances.models import Observance
from heliograph.events.observances.states import Tier
from heliograph.network.rules import Reader, is_secretariat


def visible_to(person: Reader) -> QuerySet[Observance]:
    """The observances that a person finds: all but those hidden, which the secretariat alone sees."""
    every = Observance.objects.all()
    return every if is_secretariat(person) else every.filter(hidden_at=None)


def of_the_main() -> Q:
    """That an observance is shown without being asked for: the main ones, and the network's own."""
    return Q(tier=Tier.CORE) | Q(own=True)


def may_keep(person: Reader) -> bool:
    """Whether a person edits observances: the secretariat."""
    return is_secretariat(person)
