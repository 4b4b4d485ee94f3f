"""Feedback: once for a registration, without a name, and no number of one to four people told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from heliograph.events.afterwards.models import Feedback, FeedbackGiven, Followed
from heliograph.events.afterwards.opinions import OPEN_FOR, Opinion, give, rows, told
from heliograph.network.states import Refused
from tests.events.afterwards.making import registered
from tests.events.factories import event, occurrence
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db
YESTERDAY = NOW - timedelta(days=1)
GOOD = Opinion(5, Followed.YES, " More time. ", "en")


def given(row, useful, followed="yes", words="", times=1):
    made = [
        Feedback(occurrence=row, useful=useful, followed=followed, words=words, language="en") for _ in range(times)
    ]
    Feedback.objects.bulk_create(made)


def test_an_opinion_is_kept_once_and_nothing_leads_back_from_it():
    one = registered(occurrence(event(), YESTERDAY))
    give(one, GOOD, NOW)
    with pytest.raises(Refused) as refused:
        give(one, Opinion(1, Followed.NO, "", "en"), NOW)
    assert refused.value.code == "given"
    kept = Feedback.objects.get()
    assert (kept.useful, kept.followed, kept.words, kept.occurrence) == (5, "yes", "More time.", one.occurrence)
    assert {field.name for field in Feedback._meta.get_fields()} == {
        "id", "occurrence", "useful", "followed", "words", "language",
    }  # fmt: skip
    assert {field.name for field in FeedbackGiven._meta.get_fields()} == {"id", "registration"}


def test_the_order_in_which_answers_came_is_in_no_row():
    row = occurrence(event(), YESTERDAY)
    orders = set()
    for number in range(8):
        give(registered(row), Opinion(number % 5 + 1, Followed.YES, str(number), "en"), NOW)
        place = "rowid" if connection.vendor == "sqlite" else "ctid"
        stored = Feedback.objects.extra(select={"place": place}, order_by=["place"])
        orders.add(tuple(each.words for each in stored)[:2])
    assert Feedback.objects.count() == FeedbackGiven.objects.count() == 8
    assert orders != {("0",), ("0", "1")}


@pytest.mark.parametrize(
    ("start", "state", "at"),
    [
        (NOW - timedelta(minutes=10), "confirmed", NOW),
        (YESTERDAY, "withdrawn", NOW),
        (YESTERDAY, "confirmed", NOW + OPEN_FOR),
    ],
)
def test_it_is_taken_after_the_end_for_a_while_from_who_had_a_place(start, state, at):
    with pytest.raises(Refused):
        give(registered(occurrence(event(), start), state=state), GOOD, at)
    assert not Feedback.objects.exists()


def test_of_four_nothing_is_told():
    row = occurrence(event(), YESTERDAY)
    given(row, 5, words="Hello", times=4)
    found = told(row.event)
    assert (found.is_told, found.count, rows(found)) == (False, 4, [])


def lines(row):
    return {line.words: line.count for line in told(row.event).figures[0].lines}


def test_small_numbers_are_told_together_so_that_none_can_be_worked_out():
    row = occurrence(event(), YESTERDAY)
    given(row, 5, times=9)
    given(row, 4, times=6)
    given(row, 2)
    assert lines(row) == {"1: not at all": 0, "3": 0, "5: very": 9, "2 or 4": 7}
    given(row, 3, times=4)
    assert lines(row) == {"1: not at all": 0, "4": 6, "5: very": 9, "2 or 3": 5}


def test_the_table_has_numbers_and_words_alone():
    row = occurrence(event(), YESTERDAY)
    given(row, 5, "yes", times=5)
    given(row, 4, "partly", "=1+1", times=5)
    given(occurrence(event(), YESTERDAY), 1, words="Elsewhere", times=5)
    found = rows(told(row.event))
    assert [each[1:] for each in found if each[1] != "=1+1"] == [
        ("1: not at all", 0), ("2", 0), ("3", 0), ("4", 5), ("5: very", 5), ("yes", 5), ("in part", 5), ("no", 0),
    ]  # fmt: skip
    assert len([each for each in found if each[1] == "=1+1"]) == 5
