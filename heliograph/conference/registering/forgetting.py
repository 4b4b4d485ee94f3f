"""Invitation letters are forgotten a month after the conference, as the passports' data are, and with the person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from heliograph.conference.models import Conference
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.states import LetterState

#: So long after its last day a conference's letters say whose they are.
KEPT = timedelta(days=30)


@transaction.atomic
def empty(letters: QuerySet[InvitationLetter]) -> int:
    """Let letters say no more whose they are; returns how many. One that nobody has signed off goes.

    The codes of the others stay known, so that nobody takes a true paper for a false one; they stand for nothing.
    """
    unsigned, _kinds = letters.filter(code=None).delete()
    gone = dict.fromkeys(("name", "organization", "embassy", "country", "reason", "seal"), "")
    return unsigned + letters.exclude(name="").update(**gone, state=LetterState.REVOKED)


def forget_old(at: datetime) -> int:
    """Forget the letters of conferences that are long over; returns how many. For the clock."""
    over = Conference.objects.over((at - KEPT).date()).values("registration")
    return empty(InvitationLetter.objects.filter(response__call__in=over))
