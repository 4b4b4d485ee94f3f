"""Two records of a school become one, and two again: what was answered for each is not lost."""

from __future__ import annotations

import pytest

from heliograph.calls.rules import responses_of
from heliograph.network.merging.merge import merge
from heliograph.network.merging.undoing import undo
from heliograph.network.rules import forget_remit
from tests.calls.factories import call, programme, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    return school("Lycée"), school("Lycee")


def for_schools(**fields):
    return call(respondent="organization", kind="application", **fields)


def at(answer):
    answer.refresh_from_db()
    return answer.organization


def test_what_was_answered_for_a_duplicate_is_the_survivors_and_its_own_again(twins, secretary):
    stays, goes = twins
    first, second = response(for_schools(), person(), stays), response(for_schools(), person(), goes)
    made = merge(stays, goes, {}, secretary, NOW)
    assert [at(first), at(second)] == [stays, stays]
    undo(made, secretary, NOW)
    assert [at(first), at(second)] == [stays, goes]


def test_two_answers_to_one_call_both_stay_where_they_are(twins, secretary):
    stays, goes = twins
    to = for_schools()
    first, second = response(to, person(), stays), response(to, person(), goes)
    made = merge(stays, goes, {}, secretary, NOW)
    assert [at(first), at(second)] == [stays, goes]
    undo(made, secretary, NOW)
    assert [at(first), at(second)] == [stays, goes]


def test_where_any_number_is_taken_all_answers_move(twins, secretary):
    stays, goes = twins
    to = for_schools(limit="many")
    first, second = response(to, person(), stays), response(for_schools(limit="many"), person(), goes)
    merge(stays, goes, {}, secretary, NOW)
    assert [at(first), at(second)] == [stays, stays]


def test_who_speaks_for_the_survivor_finds_what_was_sent_for_the_duplicate(twins, secretary):
    stays, goes = twins
    principal = with_role(person(), "principal", organization=stays)
    answer = response(for_schools(), person(), goes)
    assert list(responses_of(principal)) == []
    merge(stays, goes, {}, secretary, NOW)
    forget_remit(principal)
    assert list(responses_of(principal)) == [answer]


def test_programmes_of_a_duplicate_go_with_it_and_come_back(twins, secretary):
    stays, goes = twins
    run = programme(organizer=goes)
    made = merge(stays, goes, {}, secretary, NOW)
    run.refresh_from_db()
    assert run.organizer == stays
    undo(made, secretary, NOW)
    run.refresh_from_db()
    assert run.organizer == goes
