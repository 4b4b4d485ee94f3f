"""What the clock does for the rounds of confirmation; every step is found done when it is done again."""

from __future__ import annotations

from datetime import datetime, timedelta

from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.network.confirming import reminding, rounds
from heliograph.network.figures import current_round
from heliograph.network.models import ConfirmationRound

#: A round whose letters are not on their way so long after it was opened has lost its task.
LOST_AFTER = timedelta(minutes=10)


def tend(at: datetime) -> None:
    """See that the letters of an open round are on their way, remind before its end, and tell the result after it."""
    running = current_round(at.date())
    if running is not None:
        if at - running.opened_at > LOST_AFTER and not _on_its_way(running):
            rounds.ask_all(running, at)
        reminding.remind_last(running, at)
    rounds.close_over(at)


def _on_its_way(term: ConfirmationRound) -> bool:
    opened = Mailing.objects.filter(key=rounds.key_of(term))
    return opened.exclude(state=MailingState.FILLING).exists()
