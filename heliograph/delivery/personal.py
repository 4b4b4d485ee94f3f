"""What delivery holds about the reader of an address: to be handed to him, and to be erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from heliograph.delivery.addresses import key
from heliograph.delivery.models import AddressEntry, Body, MailingEntry, Message, Preference, Suppression
from heliograph.delivery.sending.scripts import erase as erase_texts
from heliograph.delivery.states import MessageState

#: What stands as the answer of a message that waited for somebody who was erased.
ERASED = gettext_noop("its reader was erased")


def letters_to(address: str) -> Iterator[dict[str, Any]]:
    """Each letter to an address, oldest first: subject, mailing, state, when it was sent. Read as it is asked for."""
    rows = Message.objects.to_address(address).order_by("pk")
    wanted = rows.values("body__subject", "mailing__topic", "state", "sent_at", "answer")
    for row in wanted.iterator(chunk_size=500):
        yield {
            "subject": row["body__subject"],
            "topic": row["mailing__topic"],
            "state": row["state"],
            "sent_at": row["sent_at"],
            "answer": row["answer"],
        }


def known_of(address: str) -> dict[str, Any]:
    """How an address wants its letters, what has happened to it, and whether anything is sent to it."""
    own = key(address)
    return {
        "choices": list(Preference.objects.filter(address=own).values("topic", "choice", "at")),
        "log": list(AddressEntry.objects.filter(address=own).values("at", "verb", "detail")),
        "stopped": list(Suppression.objects.filter(address=own).values("cause", "detail", "at", "lifted_at")),
    }


@transaction.atomic
def erase(address: str, stand_in: str) -> None:
    """Forget who read at an address: letters stay counted, under ``stand_in``, without the texts of those to him alone.

    Where nothing may be sent to the address, that stays known, and nothing else.
    """
    own = key(address)
    messages = Message.objects.to_address(address)
    _erase_single(messages)
    waiting = messages.filter(state__in=[MessageState.QUEUED, MessageState.HELD])
    waiting.update(state=MessageState.SKIPPED, answer=ERASED)
    _rename(messages, stand_in)
    Preference.objects.filter(address=own).delete()
    AddressEntry.objects.filter(address=own).delete()
    Suppression.objects.filter(address=own).exclude(lifted_at=None).delete()
    Suppression.objects.filter(address=own).update(detail="")


def _erase_single(messages: QuerySet[Message]) -> None:
    """Erase the texts and files of single letters that no sender has in its hands."""
    done = messages.filter(mailing__stream=True).exclude(state=MessageState.LEASED)
    bodies = list(done.values_list("body", flat=True))
    erase_texts(bodies)
    for body in Body.objects.filter(pk__in=bodies, attachments__isnull=False).distinct():
        body.attachments.all().delete()


def _rename(messages: QuerySet[Message], stand_in: str) -> None:
    """Replace address and name, and in mailings to many the key, which is the address."""
    found = Message.objects.filter(pk__in=list(messages.values_list("pk", flat=True)))
    found.filter(mailing__stream=False).update(key=stand_in)
    found.update(address=stand_in, name="")


def erase_actor(address: str, stand_in: str) -> None:
    """Let the logs of mailings and addresses name somebody by ``stand_in`` who is in them by name and address."""
    written = Q(actor=address) | Q(actor__endswith=f"<{address}>")
    for log in (MailingEntry, AddressEntry):
        log._default_manager.filter(written).update(actor=stand_in)
    lifted = Q(lifted_by=address) | Q(lifted_by__endswith=f"<{address}>")
    Suppression.objects.filter(lifted).update(lifted_by=stand_in)
