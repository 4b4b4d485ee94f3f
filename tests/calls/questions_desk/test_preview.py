"""A call as a respondent sees it, over HTTP."""

from __future__ import annotations

import pytest

from heliograph.calls.models import Response
from heliograph.network.audiences.changing import add_audience
from heliograph.network.audiences.parsing import parse
from tests.network.factories import NOW, person, school, with_role

URL = "/desk/calls/registration/preview/"


@pytest.fixture
def for_teachers(asked):
    """The call, addressed to teachers of Togo, answered for a school."""
    rule = {"all": [{"clause": "role", "values": ["teacher"]}, {"clause": "country", "values": ["TG"]}]}
    asked.audience, asked.respondent = add_audience("Teachers of Togo", parse(rule), None, NOW), "organization"
    asked.save()
    return asked


def text(page):
    return page.content.decode()


@pytest.mark.parametrize(
    ("who", "country", "said"),
    [
        ("teacher", "TG", "may answer."),
        ("teacher", "KE", "may not answer."),
        ("coordinator", "TG", "may not answer."),
        ("", "", "may not answer."),
    ],
)
def test_role_is_judged_as_the_call_judges(desk, for_teachers, who, country, said):
    assert said in text(desk.get(URL, {"who": who, "country": country}))


def test_reasons_and_whom_one_answers_for_are_told(desk, for_teachers):
    page = text(desk.get(URL, {"who": "teacher", "country": "TG"}))
    assert "You are a teacher." in page
    assert "for the school at which he has the role" in page


def test_person_one_may_see_is_judged_in_his_zone(client, secretary, for_teachers):
    client.force_login(secretary)
    at = school("School of Kara")
    with_role(person("ama@example.org", name="Ama", zone="Africa/Nairobi"), "teacher", organization=at)
    page = text(client.get(URL, {"who": "person", "address": "AMA@example.org"}))
    assert "<bdi>Ama</bdi>: may answer." in page
    assert "<bdi>School of Kara</bdi>" in page
    assert "Nairobi time" in page
    assert "<bdi>Ama</bdi>: may answer." in text(client.get(URL, {"who": "", "address": "ama@example.org"}))


def test_person_whom_one_may_not_see_is_nobody(desk, for_teachers):
    with_role(person("ama@example.org", name="Ama"), "teacher", organization=school())
    there, nobody = (
        text(desk.get(URL, {"who": "person", "address": f"{name}@example.org"})) for name in ("ama", "eve")
    )
    assert "Nobody of those has the address you wrote." in there
    assert "Ama" not in there
    assert there.replace("ama@", "eve@").replace("ama%40", "eve%40") == nobody


def test_form_is_shown_in_the_language_and_cannot_be_sent(desk, asked):
    page = text(desk.get(URL, {"in": "fr"}))
    assert 'class="as-seen" lang="fr" dir="ltr"' in page
    assert "Que faites-vous à l’école ?" in page
    assert "<button disabled>Envoyer</button>" in page
    assert Response.objects.count() == 0


@pytest.mark.parametrize("query", [{"in": "xx"}, {"who": "king"}, {"country": "XX"}, {"address": "no address"}])
def test_what_makes_no_sense_does_no_harm(desk, asked, query):
    assert desk.get(URL, query).status_code == 200


def test_draft_says_that_nobody_can_answer_yet(desk, asked):
    asked.status = "draft"
    asked.save()
    assert "Nobody can answer just now: the state of the call is “draft”." in text(desk.get(URL))
