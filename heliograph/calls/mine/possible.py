"""What can be done with an answer at an instant, by the table of the life cycle and the call's dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from heliograph.calls.deadlines.dates import Dates
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.table import leads
from heliograph.calls.lifecycle.verbs import check_open
from heliograph.calls.mine.steps import Step
from heliograph.calls.models import Call, Response
from heliograph.calls.states import CallStatus, DeadlineKind, ResponseState, Verb
from heliograph.network.states import Refused

_VERBS = {
    Step.TAKE_UP: Verb.TAKE_UP,
    Step.RECONFIRM: Verb.RECONFIRM,
    Step.WITHDRAW: Verb.WITHDRAW,
    Step.REPLACE: Verb.SUBSTITUTE,
    Step.TAKE_BACK: Verb.TAKE_BACK,
}
#: What ends an answer, or makes it another's: who only answers along leaves it to the others.
ENDING = frozenset({Step.WITHDRAW, Step.REPLACE, Step.TAKE_BACK, Step.DISCARD})


@dataclass(frozen=True)
class Possible:
    """``steps`` can be done now, in the order of their buttons; ``change``: other answers can be sent.

    ``too_late``: it could be withdrawn, but for the date of the call, so that the organizer has to be asked.
    ``named``: the place was given to him, and can be taken back until he does something for it.
    """

    steps: tuple[Step, ...] = ()
    change: bool = False
    too_late: bool = False
    named: bool = False

    def __contains__(self, step: Step) -> bool:
        return step in self.steps


NOTHING = Possible()


def possible(
    response: Response, dates: Dates, at: datetime, *, may_end: bool = True, gave: bool = False, named: bool = False
) -> Possible:
    """What a respondent can do at an instant (aware); ``dates`` are those of who answers (``verbs.dates_for``).

    ``gave``: he has given the place away, and can have it again (``taking_back.may_take_back``); ``named``: it was
    given to him, and he has done nothing for it yet. What is shown here is only shown: ``verbs`` decide again, with the
    row held.
    """
    allowed = [step for step in Step if (may_end or step not in ENDING) and (gave or step != Step.TAKE_BACK)]
    by_table = [step for step in allowed if _by_table(step, response, named=named)]
    in_time = tuple(step for step in by_table if _in_time(step, response, dates, at, named=named))
    late = Step.WITHDRAW in by_table and Step.WITHDRAW not in in_time
    return Possible(in_time, may_change(response, dates, at), late, named)


def _by_table(step: Step, response: Response, *, named: bool) -> bool:
    """Whether the table and the call's standing know the step, whatever the dates say."""
    if step == Step.DISCARD:
        return response.state == ResponseState.DRAFT or bool(response.draft)
    if response.call.status == CallStatus.COMPLETED:
        return False
    if response.call.status == CallStatus.CANCELLED and step != Step.WITHDRAW:
        return False
    if step == Step.RECONFIRM and response.state == ResponseState.RECONFIRMED and not named:
        return False
    kind = kind_of(response.call)
    if step == Step.REPLACE and not kind.passes_on:
        return False
    return leads(_VERBS[step], ResponseState(response.state), kind.states)


def _in_time(step: Step, response: Response, dates: Dates, at: datetime, *, named: bool) -> bool:
    match step:
        case Step.TAKE_UP:
            return response.offered_until is None or at < response.offered_until
        case Step.RECONFIRM:
            asked = named or response.asked_at is not None or dates.get(DeadlineKind.RECONFIRM) is not None
            return asked and not dates.is_over(DeadlineKind.RECONFIRM, at)
        case Step.WITHDRAW | Step.REPLACE | Step.TAKE_BACK:
            return not dates.is_over(DeadlineKind.WITHDRAW, at)
    return True


def may_change(response: Response, dates: Dates, at: datetime) -> bool:
    """Whether other answers can be sent now, or these for the first time."""
    state, states = ResponseState(response.state), kind_of(response.call).states
    if response.call.status != CallStatus.PUBLISHED:
        return False
    if not leads(Verb.CHANGE, state, states) and not leads(Verb.SUBMIT, state, states):
        return False
    return state == ResponseState.RETURNED or takes_answers(response.call, dates, at)


def takes_answers(call: Call, dates: Dates, at: datetime) -> bool:
    """Whether a call takes answers now from whose dates these are."""
    try:
        check_open(call, dates, at)
    except Refused:
        return False
    return True
