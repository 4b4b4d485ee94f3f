"""Reminders that are held still do not go to who owes nothing any more: he has answered in the meantime."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop

from heliograph.calls.mine.asking import audiences
from heliograph.conference.models import Conference, ConferenceEntry
from heliograph.conference.registering.holding import HOLD, SENT, About
from heliograph.conference.registering.reminding import owing
from heliograph.conference.registering.taking_part import registrations
from heliograph.delivery import steering
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.states import MailingState

#: What stands as the answer of a reminder that did not go.
ANSWERED = gettext_noop("its reader has answered")
_ABOUT = (About.RECONFIRM, About.STAY, About.SILENT)


def leave_out(conference: Conference, at: datetime) -> None:
    """Set aside what is held for mailboxes and countries that have answered since; in the transaction of the step.

    One query where nothing is held.
    """
    entries = conference.entries.filter(verb=SENT, at__gt=at - HOLD, data__about__in=_ABOUT)
    held = {entry.data["mailing"]: entry for entry in entries}
    if held:
        for mailing in Mailing.objects.filter(key__in=held, state=MailingState.SCHEDULED):
            steering.leave_out(mailing.pk, _moot(conference, held[mailing.key], mailing), ANSWERED)


def _moot(conference: Conference, entry: ConferenceEntry, mailing: Mailing) -> QuerySet[Message]:
    """The letters of a mailing that ask for what was given."""
    letters = mailing.messages.alias(small=Lower("address"))
    about = About(entry.data["about"])
    if about == About.SILENT:
        return letters.filter(country__in=registrations(conference).exclude(country="").values("country"))
    asked = [pk for _asked_at, keys in entry.data["before"] for pk in keys]
    leaders, named = audiences(owing(conference, about).filter(pk__in=asked))
    return letters.exclude(
        Q(small__in=leaders.values(small=Lower("address"))) | Q(small__in=named.values(small=Lower("address")))
    )
