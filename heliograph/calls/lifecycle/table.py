"""The table of the life cycle: from which states each verb leads where, who may do it, and until which date.

``docs/lifecycle.md`` shows it to people; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.calls.states import Actor, DeadlineKind, ResponseState, Verb

S, V, D = ResponseState, Verb, DeadlineKind
_R, _O, _C = Actor.RESPONDENT, Actor.ORGANIZER, Actor.CLOCK

#: States of a response that was sent and is neither refused nor over.
STANDING = frozenset(
    {S.SUBMITTED, S.RETURNED, S.WAITLISTED, S.OFFERED, S.CONFIRMED, S.RECONFIRMED, S.ACCEPTED, S.MATCHED}
)
_TO_CHANGE = frozenset({S.SUBMITTED, S.WAITLISTED, S.OFFERED, S.CONFIRMED, S.RECONFIRMED})


@dataclass(frozen=True)
class Step:
    """One line of the table. ``to`` are the states that it may lead to; empty: the state stays.

    ``until`` is the date after which a respondent can do it no more; None: at any time while the call is not over.
    """

    verb: Verb
    by: frozenset[Actor]
    before: frozenset[ResponseState]
    to: frozenset[ResponseState] = frozenset()
    until: DeadlineKind | None = None


_STEPS = (
    Step(V.SUBMIT, frozenset({_R}), frozenset({S.DRAFT, S.WITHDRAWN, S.RETURNED}),
         frozenset({S.SUBMITTED, S.CONFIRMED, S.WAITLISTED}), D.CLOSES),
    Step(V.CHANGE, frozenset({_R}), _TO_CHANGE, _TO_CHANGE, D.CLOSES),
    Step(V.WITHDRAW, frozenset({_R, _O}), STANDING, frozenset({S.WITHDRAWN}), D.WITHDRAW),
    Step(V.RECONFIRM, frozenset({_R}), frozenset({S.CONFIRMED, S.ACCEPTED, S.RECONFIRMED}), frozenset({S.RECONFIRMED}),
         D.RECONFIRM),
    Step(V.SUBSTITUTE, frozenset({_R}), frozenset({S.CONFIRMED, S.ACCEPTED, S.RECONFIRMED}), until=D.WITHDRAW),
    Step(V.TAKE_BACK, frozenset({_R}), STANDING, until=D.WITHDRAW),
    Step(V.OFFER, frozenset({_C, _O}), frozenset({S.WAITLISTED}), frozenset({S.OFFERED})),
    Step(V.TAKE_UP, frozenset({_R}), frozenset({S.OFFERED}), frozenset({S.CONFIRMED})),
    Step(V.LAPSE, frozenset({_C}), frozenset({S.OFFERED}), frozenset({S.WITHDRAWN})),
    Step(V.CONFIRM, frozenset({_O}), frozenset({S.SUBMITTED, S.WAITLISTED, S.OFFERED, S.ACCEPTED}),
         frozenset({S.CONFIRMED})),
    Step(V.ACCEPT, frozenset({_O}), frozenset({S.SUBMITTED, S.RETURNED, S.WAITLISTED}), frozenset({S.ACCEPTED})),
    Step(V.DECLINE, frozenset({_O}), STANDING, frozenset({S.DECLINED})),
    Step(V.RETURN, frozenset({_O}), frozenset({S.SUBMITTED, S.ACCEPTED}), frozenset({S.RETURNED})),
    Step(V.MATCH, frozenset({_O}), frozenset({S.SUBMITTED, S.ACCEPTED, S.CONFIRMED}), frozenset({S.MATCHED})),
    Step(V.COMPLETE, frozenset({_O}), frozenset({S.CONFIRMED, S.RECONFIRMED, S.ACCEPTED, S.MATCHED}),
         frozenset({S.COMPLETED})),
    Step(V.REOPEN, frozenset({_O}), frozenset({S.DECLINED, S.WITHDRAWN, S.COMPLETED}),
         frozenset({S.SUBMITTED, S.CONFIRMED, S.WAITLISTED})),
    Step(V.HAND_OVER, frozenset({_R}), STANDING | {S.DRAFT}),
)  # fmt: skip

STEPS: dict[Verb, Step] = {step.verb: step for step in _STEPS}


def leads(verb: Verb, before: ResponseState, states: frozenset[ResponseState]) -> bool:
    """Whether a verb can be done in a state, in a kind whose responses can have these states."""
    step = STEPS[verb]
    return before in step.before and (not step.to or bool(step.to & states))
