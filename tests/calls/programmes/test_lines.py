"""Calls in a list: what a line says of each, and that a hundred cost what one costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Call
from heliograph.calls.programmes.lines import call_lines
from heliograph.calls.states import CallState
from heliograph.frame.reader import Reader
from tests.calls.factories import DAY, call, deadline, response
from tests.network.factories import NOW, person

ENGLISH = Reader(("en",), "Africa/Lome")
FRENCH = Reader(("fr", "en"), None)
pytestmark = pytest.mark.django_db


def line_of(one: Call, reader: Reader = ENGLISH, at=NOW):
    (line,) = call_lines([Call.objects.get(pk=one.pk)], reader, at)
    return line


def titled(texts, **fields) -> Call:
    made = call(**fields)
    made.title = LazyI18nString(texts)
    made.save()
    return made


def test_an_open_call_says_when_it_closes_and_has_a_button() -> None:
    line = line_of(call("Conference", kind="registration"))
    assert (line.kind, line.title, line.state, line.state_words) == (
        "registration", "Conference", CallState.OPEN, "open",
    )  # fmt: skip
    assert (line.button, line.closing.distance, line.opening) == ("Register", "closes in 10 days", None)


def test_a_call_that_closes_within_three_days_says_so() -> None:
    line = line_of(call(closes=NOW + 2 * DAY))
    assert (line.state_words, line.state_class) == ("closing soon", "soon")


def test_a_call_that_is_not_open_yet_says_when_it_opens_and_has_no_button() -> None:
    line = line_of(call(opens=NOW + 4 * DAY))
    assert (line.state, line.button, line.opening.distance) == (CallState.ANNOUNCED, "", "in 4 days")


def test_an_opening_to_be_announced_is_told_in_the_words_that_are_known() -> None:
    one = call(opens=None)
    deadline(one, "opens", None, words="early February")
    assert line_of(one).opening.first == "to be announced: early February"


@pytest.mark.parametrize(
    ("status", "words"), [("cancelled", "cancelled"), ("completed", "completed"), ("draft", "draft")]
)
def test_a_call_that_is_over_has_no_button(status: str, words: str) -> None:
    line = line_of(call(status=status))
    assert (line.state_words, line.button) == (words, "")


def test_a_closed_call_says_so() -> None:
    line = line_of(call(closes=NOW - timedelta(hours=1)))
    assert (line.state_words, line.button, line.closing.distance) == ("closed", "", "closed 1 hour ago")


def test_a_title_comes_in_the_readers_language_else_in_the_one_it_was_written_in() -> None:
    both = titled({"en": "Register", "fr": "Inscrivez-vous"})
    arabic = titled({"ar": "التسجيل"}, source_language="ar")
    assert (line_of(both, FRENCH).title, line_of(both, FRENCH).language) == ("Inscrivez-vous", "fr")
    found = line_of(arabic, FRENCH)
    assert (found.title, found.language, found.direction) == ("التسجيل", "ar", "rtl")


def test_only_answers_that_stand_are_counted() -> None:
    one = call()
    response(one)
    gone = response(one)
    gone.state = "withdrawn"
    gone.save()
    draft = response(one)
    draft.state = "draft"
    draft.save()
    assert line_of(one).answered == 1


def test_what_is_asked_says_who_for_whom_how_long_and_in_which_languages() -> None:
    line = line_of(call(respondent="organization", minutes=15, languages=["en", "fr"]))
    assert line.asks == [
        ("people", "For everybody"),
        ("people", "One answers for a school or another organization"),
        ("clock", "15 minutes"),
        ("language", "English and French"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_the_same_for_any_number_of_calls(count, django_assert_num_queries) -> None:
    for _each in range(count):
        response(call(), person())
    rows = list(Call.objects.all())
    with django_assert_num_queries(3):
        assert [line.answered for line in call_lines(rows, ENGLISH, NOW)] == [1] * count
