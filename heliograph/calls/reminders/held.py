"""What reminders hold about a person: of what he was reminded, and what is not for him."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.calls.reminders.models import NotThisOne, Reminded
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _reminders(person: Person) -> Iterator[dict[str, Any]]:
    for spared in NotThisOne.objects.filter(person=person).select_related("call").order_by("pk"):
        yield {"call": str(spared.call), "not_this_one_since": spared.at}
    rows = Reminded.objects.filter(person=person).select_related("call").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield {"call": str(row.call), "reminded_on": row.day, "closes": row.closes, "begun": row.draft}


def _forget(erasing: Erasing) -> None:
    NotThisOne.objects.filter(person=erasing.person).delete()
    Reminded.objects.filter(person=erasing.person).delete()


def register_held() -> None:
    """For ``ready()``."""
    about = ("calls.NotThisOne.person", "calls.Reminded.person")
    register(Holding("reminders", _("reminders of calls"), _reminders, _forget, 78, about))
