"""What registration to events holds about a person: for which times he is registered, and when he took part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import told_to
from heliograph.events.registering.models import Companion, Registration, ReplacedLink, new_token
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _registrations(person: Person) -> Iterator[dict[str, Any]]:
    found = Registration.objects.filter(response__in=told_to(person).values("pk"))
    for row in found.select_related("occurrence__event", "response").order_by("pk").iterator(chunk_size=500):
        yield {
            "event": str(row.occurrence.event.title),
            "start": row.occurrence.start,
            "seat": row.seat,
            "state": row.response.state,
            "registered_at": row.made_at,
            "joined_at": row.joined_at,
            "came_at": row.came_at,
        }


def _along(person: Person) -> Iterator[dict[str, Any]]:
    found = Companion.objects.filter(co_respondent__person=person)
    for row in found.select_related("registration__occurrence__event").order_by("pk"):
        yield {
            "event": str(row.registration.occurrence.event.title),
            "joined_at": row.joined_at,
            "came_at": row.came_at,
        }


def _forget_along(erasing: Erasing) -> None:
    Companion.objects.filter(co_respondent__person=erasing.person).delete()


def _forget(erasing: Erasing) -> None:
    """Links that he still holds open nothing any more; that somebody took part stays."""
    own = Registration.objects.filter(response__person=erasing.person, response__organization=None)
    for row in own:
        row.token, row.token_renewed_at = new_token(), erasing.at
        row.save(update_fields=["token", "token_renewed_at"])
    ReplacedLink.objects.filter(registration__response__person=erasing.person).delete()


def register_held() -> None:
    """For ``ready()``."""
    about = ("events.Registration.came_by", "events.ReplacedLink.by", "events.Companion.came_by")
    register(Holding("registrations", _("events that you registered for"), _registrations, _forget, 69, about))
    along = _("events in which you took part along with who registered")
    register(Holding("registrations-along", along, _along, _forget_along, 70))
