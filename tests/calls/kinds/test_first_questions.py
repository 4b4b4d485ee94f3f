"""What calls of the plain kinds ask to begin with."""

from __future__ import annotations

import pytest

from heliograph.calls.kinds import kinds
from heliograph.calls.questions.desk.checking import doubts
from heliograph.calls.questions.schema import as_data, read

PLAIN = ("registration", "interest", "application", "proposal", "contribution")
TONGUES = ("en", "fr", "es", "ar")


def questions(key):
    return next(kind for kind in kinds() if kind.key == key).defaults.questions


@pytest.mark.parametrize("key", PLAIN)
def test_a_kind_asks_a_few_questions_in_four_languages_and_nothing_is_doubtful(key) -> None:
    asked = read(list(questions(key)))
    assert 3 <= len(asked) <= 5
    assert doubts(asked, TONGUES) == []
    assert as_data(asked) == [dict(each) for each in questions(key)]


def test_what_is_asked_fits_the_kind() -> None:
    assert {key: [(each["key"], each["type"]) for each in questions(key)] for key in PLAIN} == {
        "registration": [("badge", "short"), ("role", "short"), ("needs", "long"), ("language", "language")],
        "interest": [("level", "single"), ("learners", "number"), ("contact", "email")],
        "application": [("level", "single"), ("languages", "short"), ("themes", "multiple"), ("why", "long")],
        "proposal": [("title", "short"), ("summary", "long"), ("language", "language")],
        "contribution": [
            ("title", "short"), ("summary", "long"), ("language", "language"), ("file", "file"), ("publish", "consent"),
        ],
    }  # fmt: skip


def test_personal_data_say_why_they_are_asked() -> None:
    personal = [each for key in PLAIN for each in questions(key) if each.get("personal")]
    assert [each["key"] for each in personal] == ["badge", "needs", "contact"]
    assert all(set(each["why"]) == set(TONGUES) for each in personal)
