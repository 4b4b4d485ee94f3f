"""What handovers, and the log of people's records, hold about a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Handover, Person, PersonEntry

_HANDOVER = ("country", "email", "name", "language", "on", "note", "asked_at", "accepted_at", "declined_at")


def _rows(found: QuerySet[Any], *fields: str) -> Iterator[dict[str, Any]]:
    yield from found.order_by("pk").values(*fields).iterator(chunk_size=500)


def _sent_to(addresses: list[str]) -> Q:
    found = Q(pk__in=[])
    for address in addresses:
        found |= Q(email__iexact=address)
    return found


def _handovers(person: Person) -> Iterator[dict[str, Any]]:
    own = Q(giver=person) | Q(successor=person) | Q(asked_by=person)
    return _rows(Handover.objects.filter(_sent_to([person.email]) | own), *_HANDOVER)


def _forget_handovers(erasing: Erasing) -> None:
    """Those without an answer go; of the others stays that there was one, without the successor's name."""
    sent = Handover.objects.filter(_sent_to(list(erasing.addresses)) | Q(successor=erasing.person))
    sent.filter(accepted_at=None).delete()
    sent.update(email=next(iter(erasing.addresses.values())), name="", note="")
    Handover.objects.filter(giver=erasing.person).update(note="")


def _entries(person: Person) -> Iterator[dict[str, Any]]:
    return _rows(PersonEntry.objects.filter(person=person), "at", "verb", "changes", "note")


def _forget_entries(erasing: Erasing) -> None:
    PersonEntry.objects.filter(person=erasing.person).delete()


def _done(person: Person) -> Iterator[dict[str, Any]]:
    """What a person did to the records of others: when and what kind of thing, not to whom."""
    return _rows(PersonEntry.objects.filter(by=person), "at", "verb")


def register_held() -> None:
    """For ``ready()``."""
    of_handovers = tuple(f"network.Handover.{name}" for name in ("giver", "asked_by", "successor"))
    register(Holding("handovers", _("handovers"), _handovers, _forget_handovers, 61, of_handovers))
    entries = ("network.PersonEntry.person",)
    register(Holding("corrections", _("corrections of your profile"), _entries, _forget_entries, 62, entries))
    done = ("network.PersonEntry.by",)
    register(Holding("corrected", _("profiles that you corrected"), _done, order=63, covers=done))
