"""Addresses to which nothing is sent any more, why, and how that is lifted.

A transactional letter (``topics``) goes all the same: it answers what its reader has just done, and only so is a
mended address noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from heliograph.delivery.addresses import key
from heliograph.delivery.models import AddressEntry, Message, Suppression
from heliograph.delivery.states import AddressVerb, Cause, MessageState
from heliograph.delivery.topics import topics

#: What stands as the answer of a message that was not sent for it.
SUPPRESSED = gettext_noop("the address is suppressed")


def suppressed(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses, in small letters, that are suppressed; one query."""
    keys = [key(address) for address in addresses]
    return set(Suppression.objects.filter(address__in=keys, lifted_at=None).values_list("address", flat=True))


def suppression_of(address: str) -> Suppression | None:
    """Why an address is suppressed at present; None where it is not."""
    found: Suppression | None = Suppression.objects.filter(address=key(address), lifted_at=None).first()
    return found


@transaction.atomic
def suppress(address: str, cause: Cause, detail: str, at: datetime, actor: str = "") -> bool:
    """Send nothing more to an address, what waits included; False where that was so before."""
    own = key(address)
    first = {"cause": cause, "detail": detail[:500], "at": at}
    _row, made = Suppression.objects.get_or_create(address=own, lifted_at=None, defaults=first)
    if made:
        _note(own, AddressVerb.SUPPRESSED, f"{Cause(cause).value}: {detail}", at, actor)
        _skip_waiting(own)
    return made


def _skip_waiting(address: str) -> None:
    needed = [topic.slug for topic in topics() if topic.transactional]
    waiting = Message.objects.to_address(address).filter(state__in=[MessageState.QUEUED, MessageState.HELD])
    keys = list(waiting.exclude(mailing__topic__in=needed).values_list("pk", flat=True))
    rows = Message.objects.filter(pk__in=keys, state__in=[MessageState.QUEUED, MessageState.HELD])
    rows.update(state=MessageState.SKIPPED, answer=SUPPRESSED)


@transaction.atomic
def lift(address: str, at: datetime, actor: str) -> bool:
    """Let letters go to an address again from now on; False where it was not suppressed."""
    own = key(address)
    rows = Suppression.objects.filter(address=own, lifted_at=None)
    lifted = bool(rows.update(lifted_at=at, lifted_by=actor[:250]))
    if lifted:
        _note(own, AddressVerb.LIFTED, "", at, actor)
    return lifted


def _note(address: str, verb: AddressVerb, detail: str, at: datetime, actor: str) -> None:
    AddressEntry.objects.create(address=address, at=at, verb=verb, detail=detail[:500], actor=actor[:250])
