"""Versions, and questions taken over from another call, over HTTP."""

from __future__ import annotations

import pytest

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions.desk.saving import mark_of, questions_of
from tests.calls.factories import call, programme, response
from tests.calls.questions_desk.conftest import QUESTIONS
from tests.network.factories import person

URL = "/desk/calls/registration/questions/"


@pytest.fixture
def changed(desk, asked):
    """A call with two versions: three questions answered once, then two."""
    response(asked, person(), phone="1")
    desk.post(f"{URL}one/phone/remove/", {"seen": mark_of(questions_of(asked)[2:])})
    return asked


def test_versions_say_who_made_them_and_when(desk, changed):
    page = desk.get(f"{URL}versions/").content.decode()
    assert page.index("Version 2") < page.index("Version 1")
    assert "<bdi>Kossi</bdi>" in page
    assert "began version 2" in page


def test_old_version_is_shown_as_it_was(desk, changed):
    old, new = (desk.get(f"{URL}versions/{number}/").content.decode() for number in (1, 2))
    assert ("Telephone" in old, "Telephone" in new) == (True, False)
    assert ("Ask these questions again" in old, "Ask these questions again" in new) == (True, False)
    assert desk.get(f"{URL}versions/3/").status_code == 404


def test_old_version_is_asked_again(desk, changed):
    desk.post(f"{URL}versions/1/", {"seen": mark_of(questions_of(changed))})
    assert [one.key for one in questions_of(changed)] == ["role", "subject", "phone"]


def test_old_version_is_not_asked_again_over_the_work_of_another(desk, changed):
    assert desk.post(f"{URL}versions/1/", {"seen": "before"}).status_code == 409
    assert [one.key for one in questions_of(changed)] == ["role", "subject"]


def test_version_without_answers_is_changed_in_place(desk, asked):
    desk.post(f"{URL}one/phone/remove/", {"seen": mark_of(questions_of(asked)[2:])})
    assert QuestionSet.objects.get(call=asked).version == 1


def test_questions_of_another_own_call_are_taken_over(desk, organizer, commission):
    call("Old", programme=programme(organizer=commission), slug="old", questions=QUESTIONS)
    new = call("New", programme=programme(organizer=commission), slug="registration")
    page = desk.get(f"{URL}begin/?of=old").content.decode()
    assert page.count('name="take"') == 3
    there = desk.post(f"{URL}begin/?of=old", {"take": ["role", "subject"]})
    assert there["Location"] == URL
    assert [one.key for one in questions_of(new)] == ["role", "subject"]


def test_nothing_ticked_is_said(desk, asked, commission):
    call("Old", programme=programme(organizer=commission), slug="old", questions=QUESTIONS)
    page = desk.post(f"{URL}begin/?of=old", {})
    assert page.status_code == 422
    assert "Tick at least one question." in page.content.decode()


def test_calls_of_others_are_not_offered(desk, asked):
    call("Secret", slug="secret", questions=QUESTIONS)
    assert "secret" not in desk.get(f"{URL}begin/").content.decode()
    assert desk.get(f"{URL}begin/?of=secret").status_code == 404
    assert desk.post(f"{URL}begin/?of=secret", {"take": ["role"]}).status_code == 404
