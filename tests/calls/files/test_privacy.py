"""What a person takes away of his files, and what becomes of them."""

from __future__ import annotations

import pytest

from heliograph.calls.files.held import register_files
from heliograph.calls.models import AnswerFile, Response
from heliograph.network.account.erasing import erase
from heliograph.network.account.holdings import holdings
from tests.calls.factories import call, response
from tests.calls.files.making import kept
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


def exported(who):
    register_files()
    return list(next(one for one in holdings() if one.slug == "answer-files").export(who))


def test_a_person_takes_away_the_list_of_his_files():
    who = person()
    file = kept(response(call(), who), name="mine.txt")
    kept(response(call()), name="other.txt")
    assert exported(who) == [
        {
            "public_id": file.public_id,
            "answer": file.response.public_id,
            "question": "file",
            "name": "mine.txt",
            "content_type": "text/plain",
            "size": 11,
            "sent_at": NOW,
        }
    ]


def test_files_of_his_own_answers_go_and_those_of_his_school_stay():
    at = school()
    who = with_role(person(), "teacher", organization=at)
    own = kept(response(call(), who))
    drafted = kept(response(call(), who))
    Response.objects.filter(pk=drafted.response_id).update(state="draft")
    of_school = kept(response(call(respondent="organization"), who, at))
    about = response(call(limit="many"))
    Response.objects.filter(pk=about.pk).update(slot=f"p{who.pk}:token")
    given_for_him = kept(about)
    stranger = response(call())
    Response.objects.filter(pk=stranger.pk).update(slot=f"p{who.pk}0")
    of_stranger = kept(stranger)
    assert {own, drafted, given_for_him} <= set(AnswerFile.objects.all())
    erase(who, who, NOW)
    assert set(AnswerFile.objects.all()) == {of_school, of_stranger}


def test_files_of_a_country_stay():
    who = with_role(person(), "coordinator", country="TG")
    with_role(person(), "coordinator", country="TG")
    answer = response(call(respondent="country"), who)
    Response.objects.filter(pk=answer.pk).update(slot="cTG", country="TG")
    file = kept(answer)
    erase(who, who, NOW)
    assert list(AnswerFile.objects.all()) == [file]
