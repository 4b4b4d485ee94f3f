"""What this room holds about a person: invitation letters, asked for, or decided on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import addresses_of, lost_with, told_to
from heliograph.conference.registering.forgetting import empty
from heliograph.conference.registering.models import InvitationLetter
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _letters(person: Person) -> Iterator[dict[str, Any]]:
    for row in InvitationLetter.objects.filter(response__in=told_to(person).values("pk")).order_by("pk"):
        yield {
            "name": row.name,
            "organization": row.organization,
            "country": row.country,
            "embassy": row.embassy,
            "state": row.state,
            "asked_at": row.asked_at,
            "decided_at": row.decided_at,
            "reason": row.reason,
            "code": row.code,
        }


def _forget_letters(erasing: Erasing) -> None:
    """The codes stay known, and say that the letter stands no more; whose it was goes."""
    lost = lost_with(erasing.person, addresses_of(erasing)).values("pk")
    empty(InvitationLetter.objects.filter(response__in=lost))


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for row in InvitationLetter.objects.filter(Q(asked_by=person) | Q(decided_by=person)).order_by("pk"):
        did = "asked" if row.asked_by_id == person.pk else "decided"
        yield {"letter": str(row.public_id), "did": did, "state": row.state, "at": row.decided_at or row.asked_at}


def _forget_acts(erasing: Erasing) -> None:
    InvitationLetter.objects.filter(asked_by=erasing.person).update(asked_by=None)
    InvitationLetter.objects.filter(decided_by=erasing.person).update(decided_by=None)


def register_held() -> None:
    """For ``ready()``."""
    register(Holding("invitation-letters", _("invitation letters for a visa"), _letters, _forget_letters, 60))
    acts = ("conference.InvitationLetter.asked_by", "conference.InvitationLetter.decided_by")
    done = _("invitation letters that you asked for or decided on")
    register(Holding("invitation-letter-acts", done, _acts, _forget_acts, 90, acts))
