"""How far mailings are: counts by state, the present rate, the time left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Sum

from heliograph.delivery.models import Mailing, Message, Sender
from heliograph.delivery.states import MailingState

#: A sender that has given no sign of life for so long counts as ended, wherever it ran.
SILENCE = timedelta(minutes=2)


#: One that has been silent for so long is not counted on: it hangs, or has ended on another machine.
QUIET = timedelta(seconds=15)


@dataclass(frozen=True)
class Progress:
    """How many messages of a mailing are in which state."""

    queued: int = 0
    leased: int = 0
    sent: int = 0
    bounced: int = 0
    refused: int = 0
    skipped: int = 0
    held: int = 0
    digested: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.done

    @property
    def waiting(self) -> int:
        """Messages still to be sent, those in a sender's hands included."""
        return self.queued + self.leased

    @property
    def done(self) -> int:
        """Messages that need nothing more of this mailing."""
        return self.sent + self.bounced + self.refused + self.skipped + self.held + self.digested

    @property
    def percent(self) -> int:
        """Done of total, rounded down: 100 only where there is something and all of it is done."""
        return 100 * self.done // self.total if self.total else 0


def progress(mailing: Mailing) -> Progress:
    """The counts of one mailing, in one query."""
    return progress_of([mailing.pk]).get(mailing.pk, Progress())


def progress_of(mailings: Sequence[int]) -> dict[int, Progress]:
    """The counts of several mailings by their keys, in one query; those without messages are left out."""
    rows = Message.objects.filter(mailing_id__in=mailings).values_list("mailing_id", "state")
    counts: dict[int, dict[str, int]] = {}
    for mailing_id, state, count in rows.annotate(count=Count("pk")).order_by():
        counts.setdefault(mailing_id, {})[state] = count
    return {mailing_id: Progress(**states) for mailing_id, states in counts.items()}


@dataclass(frozen=True)
class Pulse:
    """What the senders at work say: how many there are, messages a second, and what stands in their way."""

    senders: int = 0
    rate: float = 0.0
    trouble: str = ""
    next_try_at: datetime | None = None

    def left(self, waiting: int) -> timedelta | None:
        """How long so many messages take at this rate; None where nothing moves."""
        return timedelta(seconds=round(waiting / self.rate)) if self.rate >= 0.01 and waiting else None


def pulse(at: datetime, mailing: Mailing | None = None) -> Pulse:
    """The senders that are heard of at ``at``; the rate is that on one mailing where it is given. One query."""
    alive = list(Sender.objects.filter(alive_at__gt=at - QUIET))
    rate = sum(each.rate for each in alive if mailing is None or each.mailing_id == mailing.pk)
    stuck = next((each for each in alive if each.trouble), None)
    return Pulse(len(alive), rate, stuck.trouble if stuck else "", stuck.next_try_at if stuck else None)


def doubtful(mailing: Mailing) -> int:
    """How many letters of a mailing may have arrived more often than once."""
    found: int | None = mailing.messages.filter(doubts__gt=0).aggregate(total=Sum("doubts"))["total"]
    return found or 0


@dataclass(frozen=True)
class ProgressRow:
    """One line of the desk's list of mailings."""

    mailing: Mailing
    progress: Progress

    @property
    def state(self) -> str:
        return str(MailingState(self.mailing.state).label)

    @property
    def live(self) -> bool:
        return self.mailing.state == MailingState.SENDING


def progress_rows(mailings: Sequence[Mailing]) -> list[ProgressRow]:
    """These mailings with their counts, in their order; one query."""
    counts = progress_of([mailing.pk for mailing in mailings])
    return [ProgressRow(mailing, counts.get(mailing.pk, Progress())) for mailing in mailings]
