"""What a call says of its places."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from heliograph.calls.programmes.asks import fullness
from tests.calls.factories import DAY, call, response
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db

FIRST = "All places are taken. Who answers now is the first on the waiting list."
ONE = "All places are taken. Who answers now is put on the waiting list, on which 1 waits already."
TWO = "All places are taken. Who answers now is put on the waiting list, on which 2 wait already."
NO_LIST = "All places are taken, and there is no waiting list."


@pytest.mark.parametrize(
    ("capacity", "answers", "said"),
    [(None, 3, ""), (2, 0, ""), (2, 1, ""), (2, 2, FIRST), (2, 3, ONE), (2, 4, TWO)],
)
def test_what_is_said_of_the_places(capacity, answers, said):
    one = call(capacity=capacity)
    for _number in range(answers):
        response(one)
    assert fullness(one) == said


def test_without_a_waiting_list_nobody_waits():
    one = call(capacity=1, waiting=False)
    response(one)
    assert fullness(one) == NO_LIST


def test_where_the_organizer_chooses_nobody_has_a_place_by_answering():
    one = call(capacity=1, kind="application")
    response(one)
    assert fullness(one) == ""


def test_only_a_limit_is_counted(django_assert_num_queries):
    free, limited = call(), call(capacity=1)
    response(limited)
    with django_assert_num_queries(0):
        fullness(free)
    with django_assert_num_queries(2):
        fullness(limited)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def full_call(clock):
    one = call(capacity=1)
    response(one)
    return one


def test_the_page_and_the_form_say_it_before_one_answers(client, full_call):
    client.force_login(person())
    for name in ("calls:call", "calls:answer"):
        assert FIRST in client.get(reverse(name, args=[full_call.slug])).content.decode()


def test_who_has_a_place_already_is_not_told_to_wait(client, full_call):
    held = full_call.responses.get()
    client.force_login(held.person)
    page = client.get(reverse("calls:answer", args=[full_call.slug]), {"response": held.public_id}).content.decode()
    assert FIRST not in page


def test_a_call_that_has_closed_says_nothing_of_its_places(client, clock):
    one = call(capacity=1)
    response(one)
    one.deadlines.filter(kind="closes").update(at=NOW - DAY, until=NOW - DAY)
    assert FIRST not in client.get(reverse("calls:call", args=[one.slug])).content.decode()
