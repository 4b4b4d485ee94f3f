"""Choices, orders, tables of counts and consents."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.calls.questions.asking import ask, cleaned, fault, form
from tests.network.factories import NOW

ABC = ["A", "B", "C"]
TEXT = {"en": "I agree.", "fr": "J’accepte."}
TABLE = {
    "rows": [{"key": "r1", "label": {"en": "6–9 years"}}, {"key": "r2", "label": {"en": "10–13 years"}}],
    "columns": [{"key": "girls", "label": {"en": "Girls"}}, {"key": "boys", "label": {"en": "Boys"}}],
}
AGREED = {
    "agreed": True,
    "text": "I agree.",
    "language": "en",
    "digest": sha256(b"I agree.").hexdigest(),
    "at": "2026-01-12T09:00:00+00:00",
}


def test_one_is_chosen():
    assert cleaned(ask("single", options=ABC), "b") == "b"
    assert cleaned(ask("single", options=ABC), "") is None
    assert fault(ask("single", options=ABC, required=True), "") == "Choose one of these."


@pytest.mark.parametrize("given", ["z", "_other", "B", "a\u202e", "a' OR 1"])
@pytest.mark.parametrize("type_", ["single", "multiple"])
def test_what_is_not_offered_is_refused(type_, given):
    assert fault(ask(type_, options=ABC), given) == "What you chose is not offered any more. Choose among these."


def test_a_long_choice_is_a_list():
    question = ask("single", options=[f"O{number}" for number in range(20)])
    assert "<select" in str(form(question))
    assert cleaned(question, "o3") == "o3"
    assert cleaned(question, "o3", initial={"a": "o4"}) == "o3"


def test_other_needs_words():
    question = ask("single", options=ABC, settings={"other": True})
    assert cleaned(question, {"": "_other", ".other": " by  post "}) == {"_other": "by post"}
    assert cleaned(question, {"": "a", ".other": "by post"}) == "a"
    assert fault(question, {"": "_other", ".other": " "}) == "You chose “Other”: say in a few words what you mean."
    assert fault(question, {"": "_other", ".other": "x" * 201}).startswith("This is 201 characters long")


def test_several_are_kept_in_the_order_of_the_options_each_once():
    question = ask("multiple", options=ABC, settings={"other": True})
    assert cleaned(question, {"": ["_other", "c", "a", "c"], ".other": "D"}) == ["a", "c", {"_other": "D"}]
    assert cleaned(question, {}) is None


def test_how_many_are_chosen_is_limited():
    question = ask("multiple", options=ABC, settings={"least": 2, "most": 2})
    assert cleaned(question, ["a", "b"]) == ["a", "b"]
    assert cleaned(question, []) is None
    assert fault(question, ["a"]) == "Choose at least 2 of these."
    assert fault(question, ["a", "b", "c"]) == "Choose 2 of these at most."


def test_ranks_become_an_order():
    question = ask("ranked", options=ABC)
    assert cleaned(question, {".a": "2", ".b": "", ".c": "1"}) == ["c", "a"]
    assert cleaned(question, {}) is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({".a": "1", ".b": "1"}, "Two have the number 1: “A” and “B”. Give one of them another."),
        ({".a": "1", ".b": "3"}, "Nothing has the number 2 yet. Number from 1 on without a gap."),
        ({".b": "2"}, "Nothing has the number 1 yet. Number from 1 on without a gap."),
        ({".a": "4"}, "Choose a number from 1 to 3."),
        ({".a": "0"}, "Choose a number from 1 to 3."),
        ({".a": "x"}, "Choose a number from 1 to 3."),
    ],
)
def test_what_is_no_order_is_told_how_to_mend_it(given, said):
    assert fault(ask("ranked", options=ABC), given) == said


def test_only_as_many_ranks_are_offered_as_are_wanted():
    question = ask("ranked", options=ABC, settings={"least": 2, "most": 2})
    assert fault(question, {".a": "3"}) == "Choose a number from 1 to 2."
    assert fault(question, {".a": "1"}) == "Choose at least 2 of these."


def test_counts_are_kept_where_they_were_filled_in():
    given = {".r1.girls": "12", ".r1.boys": "0", ".r2.boys": " ", ".r3.girls": "7"}
    assert cleaned(ask("counts", settings=TABLE), given) == {"r1": {"girls": 12, "boys": 0}}
    assert cleaned(ask("counts", settings=TABLE), {}) is None
    assert fault(ask("counts", settings=TABLE, required=True), {}) == "Fill in at least one number."


@pytest.mark.parametrize("typed", ["-1", "1.5", "x", "9" * 12, "9" * 1000, "1e2"])
def test_a_count_that_is_none_is_named_with_its_place(typed):
    said = "“10–13 years”, “Girls”: write a whole number from 0 to 10,000,000, in digits."
    assert fault(ask("counts", settings=TABLE), {".r2.girls": typed}) == said


def test_totals_are_shown():
    html = str(form(ask("counts", settings=TABLE), initial={"a": {"r1": {"girls": 12, "boys": 3}, "r2": {"girls": 1}}}))
    assert html.count("<output data-row>15</output>") == 1
    assert "<output data-column>13</output>" in html
    assert "<output data-all>16</output>" in html


def test_consent_keeps_the_exact_text_and_when_it_was_given():
    question = ask("consent", settings={"text": TEXT})
    assert cleaned(question, "yes") == AGREED
    assert cleaned(question, "") is None
    assert cleaned(question, "on") is None
    french = cleaned(question, "yes", language="fr", languages=["fr"])
    assert (french["text"], french["language"]) == ("J’accepte.", "fr")


def test_a_consent_that_is_asked_for_is_needed():
    question = ask("consent", required=True, settings={"text": TEXT})
    assert fault(question, "") == "Your answer can only be sent if you agree to this."


def test_an_earlier_consent_stands_while_its_text_does():
    earlier = {**AGREED, "at": "2025-11-02T08:00:00+00:00"}
    question = ask("consent", settings={"text": TEXT})
    assert "checked" in str(form(question, initial={"a": earlier}))
    assert cleaned(question, "yes", initial={"a": earlier}) == earlier
    assert cleaned(question, "yes", initial={"a": earlier}, language="fr", languages=["fr"]) == earlier


def test_a_consent_to_another_text_is_to_be_given_anew():
    earlier = {**AGREED, "at": "2025-11-02T08:00:00+00:00"}
    question = ask("consent", settings={"text": {"en": "I agree to all."}})
    assert "checked" not in str(form(question, initial={"a": earlier}))
    found = cleaned(question, "yes", initial={"a": earlier})
    assert (found["text"], found["at"]) == ("I agree to all.", NOW.isoformat())
