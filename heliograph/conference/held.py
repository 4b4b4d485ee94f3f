"""What conferences hold about a person: what he did with them on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.conference.models import ConferenceEntry
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for row in ConferenceEntry.objects.filter(by=person).select_related("conference__programme").order_by("pk"):
        yield {"conference": str(row.conference), "at": row.at, "verb": row.verb, "note": row.note}


def _forget_acts(erasing: Erasing) -> None:
    ConferenceEntry.objects.filter(by=erasing.person).update(by=None)


def register_held() -> None:
    """For ``ready()``."""
    acts = ("conference.ConferenceEntry.by",)
    register(Holding("conference-acts", _("what you did with conferences on the desk"), _acts, _forget_acts, 90, acts))
