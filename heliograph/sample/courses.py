"""The lives of the sample's responses: steps in the order of time, each one that the life cycle has.

Pure: who answers when is drawn, where that leads follows from the kind, the places and who waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from heliograph.calls.states import HOLDING, Actor, ResponseState, Verb
from heliograph.sample.draws import draw, weighted

S, V = ResponseState, Verb
Course = tuple[Verb, ...]
#: What may happen with a response after it was sent, and how often; by what sending leads to.
_SENT: Mapping[ResponseState, tuple[tuple[Course, float], ...]] = {
    S.CONFIRMED: (
        ((), 0.78), ((V.CHANGE,), 0.07), ((V.WITHDRAW,), 0.06), ((V.RECONFIRM,), 0.05), ((V.WITHDRAW, V.SUBMIT), 0.04),
    ),
    S.SUBMITTED: (
        ((), 0.40), ((V.CHANGE,), 0.10), ((V.ACCEPT,), 0.24), ((V.DECLINE,), 0.08), ((V.RETURN,), 0.07),
        ((V.RETURN, V.SUBMIT, V.ACCEPT), 0.06), ((V.WITHDRAW,), 0.05),
    ),
}  # fmt: skip
#: The same where the organizer decides most of what comes at once.
_PROMPT: tuple[tuple[Course, float], ...] = (
    ((), 0.06), ((V.CHANGE,), 0.04), ((V.ACCEPT,), 0.72), ((V.DECLINE,), 0.03), ((V.RETURN,), 0.04),
    ((V.RETURN, V.SUBMIT, V.ACCEPT), 0.08), ((V.WITHDRAW,), 0.03),
)  # fmt: skip
_BY_ORGANIZER = frozenset({V.ACCEPT, V.DECLINE, V.RETURN})
_LEADS = {V.ACCEPT: S.ACCEPTED, V.DECLINE: S.DECLINED, V.RETURN: S.RETURNED, V.WITHDRAW: S.WITHDRAWN,
          V.RECONFIRM: S.RECONFIRMED}  # fmt: skip
#: How many are begun and not sent.
_BEGUN = 0.07
_HOLD = timedelta(hours=48)
_TAKES = timedelta(hours=9)


@dataclass(frozen=True)
class Step:
    verb: Verb
    before: str
    after: ResponseState
    at: datetime
    actor: Actor = Actor.RESPONDENT


@dataclass
class Life:
    """One response as it goes: its ``steps`` so far; ``offered_until`` while a place is held."""

    who: str
    steps: list[Step] = field(default_factory=list)
    offered_until: datetime | None = None

    @property
    def state(self) -> str:
        return self.steps[-1].after if self.steps else ""


@dataclass(frozen=True)
class Rules:
    """``settled`` is where sending leads, ``states`` are those of the kind; ``capacity`` None: no limit.

    ``prompt``: most of what is to be decided is decided soon.
    """

    settled: ResponseState
    states: frozenset[ResponseState]
    capacity: int | None = None
    reconfirms: bool = False
    prompt: bool = False


def lives(people: Sequence[str], rules: Rules, began: datetime, last: datetime) -> list[Life]:
    """A life for each of those who answer between two instants (aware)."""
    found = {who: Life(who) for who in people}
    waiting: list[Life] = []
    order = count()
    events: list[tuple[datetime, int, str, Verb]] = []
    for who in people:
        for at, verb in _planned(who, rules, began, last):
            heappush(events, (at, next(order), who, verb))
    while events:
        at, _number, who, verb = heappop(events)
        life = found[who]
        _do(life, verb, at, rules, found, waiting)
        for offered in _offer(found, rules, waiting, at):
            if at + _TAKES < last:
                heappush(events, (at + _TAKES, next(order), offered.who, V.TAKE_UP))
    return [life for life in found.values() if life.steps]


def _planned(who: str, rules: Rules, began: datetime, last: datetime) -> Iterator[tuple[datetime, Verb]]:
    """What somebody means to do, and when: more of them near the end."""
    share = draw(who, "when") ** 0.7
    at = began + (last - began) * (0.02 + 0.93 * share)
    if draw(who, "begun") < _BEGUN:
        yield at, V.START
        return
    yield at, V.SUBMIT
    offered = _PROMPT if rules.prompt and rules.settled == S.SUBMITTED else _SENT[rules.settled]
    courses = [(course, weight) for course, weight in offered if _fits(course, rules)]
    running = [sum(weight for _course, weight in courses[: number + 1]) for number in range(len(courses))]
    course = weighted([course for course, _weight in courses], running, draw(who, "course"))
    for number, verb in enumerate(course, start=1):
        yield at + (last - at) * number / (len(course) + 1), verb


def _fits(course: Course, rules: Rules) -> bool:
    return all(_LEADS.get(verb, rules.settled) in rules.states for verb in course) and (
        V.RECONFIRM not in course or rules.reconfirms
    )


def _do(life: Life, verb: Verb, at: datetime, rules: Rules, all_: Mapping[str, Life], waiting: list[Life]) -> None:
    before = life.state
    if verb in {V.CHANGE, V.RECONFIRM, V.WITHDRAW} and before in {S.OFFERED, S.WAITLISTED, S.WITHDRAWN}:
        return
    after = _after(verb, before, rules, all_, waiting)
    if after is None:
        return
    if after == S.WAITLISTED:
        waiting.append(life)
    life.offered_until = None
    life.steps.append(Step(verb, before, after, at, Actor.ORGANIZER if verb in _BY_ORGANIZER else Actor.RESPONDENT))


def _after(
    verb: Verb, before: str, rules: Rules, all_: Mapping[str, Life], waiting: Sequence[Life]
) -> ResponseState | None:
    if verb == V.START:
        return S.DRAFT
    if verb == V.SUBMIT:
        full = waiting or (rules.capacity is not None and _held(all_) >= rules.capacity)
        return S.WAITLISTED if full and rules.settled == S.CONFIRMED else rules.settled
    if verb == V.TAKE_UP:
        return S.CONFIRMED if before == S.OFFERED else None
    return ResponseState(before) if verb == V.CHANGE else _LEADS[verb]


def _held(all_: Mapping[str, Life]) -> int:
    return sum(life.state in HOLDING for life in all_.values())


def _offer(all_: Mapping[str, Life], rules: Rules, waiting: list[Life], at: datetime) -> list[Life]:
    """Those who have waited longest and are offered the places that are free."""
    offered: list[Life] = []
    while rules.capacity is not None and waiting and _held(all_) < rules.capacity:
        life = waiting.pop(0)
        life.steps.append(Step(V.OFFER, life.state, S.OFFERED, at, Actor.CLOCK))
        life.offered_until = at + _HOLD
        offered.append(life)
    return offered
