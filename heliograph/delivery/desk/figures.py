"""How far mailings are, as the desk shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from heliograph.delivery.breakdown import Share
from heliograph.delivery.desk.wording import country_name, distance, language_name, message_state
from heliograph.delivery.models import Mailing, Message, Sender
from heliograph.delivery.progress import QUIET, Progress, ProgressRow, Pulse, progress, progress_rows, pulse
from heliograph.delivery.states import MailingState, MessageState
from heliograph.delivery.steering import asks


@dataclass(frozen=True)
class Line:
    """A mailing in the list: how far it is, at how many messages a second, and whether it asks for a word."""

    row: ProgressRow
    rate: float
    asks: bool

    @property
    def refused(self) -> int:
        """Letters that did not get there: refused at once, or come back."""
        return self.row.progress.refused + self.row.progress.bounced

    @property
    def aside(self) -> int:
        """Letters not wanted, or kept for the digest."""
        counts = self.row.progress
        return counts.skipped + counts.held + counts.digested


def lines(mailings: Sequence[Mailing], at: datetime) -> list[Line]:
    """Mailings in their order; two queries."""
    alive = Sender.objects.filter(alive_at__gt=at - QUIET, mailing__in=[mailing.pk for mailing in mailings])
    rates: dict[int | None, float] = {}
    for mailing_id, rate in alive.values_list("mailing_id", "rate"):
        rates[mailing_id] = rates.get(mailing_id, 0.0) + rate
    return [Line(row, rates.get(row.mailing.pk, 0.0), asks(row.mailing)) for row in progress_rows(mailings)]


@dataclass(frozen=True)
class Count:
    """How many messages of a mailing are in a state."""

    state: str
    label: str
    number: int


@dataclass(frozen=True)
class Figures:
    """What is said of one mailing while it goes."""

    mailing: Mailing
    progress: Progress
    pulse: Pulse

    @property
    def live(self) -> bool:
        """Whether letters go, or should; a stream rests while nothing waits."""
        waits = not self.mailing.stream or bool(self.progress.waiting)
        return self.mailing.state == MailingState.SENDING and waits

    @property
    def counts(self) -> list[Count]:
        """All states that a message can be in, those without messages left out."""
        found = [(state, getattr(self.progress, state.value)) for state in MessageState]
        return [Count(state.value, self._label(state), number) for state, number in found if number]

    def _label(self, state: MessageState) -> str:
        return message_state(Message(state=state), self.mailing)

    @property
    def left(self) -> str:
        """When the last letter goes at this rate, in words; empty where nothing moves."""
        return distance(self.pulse.left(self.progress.waiting)) if self.live else ""

    @property
    def without_senders(self) -> bool:
        return self.live and not self.pulse.senders


def figures(mailing: Mailing, at: datetime) -> Figures:
    """Two queries."""
    return Figures(mailing, progress(mailing), pulse(at, mailing))


@dataclass(frozen=True)
class NamedShare:
    """A language's or country's part of a mailing."""

    code: str
    name: str
    progress: Progress


def by_language(shares: Sequence[Share]) -> list[NamedShare]:
    return [NamedShare(share.code, language_name(share.code), share.progress) for share in shares]


def by_country(shares: Sequence[Share]) -> list[NamedShare]:
    return [NamedShare(share.code, country_name(share.code), share.progress) for share in shares]
