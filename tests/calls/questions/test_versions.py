"""Which questions are asked: what was answered stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions.schema import BadQuestions, Question, read
from heliograph.calls.questions.versions import current, save_questions
from heliograph.network.states import Refused
from tests.calls import factories
from tests.calls.questions.asking import ask
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ONE, TWO = read([ask("short")]), read([ask("short", label="Name")])


def test_questions_that_nobody_answered_are_changed_in_place():
    call, editor = factories.call(questions=[ask("short")]), person()
    saved = save_questions(call, TWO, editor, LATER)
    assert list(call.question_sets.values_list("version", "questions", "saved_at")) == [
        (1, [ask("short", label="Name")], LATER)
    ]
    assert current(call) == saved
    assert [(each.verb, each.by, each.data) for each in call.entries.all()] == [
        ("questions", editor, {"version": 1, "new": False})
    ]


def test_questions_that_were_answered_stay_and_a_new_version_is_asked():
    call, editor = factories.call(questions=[ask("short")]), person()
    response = factories.response(call, a="Ama")
    saved = save_questions(call, TWO, editor, LATER)
    assert (saved.version, saved.made_at, saved.made_by) == (2, LATER, editor)
    assert current(call) == saved
    response.refresh_from_db()
    assert response.question_set.version == 1
    assert response.question_set.questions == [ask("short")]
    again = save_questions(call, ONE, editor, LATER)
    assert (again.version, again.questions) == (2, [ask("short")])


def test_what_is_no_change_is_not_saved():
    call = factories.call(questions=[ask("short")])
    factories.response(call, a="Ama")
    assert save_questions(call, ONE, None, LATER).version == 1
    assert not call.entries.exists()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten():
    call = factories.call(questions=[ask("short")])
    seen = current(call).saved_at
    save_questions(call, TWO, None, LATER, seen=seen)
    with pytest.raises(Refused) as refused:
        save_questions(call, ONE, None, LATER, seen=seen)
    assert refused.value.code == "stale"
    assert current(call).questions == [ask("short", label="Name")]


def test_each_save_has_an_instant_of_its_own():
    call = factories.call(questions=[ask("short")])
    first = save_questions(call, TWO, None, NOW)
    second = save_questions(call, ONE, None, NOW)
    assert NOW < first.saved_at < second.saved_at


def test_what_are_no_questions_is_not_saved():
    call = factories.call()
    with pytest.raises(BadQuestions):
        save_questions(call, [Question("A", "short", {})], None, LATER)
    assert current(call).questions == []


def test_a_call_without_questions_on_record_asks_none():
    call = factories.call()
    QuestionSet.objects.all().delete()
    assert (current(call).version, current(call).questions) == (1, [])
    assert call.question_sets.count() == 1


def test_the_newest_version_costs_one_query(django_assert_num_queries):
    call = factories.call()
    with django_assert_num_queries(1):
        assert current(call).call == call
