"""People who do the same in the same moment: the call's row is locked, so that one comes after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from heliograph.calls import editions
from heliograph.calls.deadlines import setting
from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.editions import Wish
from heliograph.calls.states import DeadlineKind as D
from heliograph.network.states import Refused
from tests.calls.factories import call
from tests.network.factories import NOW, person, with_role

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
PEOPLE = 6


@pytest.fixture
def at_once():
    """Do the same with each number in a thread of its own, all beginning at the same time; what each came to."""
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite is in memory and belongs to one thread")
    barrier = Barrier(PEOPLE)

    def alone(act, number):
        barrier.wait()
        try:
            return act(number)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    def run(act):
        with ThreadPoolExecutor(PEOPLE) as pool:
            return list(pool.map(lambda number: alone(act, number), range(PEOPLE)))

    return run


def test_of_many_who_have_seen_the_same_date_one_replaces_it(at_once, monkeypatch):
    monkeypatch.setattr(setting, "enqueue", lambda _pk: None)
    one, who = call(), person()
    seen = setting.stamp(setting.current(one, D.CLOSES))

    def replace(number):
        moment = on_day(date(2026, 2, 1 + number), "Europe/Paris")
        return setting.set_date(one, D.CLOSES, moment, who, NOW, seen=seen).sequence

    assert sorted(map(str, at_once(replace))) == ["1", *["changed"] * (PEOPLE - 1)]
    assert one.deadlines.filter(kind="closes").count() == 2


def test_many_who_replace_it_whatever_it_is_do_so_one_after_the_other(at_once, monkeypatch):
    monkeypatch.setattr(setting, "enqueue", lambda _pk: None)
    one, who = call(), person()

    def replace(number):
        return setting.set_date(one, D.CLOSES, on_day(date(2026, 2, 1 + number), "Europe/Paris"), who, NOW).sequence

    assert sorted(at_once(replace)) == list(range(1, PEOPLE + 1))
    assert one.deadlines.current().filter(kind="closes").count() == 1


def test_many_who_set_the_first_date_to_the_same_set_it_once(at_once, monkeypatch):
    monkeypatch.setattr(setting, "enqueue", lambda _pk: None)
    one, who = call(closes=None), person()

    def first(_number):
        return setting.set_date(one, D.CLOSES, on_day(date(2026, 2, 1), "Europe/Paris"), who, NOW).sequence

    assert at_once(first) == [0] * PEOPLE
    assert (one.deadlines.filter(kind="closes").count(), one.entries.count()) == (1, 1)


def test_of_many_who_make_the_same_edition_one_makes_it_and_the_others_are_told(at_once):
    one, who = call(), with_role(person(), "secretariat")

    def make(_number):
        return editions.new_edition_of_call(one, Wish("next"), who, NOW).slug

    assert sorted(at_once(make)) == ["next", *["taken"] * (PEOPLE - 1)]
