"""What the public programme holds about a person: to which sessions he would go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.conference.published.models import Interest
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _interests(person: Person) -> Iterator[dict[str, Any]]:
    for row in Interest.objects.filter(person=person).select_related("session__conference__programme").order_by("pk"):
        yield {"conference": str(row.session.conference), "session": row.session.title, "at": row.at}


def _forget_interests(erasing: Erasing) -> None:
    Interest.objects.filter(person=erasing.person).delete()


def register_held() -> None:
    """For ``ready()``."""
    about = ("conference.Interest.person",)
    words = _("sessions of conferences to which you would go")
    register(Holding("interests-in-sessions", words, _interests, _forget_interests, 91, about))
