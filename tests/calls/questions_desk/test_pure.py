"""Keys, lines of lists, changes of a list and what is doubtful in it: without a database."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.calls.questions.desk import changing
from heliograph.calls.questions.desk.beginning import joined
from heliograph.calls.questions.desk.checking import doubts
from heliograph.calls.questions.desk.keys import LONGEST, key_from
from heliograph.calls.questions.desk.rows import Row, as_options, read_rows, stepped, with_lines
from heliograph.calls.questions.faults import KEY
from heliograph.calls.questions.records import Option, Question, Shown
from heliograph.calls.questions.schema import as_data, kept, read
from heliograph.network.states import Refused
from tests.calls.questions_desk.conftest import QUESTIONS

ASKED = read(QUESTIONS)


def keys(questions):
    return [one.key for one in questions]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Your name?", "your_name"),
        ("Où enseignez-vous ?", "ou_enseignez_vous"),
        ("2 days", "question_2_days"),
        ("ما اسمك؟", "question"),
        ("", "question"),
        ("A question that is much too long to be the name of anything", "a_question_that_is_much_too_long_to"),
        ("x" * 60, "x" * 36),
        ("taken", "taken_2"),
    ],
)
def test_key_is_made_of_words(words, key):
    assert key_from(words, {"taken"}, "question") == key


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "question", "question_2"])))
def test_key_is_always_one_and_never_taken(words, taken):
    key = key_from(words, taken, "question")
    assert KEY.fullmatch(key)
    assert len(key) <= LONGEST
    assert key not in taken


@given(st.lists(st.tuples(st.sampled_from(["up", "down", "remove", "restore", "other"]), st.integers(-2, 6))))
def test_steps_keep_every_line(steps):
    rows = [Row({"en": name}, name) for name in "abcd"]
    for step, number in steps:
        rows = stepped(rows, step, number)
    assert sorted(row.key for row in rows) == list("abcd")


def test_lines_are_added_without_empty_ones():
    rows = with_lines([Row({"en": "A"}, "a")], " B \n\n\tC\u0000\n", "en")
    assert [row.labels for row in rows] == [{"en": "A"}, {"en": "B"}, {"en": "C"}]


def test_keys_of_lines_are_believed_once_and_only_where_they_are_known():
    post = {f"options_{number}_key": key for number, key in enumerate(["a", "a", "b"])}
    assert [row.key for row in read_rows(post, "options", ["en"], {"a"})] == ["a", "", ""]


def test_line_without_a_key_gets_a_new_one():
    rows = [Row({"en": "Yes"}), Row({"en": "Yes"}), Row({"en": "No"}, "no"), Row({"en": "Gone"}, "gone", True)]
    made = as_options(rows, "en", ["yes"], "choice")
    assert [each.key for each in made] == ["yes_2", "yes_3", "no"]


@given(st.lists(st.tuples(st.sampled_from(keys(ASKED)), st.integers(-1, 4)), max_size=6))
def test_moves_never_make_a_bad_list(moves):
    questions = ASKED
    for key, to in moves:
        with suppress(Refused):
            questions = changing.moved(questions, key, to)
    assert read(as_data(questions)) == questions
    assert sorted(keys(questions)) == sorted(keys(ASKED))


def test_question_that_is_gone_is_refused():
    with pytest.raises(Refused, match="was removed in the meantime"):
        changing.moved(ASKED, "gone", 0)


def test_replaced_question_takes_those_that_wait_with_it():
    now = changing.replaced(ASKED, "role", replace(ASKED[0], key="function"))
    assert now[1].shown == Shown("function", ("teacher",))


def test_questions_of_another_call_get_keys_of_their_own():
    now = joined(ASKED[2:], (ASKED[0], ASKED[1], replace(ASKED[2], label={"en": "Other"})), {"role", "phone"})
    assert keys(now) == ["phone", "role_2", "subject", "phone_2"]
    assert now[2].shown == Shown("role_2", ("teacher",))


def test_question_that_comes_without_what_decides_is_asked_always():
    assert joined((), (ASKED[1],), set())[0].shown is None


def test_questions_that_are_there_are_not_added_twice():
    once = joined((), ASKED, set())
    assert joined(once, ASKED, set(keys(once))) == once


def test_translated_list_raises_no_doubt():
    assert doubts(ASKED, ["en"]) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (replace(ASKED[2], why={}), "“Telephone” asks for personal data and does not say why. Write “why we ask”."),
        (
            replace(ASKED[1], shown=Shown("role", ("gone",)), required=True),
            "“Which subject do you teach?” is required and never shown: it waits for an answer that cannot be given.",
        ),
        (
            replace(ASKED[1], shown=Shown("phone", ("yes",))),
            "“Which subject do you teach?” is never shown: it waits for an answer that cannot be given.",
        ),
    ],
)
def test_doubt_is_about_its_question(changed, sentence):
    questions = tuple(changed if one.key == changed.key else one for one in ASKED)
    assert [(one.key, one.sentence) for one in doubts(questions, ["en"])] == [(changed.key, sentence)]


def test_what_waits_for_a_question_that_is_never_shown_is_never_shown_either():
    last = Question("last", "short", {"en": "Last"}, shown=Shown("second", ("a",)))
    options = (Option("a", {"en": "A"}), Option("b", {"en": "B"}))
    second = Question("second", "single", {"en": "Second"}, options=options, shown=Shown("first", ("a",)))
    assert [one.key for one in doubts((second, last), ["en"])] == ["second", "last"]


def test_untranslated_questions_are_counted_by_language():
    found = doubts(ASKED, ["en", "fr"])
    assert [one.sentence for one in found] == ["Français: 3 questions are not translated, or not wholly."]


def test_consent_needs_its_text_in_each_language():
    consent = Question("ok", "consent", {"en": "Ok", "fr": "Ok"}, settings={"text": {"en": "I agree."}})
    assert [one.sentence for one in doubts((consent,), ["en", "fr"])] == [
        "The consent “Ok” has no text in Français. It is asked there in another language.",
        "Français: 1 question is not translated, or not wholly.",
    ]


def test_many_questions_are_too_many_and_texts_are_none():
    many = tuple(Question(f"q{number}", "short", {"en": "A?"}) for number in range(15))
    text = Question("t", "text", {}, settings={"text": {"en": "Now."}})
    assert doubts((*many, text), ["en"]) == []
    (found,) = doubts((*many, replace(many[0], key="one")), ["en"])
    assert found.sentence == "These are 16 questions. A form of more than 15 questions is often left unfinished."


def test_question_of_a_type_that_is_gone_is_doubted_in_nothing():
    assert doubts(kept([{"key": "a", "type": "gone", "label": {"en": "A"}}]), ["en"]) == []
