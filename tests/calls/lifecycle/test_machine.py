"""Random verbs by random people at random times, against a plain model of what should become of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.bounds import PASSED_ON_A_DAY
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.taking_back import take_back
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.states import Actor, Verb
from heliograph.network.states import Refused
from tests.calls.factories import call, deadline
from tests.network.factories import NOW, person

HOUR = timedelta(hours=1)
PEOPLE, PLACES, HOLD = 4, 2, 2
CLOSES, WITHDRAW, RECONFIRM = 30, 40, 35
HOLDING = {"offered", "confirmed", "reconfirmed"}
OPEN = {"waitlisted", "offered", "confirmed", "reconfirmed"}
who = st.integers(0, PEOPLE - 1)


class Model:
    """What should be: by person a state, the queue, until which hour an offer is held. Hours, plain lists.

    ``given`` are those who have given their place away, and whether whoever was named has said that he comes;
    ``passed`` the hours at which each did.
    """

    def __init__(self) -> None:
        self.state: dict[int, str] = {}
        self.queue: list[int] = []
        self.held: dict[int, int] = {}
        self.given: dict[int, bool] = {}
        self.passed: dict[int, list[int]] = {}
        self.steps = 0
        self.hour = 0

    def taken(self) -> int:
        return sum(state in HOLDING for state in self.state.values())

    def put(self, one: int, state: str) -> None:
        self.steps += 1
        self.state[one] = state
        self.queue = [each for each in self.queue if each != one]
        self.held.pop(one, None)
        if state == "waitlisted":
            self.queue.append(one)

    def place(self, one: int) -> None:
        self.put(one, "confirmed" if self.taken() < PLACES and not self.queue else "waitlisted")

    def fill(self) -> None:
        while self.queue and self.taken() < PLACES:
            one = self.queue[0]
            self.put(one, "offered")
            self.held[one] = self.hour + HOLD


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.call = call(capacity=PLACES, hold=HOLD, closes=NOW + CLOSES * HOUR)
        deadline(self.call, "withdraw", NOW + WITHDRAW * HOUR)
        deadline(self.call, "reconfirm", NOW + RECONFIRM * HOUR)
        self.people = [person() for _ in range(PEOPLE)]
        self.organizer = person()
        self.model = Model()
        self.sheet = Sheet(self.call.question_sets.get())
        self.tokens = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def act(self, by, actor=Actor.RESPONDENT) -> Act:
        self.tokens += 1
        # Within an hour every step has its own instant, so that the order of waiting is that of asking.
        at = NOW + self.model.hour * HOUR + timedelta(milliseconds=self.tokens)
        return Act(at, by, actor, token=str(self.tokens))

    def response(self, one: int) -> Response | None:
        return (
            Response.objects.filter(call=self.call, person=self.people[one]).select_related("call__programme").first()
        )

    def attempt(self, verb, allowed: bool) -> bool:
        """Do it; whether it is refused must be what the model says."""
        try:
            verb()
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True

    @rule(one=who, twice=st.booleans())
    def submit(self, one, twice) -> None:
        if one in self.model.given:
            return
        person_, act, state = self.people[one], self.act(self.people[one]), self.model.state.get(one)
        allowed = self.model.hour < CLOSES and state in {None, "withdrawn", *OPEN}
        sent = self.attempt(lambda: verbs.submit(self.call, Subject(person_), self.sheet, act), allowed)
        if sent and twice:
            assert verbs.submit(self.call, Subject(person_), self.sheet, act).repeated
        if sent:
            self.model.place(one) if state not in OPEN else self.changed()

    def changed(self) -> None:
        self.model.steps += 1

    @rule(one=who, by_organizer=st.booleans(), twice=st.booleans())
    def withdraw(self, one, by_organizer, twice) -> None:
        if (found := self.response(one)) is None:
            return
        actor = Actor.ORGANIZER if by_organizer else Actor.RESPONDENT
        act = self.act(self.organizer if by_organizer else self.people[one], actor)
        allowed = self.model.state[one] in OPEN and (by_organizer or self.model.hour < WITHDRAW)
        done = self.attempt(lambda: verbs.withdraw(found, act), allowed)
        if done and twice:
            assert verbs.withdraw(found, act).repeated
        if done:
            self.model.put(one, "withdrawn")
            self.model.fill()

    @rule(one=who)
    def reconfirm(self, one) -> None:
        if (found := self.response(one)) is None:
            return
        allowed = self.model.state[one] in {"confirmed", "reconfirmed"} and self.model.hour < RECONFIRM
        if self.attempt(lambda: verbs.reconfirm(found, self.act(self.people[one])), allowed):
            self.model.put(one, "reconfirmed")

    @rule(one=who)
    def give_away(self, one) -> None:
        """To an address that nobody has on record; the same one twice is refused."""
        if (found := self.response(one)) is None:
            return
        standing = self.model.state[one] in {"confirmed", "reconfirmed"} and self.model.hour < WITHDRAW
        act = self.act(self.people[one])
        lately = [hour for hour in self.model.passed.get(one, []) if hour > self.model.hour - 24]
        allowed = standing and one not in self.model.given and len(lately) < PASSED_ON_A_DAY
        if self.attempt(lambda: verbs.substitute(found, "Esi", f"esi{one}@example.org", act), allowed):
            self.model.given[one] = False
            self.model.passed.setdefault(one, []).append(self.model.hour)
            self.changed()

    @rule(one=who)
    def say_that_one_comes_instead(self, one) -> None:
        if one not in self.model.given:
            return
        found, act = self.response(one), self.act(None)
        allowed = self.model.state[one] in {"confirmed", "reconfirmed"} and self.model.hour < RECONFIRM
        if self.attempt(lambda: verbs.reconfirm(found, act), allowed):
            self.model.given[one] = True
            self.model.put(one, "reconfirmed")

    @rule(one=who, twice=st.booleans())
    def take_back(self, one, twice) -> None:
        if (found := self.response(one)) is None:
            return
        act, taken = self.act(self.people[one]), self.model.given.get(one, True)
        allowed = not taken and self.model.state[one] in OPEN and self.model.hour < WITHDRAW
        done = self.attempt(lambda: take_back(found, act), allowed)
        if done and twice:
            assert take_back(found, act).repeated
        if done:
            del self.model.given[one]
            self.changed()

    @rule(one=who)
    def take_up(self, one) -> None:
        if (found := self.response(one)) is None:
            return
        allowed = self.model.state[one] == "offered" and self.model.hour < self.model.held[one]
        if self.attempt(lambda: verbs.take_up(found, self.act(self.people[one])), allowed):
            self.model.put(one, "confirmed")

    @rule(one=who, verb=st.sampled_from([Verb.DECLINE, Verb.CONFIRM, Verb.REOPEN]))
    def decide(self, one, verb) -> None:
        if (found := self.response(one)) is None:
            return
        state, act = self.model.state[one], self.act(self.organizer, Actor.ORGANIZER)
        if verb == Verb.REOPEN:
            if self.attempt(lambda: verbs.reopen(found, act), state in {"withdrawn", "declined"}):
                self.model.place(one)
        elif verb == Verb.DECLINE:
            if self.attempt(lambda: verbs.decide(found, verb, act), state in OPEN):
                self.model.put(one, "declined")
                self.model.fill()
        else:
            room = state == "offered" or self.model.taken() < PLACES
            if self.attempt(lambda: verbs.decide(found, verb, act), state in {"waitlisted", "offered"} and room):
                self.model.put(one, "confirmed")

    @rule(hours=st.integers(1, 6))
    def wait(self, hours) -> None:
        self.model.hour += hours

    @rule()
    def tick(self) -> None:
        """The clock looks for offers that have run out; the one held longest is first to go."""
        verbs.lapse_due(NOW + self.model.hour * HOUR + timedelta(minutes=1))
        for one in [one for one, until in self.model.held.items() if until <= self.model.hour]:
            self.model.put(one, "withdrawn")
            self.model.fill()

    def known(self) -> Iterator[tuple[int, str, str]]:
        """By whom there is an answer, its state, and the address of whoever comes instead."""
        for one, state in self.model.state.items():
            yield self.people[one].pk, state, f"esi{one}@example.org" if one in self.model.given else ""

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        rows = Response.objects.filter(call=self.call).values_list("person", "state", "email")
        assert sorted(rows) == sorted(self.known())
        assert Response.objects.filter(call=self.call).holding().count() <= PLACES
        assert ResponseEntry.objects.filter(response__call=self.call).count() == self.model.steps


@pytest.mark.django_db
def test_the_life_of_a_response_is_what_a_plain_model_says() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
