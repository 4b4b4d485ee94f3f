"""Places: never more than there are, in the order of asking, held for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.desk.publishing import reopen_call
from heliograph.calls.lifecycle import places, verbs
from heliograph.calls.lifecycle.acting import Act, hold_call
from heliograph.calls.models import Call
from heliograph.calls.states import Actor, Verb
from tests.calls.factories import call, response
from tests.calls.lifecycle.test_verbs import code_of
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def states(of: Call) -> list[str]:
    return list(of.responses.order_by("pk").values_list("state", flat=True))


def test_who_comes_when_all_places_are_taken_waits() -> None:
    to = call(capacity=1)
    response(to)
    response(to)
    assert states(to) == ["confirmed", "waitlisted"]


def test_without_a_waiting_list_a_full_call_says_so() -> None:
    to = call(capacity=1, waiting=False)
    response(to)
    assert code_of(lambda: response(to)) == "full"
    assert states(to) == ["confirmed"]


def test_a_freed_place_is_offered_to_who_has_waited_longest_and_held() -> None:
    to = call(capacity=1, hold=48)
    first, second, _third = response(to), response(to), response(to)
    verbs.withdraw(first, Act(NOW, first.person))
    assert states(to) == ["withdrawn", "offered", "waitlisted"]
    second.refresh_from_db()
    assert second.offered_until == NOW + 48 * HOUR
    assert verbs.take_up(second, Act(NOW + 47 * HOUR, second.person)).response.state == "confirmed"


def test_a_place_not_taken_up_goes_to_the_next() -> None:
    to = call(capacity=1, hold=1)
    first, second, third = response(to), response(to), response(to)
    verbs.withdraw(first, Act(NOW, first.person))
    assert verbs.lapse_due(NOW + HOUR - timedelta(seconds=1)) == 0
    assert verbs.lapse_due(NOW + HOUR) == 1
    assert states(to) == ["withdrawn", "withdrawn", "offered"]
    assert code_of(lambda: verbs.take_up(second, Act(NOW + HOUR, second.person))) == "wrong-state"
    assert verbs.take_up(third, Act(NOW + HOUR, third.person)).response.state == "confirmed"


def test_an_offer_that_has_run_out_is_not_taken_up_before_the_clock_has_noticed() -> None:
    to = call(capacity=1, hold=1)
    first, second = response(to), response(to)
    verbs.withdraw(first, Act(NOW, first.person))
    assert code_of(lambda: verbs.take_up(second, Act(NOW + HOUR, second.person))) == "lapsed"


def test_nobody_overtakes_those_who_wait() -> None:
    to = call(capacity=1)
    response(to)
    response(to)
    Call.objects.filter(pk=to.pk).update(capacity=2)
    to.refresh_from_db()
    response(to)
    assert states(to) == ["confirmed", "waitlisted", "waitlisted"]
    assert places.fill(hold_call(to), NOW) == 1
    assert states(to) == ["confirmed", "offered", "waitlisted"]


def test_accepting_more_than_there_are_places_for_is_refused() -> None:
    to, by = call(kind="application", capacity=1), person()
    first, second = response(to), response(to)
    verbs.decide(first, Verb.ACCEPT, Act(NOW, by, Actor.ORGANIZER))
    assert code_of(lambda: verbs.decide(second, Verb.ACCEPT, Act(NOW, by, Actor.ORGANIZER))) == "full"
    assert states(to) == ["accepted", "submitted"]


def test_declining_who_has_a_place_frees_it() -> None:
    to = call(capacity=1)
    first, _second = response(to), response(to)
    verbs.decide(first, Verb.DECLINE, Act(NOW, person(), Actor.ORGANIZER))
    assert states(to) == ["declined", "offered"]


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_in_a_call_that_is_over_nothing_is_offered_and_nothing_lapses(status: str) -> None:
    to = call(capacity=2, hold=1)
    first, second = response(to), response(to)
    response(to)
    response(to)
    verbs.withdraw(first, Act(NOW, first.person))
    Call.objects.filter(pk=to.pk).update(status=status)
    second.call.refresh_from_db()
    verbs.withdraw(second, Act(NOW, actor=Actor.ORGANIZER))
    assert verbs.lapse_due(NOW + 2 * HOUR) == 0
    assert states(to) == ["withdrawn", "withdrawn", "offered", "waitlisted"]


def test_what_was_freed_while_a_call_was_completed_is_offered_once_it_is_taken_up_again() -> None:
    to = call(capacity=1)
    first, _second = response(to), response(to)
    desk = with_role(person(), "secretariat")
    Call.objects.filter(pk=to.pk).update(status="completed")
    first.call.refresh_from_db()
    verbs.withdraw(first, Act(NOW, actor=Actor.ORGANIZER))
    assert states(to) == ["withdrawn", "waitlisted"]
    reopen_call(to, desk, NOW)
    assert states(to) == ["withdrawn", "offered"]
