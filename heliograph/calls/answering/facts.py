"""What a call's page says: the asks in one line, where it stands, what the reader may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import cached_property

from heliograph.calls.answering.eligible import Choice, Eligibility, judge
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.deadlines.dates import Dates, dates_of, state_at
from heliograph.calls.kinds import Kind, Outcome, kind_of
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import Call
from heliograph.calls.states import CallState, DeadlineKind


@dataclass(frozen=True)
class Facts:
    """What the page of a call shows its visitor. ``is_open``: answers are taken from him by the clock,
    ``may_answer``: and he is addressed. ``in_grace``: they are taken for the minutes of grace alone, as late ones.
    """

    call: Call
    kind: Kind
    dates: Dates
    state: CallState
    eligibility: Eligibility | None
    is_open: bool
    may_answer: bool
    in_grace: bool = False

    @cached_property
    def outcome(self) -> Outcome | None:
        """What came of a call that is over."""
        over = self.state in {CallState.CLOSED, CallState.COMPLETED}
        return self.kind.outcome(self.call) if over else None

    @property
    def answered(self) -> Sequence[Choice]:
        """For whom the visitor has an answer already."""
        return [one for one in (self.eligibility.choices if self.eligibility else ()) if one.response is not None]


def facts(call: Call, visitor: Visitor, at: datetime) -> Facts:
    """What is to be said of a call to a visitor at an instant."""
    person, kind = visitor.person, kind_of(call)
    known = person is not None and person.pk is not None
    dates = dates_for(call, person) if known else dates_of(call)
    state = state_at(call, dates, at)
    takes = state in {CallState.OPEN, CallState.CLOSED} and not dates.is_over(DeadlineKind.CLOSES, at)
    eligibility = judge(call, person, at) if person is not None and state != CallState.DRAFT else None
    may_answer = takes and (eligibility is None or eligibility.holds)
    own = dates.own_until(DeadlineKind.CLOSES)
    in_grace = takes and own is not None and at >= own
    return Facts(call, kind, dates, state, eligibility, takes, may_answer, in_grace)
