"""What the agenda holds about a person: that he has an address for calendars, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.events.agenda.models import CalendarLink
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _links(person: Person) -> Iterator[dict[str, Any]]:
    for row in CalendarLink.objects.filter(person=person):
        yield {"made_at": row.made_at}


def _forget(erasing: Erasing) -> None:
    CalendarLink.objects.filter(person=erasing.person).delete()


def register_held() -> None:
    """For ``ready()``."""
    about = ("events.CalendarLink.person",)
    register(Holding("calendar", _("the address of your calendar"), _links, _forget, 71, about))
