"""What the pages offer is what the life cycle does: no button that is refused, none missing."""

from __future__ import annotations

from functools import partial
from itertools import product

import pytest
from django.db import transaction

from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import Sheet, dates_for, resend
from heliograph.calls.mine.doing import do
from heliograph.calls.mine.expected import expected
from heliograph.calls.mine.holders import holder_of
from heliograph.calls.mine.lines import Eyes, fetched, lines
from heliograph.calls.mine.possible import possible
from heliograph.calls.mine.steps import Step
from heliograph.calls.models import Call, Response
from heliograph.calls.states import CallStatus, ResponseState
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, deadline, response
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
EYES = Eyes(("en",), None, NOW)


class Undo(Exception):
    """Takes back what was tried."""


def works(act):
    """Whether an act is done, or would say that nothing needs to be done; nothing is left of it."""
    try:
        with transaction.atomic():
            done = act()
            raise Undo
    except Undo:
        return done is not False
    except Refused:
        return False


@pytest.mark.once
@pytest.mark.parametrize("kind", ["registration", "application", "proposal"])
@pytest.mark.parametrize("past", [True, False])
def test_a_step_is_offered_exactly_where_it_is_done(kind, past):
    to, who = call(kind=kind), person()
    response(to, who)
    when = NOW - DAY if past else NOW + DAY
    for date in ("withdraw", "reconfirm"):
        deadline(to, date, when)
    to.deadlines.filter(kind="closes").update(at=when, until=when)
    for state, status in product(ResponseState, (CallStatus.PUBLISHED, CallStatus.CANCELLED)):
        Response.objects.update(state=state, offered_until=when)
        Call.objects.update(status=status)
        one = fetched(Response.objects.all()).get()
        can = possible(one, dates_for(one.call, who), NOW)
        for step in set(Step) - {Step.DISCARD}:
            act = Act(NOW, who, token="a" * 32)
            done = works(partial(do, step, one, holder_of(who), act, "B", "b@example.org"))
            assert (step in can) == done, (state, status, step)
        again = partial(resend, one, Sheet(one.question_set), Act(NOW, who, token="b" * 32))
        assert can.change == works(again), (state, status)


def test_of_an_answer_that_is_over_nothing_is_expected():
    one = response(call())
    for state in ("declined", "withdrawn", "completed", "submitted", "waitlisted"):
        one.state = state
        dates = dates_for(one.call, one.person)
        assert expected(one, dates, possible(one, dates, NOW), NOW) is None, state


def test_a_date_that_was_moved_for_one_person_counts_for_him_alone():
    to, given, other = call(), person(), person()
    deadline(to, "withdraw", NOW - DAY)
    to.extensions.create(person=given, kind="withdraw", until=NOW + DAY, made_at=NOW)
    for who, may in ((given, True), (other, False)):
        response(to, who)
        found = lines(fetched(Response.objects.filter(person=who)), holder_of(who), EYES)[0]
        assert ((Step.WITHDRAW in found.can), found.can.too_late) == (may, not may)
