"""A list of questions is read strictly: every fault with its place and a sentence."""

from __future__ import annotations

import pytest

from heliograph.calls.questions.schema import BadQuestions, Option, Question, Shown, as_data, kept, problems, read
from heliograph.calls.questions.types import register, type_named, types, unregister
from heliograph.calls.questions.types.text import Short
from tests.calls.questions.asking import ask

CHOICE = ask("single", "how", options=["Post", "Mail"])
POST = CHOICE["options"][0]


def told(data):
    return [(each.place, each.sentence) for each in problems(data)]


def test_a_list_is_read_into_records_and_back():
    data = [
        CHOICE,
        {
            **ask("short", "name", label={"en": "Name", "fr": "Nom"}, required=True, personal=True),
            "help": {"en": "In full."},
            "why": {"en": "For the badge."},
            "shown": {"question": "how", "values": ["post"]},
            "settings": {"most": 80},
        },
    ]
    how, name = read(data)
    assert how == Question(
        "how", "single", {"en": "How"}, options=(Option("post", {"en": "Post"}), Option("mail", {"en": "Mail"}))
    )
    assert (name.required, name.personal, name.public) == (True, True, False)
    assert name.shown == Shown("how", ("post",))
    assert name.settings == {"most": 80}
    assert as_data((how, name)) == data
    assert kept(data) == (how, name)


def test_what_says_no_more_than_the_default_is_left_out():
    (found,) = read([ask("short", settings={"most": 200, "fills": ""}, help={"en": "  "}, why={}, required=False)])
    assert as_data([found]) == [ask("short")]


@pytest.mark.parametrize("data", [None, "", {}, 3, "short"])
def test_what_is_no_list_is_refused(data):
    with pytest.raises(BadQuestions) as refused:
        read(data)
    assert refused.value.code == "questions"
    assert refused.value.sentence == "Give a list of questions."


@pytest.mark.parametrize(
    ("question", "place"),
    [
        (None, (0,)),
        ("short", (0,)),
        ({"key": "a"}, (0,)),
        (ask("short", key="A"), (0, "key")),
        (ask("short", key="a" * 41), (0, "key")),
        (ask("short", key="", label="A"), (0, "key")),
        ({**ask("short"), "key": 3}, (0, "key")),
        (ask("rumour"), (0, "type")),
        ({**ask("short"), "type": []}, (0, "type")),
        (ask("short", label=""), (0, "label")),
        (ask("short", label={"xx": "Name"}), (0, "label")),
        (ask("short", label={"en": 3}), (0, "label", "en")),
        (ask("short", label="a" * 301), (0, "label", "en")),
        (ask("short", label="Na\x07me"), (0, "label", "en")),
        ({**ask("short"), "label": "Name"}, (0, "label")),
        (ask("short", required="yes"), (0, "required")),
        (ask("short", public=1), (0, "public")),
        (ask("short", personal=True), (0, "why")),
        (ask("short", options=["Post", "Mail"]), (0, "options")),
        (ask("single"), (0, "options")),
        (ask("single", options=["Post"]), (0, "options")),
        (ask("single", options=["Post", "Post"]), (0, "options", 1, "key")),
        ({**CHOICE, "options": [{"key": "_other", "label": {"en": "A"}}, POST]}, (0, "options", 0, "key")),
        ({**CHOICE, "options": [{"key": "a"}, POST]}, (0, "options", 0)),
        ({**CHOICE, "options": "post"}, (0, "options")),
        (ask("short", settings={"color": "red"}), (0, "settings")),
        (ask("short", settings=[]), (0, "settings")),
        (ask("short", settings={"most": 0}), (0, "settings", "most")),
        (ask("short", settings={"most": True}), (0, "settings", "most")),
        (ask("short", settings={"most": "80"}), (0, "settings", "most")),
        (ask("short", settings={"fills": "password"}), (0, "settings", "fills")),
        (ask("number", settings={"least": 5, "most": 4}), (0, "settings", "most")),
        (ask("number", settings={"least": float("nan")}), (0, "settings", "least")),
        (ask("number", settings={"decimals": 7}), (0, "settings", "decimals")),
        (ask("date", settings={"least": "2026-02-30"}), (0, "settings", "least")),
        (ask("date", settings={"least": "2026-02-02", "most": "2026-01-01"}), (0, "settings", "most")),
        (ask("multiple", options=["Post", "Mail"], settings={"least": 3}), (0, "settings", "least")),
        (ask("multiple", options=["Post", "Mail"], settings={"most": 3}), (0, "settings", "most")),
        (ask("file", settings={"kinds": ["program"]}), (0, "settings", "kinds")),
        (ask("file", settings={"kinds": []}), (0, "settings", "kinds")),
        (ask("consent"), (0, "settings", "text")),
        (ask("consent", settings={"text": {}}), (0, "settings", "text")),
        (ask("counts", settings={"rows": [{"key": "r", "label": {"en": "R"}}]}), (0, "settings", "columns")),
        (ask("text", settings={"text": {"en": "Read this."}}, required=True), (0,)),
        (ask("short", shown={"question": "how", "values": ["post"]}), (0, "shown")),
        (ask("short", shown={"question": "a", "values": ["post"]}), (0, "shown")),
        (ask("short", shown={"question": "a"}), (0, "shown")),
        (ask("short", shown="a"), (0, "shown")),
        (ask("short", colour="red"), (0,)),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(question, place):
    assert [found for found, _sentence in told([question])] == [place]


@pytest.mark.parametrize("values", [["letter"], ["post", "letter"], ["_other"], ["yes"]])
def test_a_question_can_only_wait_for_an_answer_that_can_be_given(values):
    waiting = ask("short", shown={"question": "how", "values": values})
    assert [place for place, _sentence in told([CHOICE, waiting])] == [(1, "shown")]


def test_only_a_choice_or_a_consent_decides():
    texts = [ask("short", "b"), ask("ranked", "c", options=["Post", "Mail"])]
    waiting = [
        ask("short", f"w{number}", shown={"question": key, "values": ["post"]}) for number, key in enumerate("bc")
    ]
    assert [place for place, _sentence in told([*texts, *waiting])] == [(2, "shown"), (3, "shown")]
    consent = ask("consent", "ok", settings={"text": {"en": "I agree."}})
    assert told([consent, ask("short", shown={"question": "ok", "values": ["yes"]})]) == []


def test_words_of_ones_own_decide_too_where_they_are_offered():
    how = {**CHOICE, "settings": {"other": True}}
    assert told([how, ask("short", shown={"question": "how", "values": ["_other"]})]) == []


def test_all_faults_are_told_at_once_in_words():
    with pytest.raises(BadQuestions) as refused:
        read([ask("short", key="B"), ask("single", options=["Post", "Post"]), ask("short", label={"fr": "x" * 400})])
    assert [str(each) for each in refused.value.problems] == [
        "Question 1: Name it with 1 to 40 small letters from a to z, digits, hyphens and underscores.",
        "Question 2, line 2: “post” is there twice. Give each a name of its own.",
        "Question 3: “a” is there twice. Give each a name of its own.",
        "Question 3, French: Shorten this text to 300 characters.",
    ]


def test_there_are_a_hundred_questions_at_most():
    data = [ask("short", f"k{number}") for number in range(101)]
    assert len(read(data[:100])) == 100
    assert told(data) == [((), "Ask 100 questions at most; here are 101.")]


def test_a_type_is_added_and_taken_away_without_a_change_elsewhere():
    class Shout(Short):
        key = "shout"

        def clean(self, asked, raw):
            return super().clean(asked, raw.upper())

    register(Shout())
    try:
        assert "shout" in [each.key for each in types()]
        assert read([ask("shout")])[0].type == "shout"
    finally:
        unregister("shout")
    assert type_named("shout") is None
    assert [place for place, _sentence in told([ask("shout")])] == [(0, "type")]
