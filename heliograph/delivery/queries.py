"""Questions asked of mailings and messages; the clock is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.states import MailingState, MessageState


def due(mailing_id: int, at: datetime) -> QuerySet[Message]:
    """Messages that may be sent now."""
    return Message.objects.filter(mailing_id=mailing_id, state=MessageState.QUEUED, due_at__lte=at)


def unfinished(mailing_id: int) -> QuerySet[Message]:
    """Messages about which nothing final is known."""
    return Message.objects.filter(mailing_id=mailing_id, state__in=[MessageState.QUEUED, MessageState.LEASED])


def next_due(mailing_id: int) -> datetime | None:
    """When the next message falls due or a lease lapses; None where nothing is left."""
    rows = Message.objects.filter(mailing_id=mailing_id)
    queued = rows.filter(state=MessageState.QUEUED).aggregate(at=Min("due_at"))["at"]
    leased = rows.filter(state=MessageState.LEASED).aggregate(at=Min("leased_until"))["at"]
    return min((at for at in (queued, leased) if at is not None), default=None)


@dataclass(frozen=True)
class Progress:
    """How many messages of a mailing are in which state."""

    queued: int = 0
    leased: int = 0
    sent: int = 0
    refused: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.done

    @property
    def waiting(self) -> int:
        """Messages still to be sent, those in a worker's hands included."""
        return self.queued + self.leased

    @property
    def done(self) -> int:
        """Messages that need nothing more."""
        return self.sent + self.refused + self.skipped

    @property
    def percent(self) -> int:
        """Done of total, rounded down: 100 only where all is done; an empty mailing is all done."""
        return 100 * self.done // self.total if self.total else 100


def progress(mailing: Mailing) -> Progress:
    """The counts of one mailing, in one query."""
    return _progress([mailing.pk]).get(mailing.pk, Progress())


def _progress(mailings: list[int]) -> dict[int, Progress]:
    rows = Message.objects.filter(mailing_id__in=mailings).values_list("mailing_id", "state")
    counts: dict[int, dict[str, int]] = {}
    for mailing_id, state, count in rows.annotate(count=Count("pk")).order_by():
        counts.setdefault(mailing_id, {})[state] = count
    return {mailing_id: Progress(**states) for mailing_id, states in counts.items()}


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


def progress_rows(limit: int = 20) -> list[ProgressRow]:
    """The newest mailings with their counts, newest first; two queries."""
    mailings = list(Mailing.objects.order_by("-created_at", "-pk")[:limit])
    counts = _progress([mailing.pk for mailing in mailings])
    return [ProgressRow(mailing, counts.get(mailing.pk, Progress())) for mailing in mailings]
