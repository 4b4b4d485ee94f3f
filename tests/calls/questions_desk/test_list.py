"""The list of questions on the desk, over HTTP."""

from __future__ import annotations

import pytest
from django.test import Client

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions.desk.saving import mark_of, questions_of
from tests.calls.factories import call, programme, response
from tests.network.factories import person, school, with_role

URL = "/desk/calls/registration/questions/"


def keys(of):
    return [one.key for one in questions_of(of)]


def seen(of):
    return mark_of(questions_of(of))


def test_list_tells_each_question_in_words(desk, asked):
    page = desk.get(URL).content.decode()
    assert "What do you do at your school?" in page
    assert "1 · one of several · required" in page
    assert "Shown if “What do you do at your school?” is answered with “Teacher”." in page
    assert "3 · short text · personal data" in page


def test_list_is_in_the_readers_language(desk, asked):
    page = desk.get(f"{URL}?lang=fr").content.decode()
    assert "Que faites-vous à l’école ?" in page


def test_empty_list_says_how_to_begin(desk, organizer, commission):
    call(programme=programme(organizer=commission), slug="registration")
    assert "Nothing is asked yet." in desk.get(URL).content.decode()


def test_nobody_else_finds_the_list(asked):
    other = with_role(person(), "organizer", organization=school("Commission of Mali", kind="commission"))
    for who in (other, with_role(person(), "teacher", organization=school())):
        client = Client()
        client.force_login(who)
        assert client.get(URL).status_code == 404
        assert client.get("/desk/calls/registration/preview/").status_code == 404
        assert client.post(f"{URL}one/phone/remove/", {"seen": "x"}).status_code == 404
    assert keys(asked) == ["role", "subject", "phone"]


def test_question_moves_up_and_the_cursor_stays_at_it(desk, asked):
    there = desk.post(f"{URL}one/phone/move/", {"up": "1", "seen": seen(asked)})
    assert there["Location"] == f"{URL}?at=phone:up"
    assert keys(asked) == ["role", "phone", "subject"]


def test_question_moves_to_a_place(desk, asked):
    desk.post(f"{URL}one/phone/move/", {"place": "1", "seen": seen(asked)})
    assert keys(asked) == ["phone", "role", "subject"]


def test_question_stays_behind_what_decides_about_it(desk, asked):
    page = desk.post(f"{URL}one/subject/move/", {"up": "1", "seen": seen(asked)})
    assert page.status_code == 409
    assert "it has to come later" in page.content.decode()
    assert keys(asked) == ["role", "subject", "phone"]


def test_second_editor_is_told_and_moves_nothing(desk, asked):
    before = seen(asked)
    desk.post(f"{URL}one/phone/move/", {"up": "1", "seen": before})
    page = desk.post(f"{URL}one/phone/move/", {"up": "1", "seen": before})
    assert page.status_code == 409
    assert "Somebody else changed this while you had it open." in page.content.decode()
    assert keys(asked) == ["role", "phone", "subject"]


@pytest.mark.parametrize("place", ["", "0", "99", "-1", "x", "²", "9" * 5000])
def test_move_to_no_place_does_no_harm(desk, asked, place):
    assert desk.post(f"{URL}one/phone/move/", {"place": place, "seen": seen(asked)}).status_code in {302, 409}
    assert sorted(keys(asked)) == ["phone", "role", "subject"]


def test_copy_stands_after_it_with_a_key_of_its_own(desk, asked):
    there = desk.post(f"{URL}one/subject/copy/", {"seen": seen(asked)})
    assert there["Location"] == f"{URL}one/subject_2/?copy=1"
    assert keys(asked) == ["role", "subject", "subject_2", "phone"]
    assert questions_of(asked)[1].label == questions_of(asked)[2].label


def test_removal_asks_first_and_says_what_it_frees(desk, asked):
    page = desk.get(f"{URL}one/role/remove/").content.decode()
    assert "Which subject do you teach?" in page
    assert keys(asked) == ["role", "subject", "phone"]


def test_removed_question_frees_what_waited_for_it(desk, asked):
    mark = mark_of(questions_of(asked)[:1])
    assert desk.post(f"{URL}one/role/remove/", {"seen": mark})["Location"] == URL
    assert keys(asked) == ["subject", "phone"]
    assert questions_of(asked)[0].shown is None


def test_question_that_was_changed_meanwhile_is_not_removed(desk, asked):
    page = desk.post(f"{URL}one/role/remove/", {"seen": "before"})
    assert page.status_code == 409
    assert keys(asked) == ["role", "subject", "phone"]


def test_answered_version_stays_and_a_new_one_begins(desk, asked):
    answer = response(asked, person(), phone="1")
    assert "1 person has answered version 1; what you change now becomes version 2" in desk.get(URL).content.decode()
    desk.post(f"{URL}one/phone/remove/", {"seen": mark_of(questions_of(asked)[2:])})
    assert [len(each.questions) for each in QuestionSet.objects.filter(call=asked).order_by("version")] == [3, 2]
    answer.refresh_from_db()
    assert answer.question_set.version == 1


def test_number_of_queries_does_not_grow(desk, asked, django_assert_num_queries):
    desk.get(URL)
    with django_assert_num_queries(6):
        desk.get(URL)
    desk.post(f"{URL}one/phone/copy/", {"seen": seen(asked)})
    desk.post(f"{URL}one/phone/copy/", {"seen": seen(asked)})
    with django_assert_num_queries(6):
        desk.get(URL)
