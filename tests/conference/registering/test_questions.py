"""What registration and the questions about one's stay begin with."""

from __future__ import annotations

import pytest

from heliograph.calls.questions.desk.checking import doubts
from heliograph.calls.questions.schema import as_data, read
from heliograph.conference.registering import first_questions

BOTH = {"conference": first_questions.REGISTRATION, "follow-up": first_questions.FOLLOW_UP}


@pytest.mark.parametrize("kind", BOTH)
def test_they_are_asked_in_four_languages_and_nothing_is_doubtful(kind):
    asked = read([dict(each) for each in BOTH[kind]])
    assert doubts(asked, ("en", "fr", "es", "ar")) == []
    assert as_data(asked) == [dict(each) for each in BOTH[kind]]


def test_what_a_passport_says_is_personal_and_asked_of_those_alone_who_need_a_letter():
    asked = {each.key: each for each in read([dict(each) for each in first_questions.FOLLOW_UP])}
    of_passport = [each for each in asked.values() if each.shown is not None]
    assert [each.key for each in of_passport] == ["passport_name", "passport_number", "nationality", "born", "embassy"]
    assert all(each.personal and each.shown.question == "letter" for each in of_passport)
    assert asked["diet"].personal
    assert asked["access"].personal
