"""What observances hold about a person: which ones and which themes he follows, what he did with them on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.events.observances.models import ObservanceEntry, ObservanceFollower, ThemeFollower
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _follows(person: Person) -> Iterator[dict[str, Any]]:
    for row in ObservanceFollower.objects.filter(person=person).select_related("observance").order_by("pk"):
        yield {"day": row.observance.key, "since": row.at}
    for each in ThemeFollower.objects.filter(person=person).order_by("pk"):
        yield {"theme": each.theme, "since": each.at}


def _forget(erasing: Erasing) -> None:
    ObservanceFollower.objects.filter(person=erasing.person).delete()
    ThemeFollower.objects.filter(person=erasing.person).delete()


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for row in ObservanceEntry.objects.filter(by=person).select_related("observance").order_by("pk"):
        yield {"day": row.observance.key, "at": row.at, "verb": row.verb, "what": row.what}


def register_observance_holdings() -> None:
    """For ``ready()``."""
    follows = ("events.ObservanceFollower.person", "events.ThemeFollower.person")
    register(Holding("days", _("international days that you follow"), _follows, _forget, 80, follows))
    acts = ("events.ObservanceEntry.by",)
    register(Holding("day-acts", _("what you did with international days"), _acts, order=81, covers=acts))
