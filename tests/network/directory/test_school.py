"""The page of a school: as much as it has agreed to show, all to those who answer for it, nothing to others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def address(one):
    return f"/network/schools/{one.public_id}/"


def told(client, one):
    """What stands in the list of the school's page."""
    response = client.get(address(one))
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return {label.text: label.find_next("dd").text.strip() for label in soup.select(".told dt")}


def links(client, one):
    soup = BeautifulSoup(client.get(address(one)).content, "html.parser")
    return [link["href"] for link in soup.select("main a.button")]


def test_a_school_that_shows_everything(client):
    one = school(
        "Lycée Alpha", levels=["primary"], languages=["fr", "ee"], themes=["ocean"], web="https://alpha.example.org/",
        confirmed_on=date(2025, 6, 2), member_since=2003, latitude=6.1234, longitude=1.2345, learners="50-99",
    )  # fmt: skip
    assert told(client, one) == {
        "Town": "Lomé",
        "Country": "Togo",
        "Levels": "primary",
        "Teaching languages": "French, Ewe",
        "Themes": "ocean and water",
        "Membership": "member since 2003",
        "Record": "confirmed on Monday, 2 June 2025",
        "Web address": "https://alpha.example.org/",
    }
    page = client.get(address(one)).content.decode()
    assert [each for each in (one.email, one.identifier, "6.1234", "50-99") if each in page] == []
    assert BeautifulSoup(page, "html.parser").select_one("dd a")["rel"] == ["nofollow", "noopener"]


def test_a_school_that_shows_its_name_shows_name_town_and_country(client):
    one = school("Lycée Beta", visibility="name", web="https://beta.example.org/", confirmed_on=NOW.date())
    assert told(client, one) == {"Town": "Lomé", "Country": "Togo"}
    assert "beta.example.org" not in client.get(address(one)).content.decode()


@pytest.mark.parametrize(
    ("confirmed", "words"),
    [
        (None, "not confirmed yet"),
        (NOW.date() - timedelta(days=365), "confirmed on Sunday, 12 January 2025"),
        (NOW.date() - timedelta(days=366), "last confirmed on Saturday, 11 January 2025, not since"),
    ],
)
def test_a_record_says_how_fresh_it_is(client, confirmed, words):
    assert told(client, school(confirmed_on=confirmed))["Record"] == words


@pytest.mark.parametrize("fields", [{"visibility": "hidden"}, {"membership": "suspended"}, {"membership": "candidate"}])
def test_what_is_not_shown_is_there_only_for_those_who_answer_for_it(client, fields):
    one = school("Lycée Gamma", **fields)
    assert client.get(address(one)).status_code == 404
    for kind, place, status in [
        ("coordinator", {"country": "KE"}, 404),
        ("regional-office", {"region": "Arab States"}, 404),
        ("teacher", {"organization": school(visibility="hidden")}, 404),
        ("coordinator", {"country": "TG"}, 200),
        ("regional-office", {"region": "Africa"}, 200),
        ("teacher", {"organization": one}, 200),
        ("secretariat", {}, 200),
    ]:
        client.force_login(with_role(person(), kind, **place))
        response = client.get(address(one))
        assert response.status_code == status, kind
        assert ("This page is not public" in response.content.decode()) == (status == 200)


def test_who_may_correct_is_led_to_where_it_is_done(client):
    one = school("Lycée Alpha")
    assert links(client, one) == []
    for kind, expected in [
        ("coordinator", [reverse("network_desk:organization", args=[one.public_id])]),
        ("principal", [reverse("network:own_school", args=[one.public_id])]),
        ("teacher", []),
    ]:
        place = {"country": "TG"} if kind == "coordinator" else {"organization": one}
        client.force_login(with_role(person(), kind, **place))
        assert links(client, one) == expected, kind


def test_a_merged_record_leads_to_the_one_that_stays(client):
    stays = school("Lycée Alpha")
    between = school("Lycée Alpha bis", merged_into=stays)
    gone = school("Lycée Alpha ter", merged_into=between)
    for one in (between, gone):
        response = client.get(address(one))
        assert (response.status_code, response["Location"]) == (302, address(stays))


def test_a_merged_record_betrays_no_hidden_one(client):
    gone = school("Lycée Gamma bis", merged_into=school("Lycée Gamma", visibility="hidden"))
    assert client.get(address(gone)).status_code == 404
    client.force_login(with_role(person(), "coordinator", country="TG"))
    assert client.get(address(gone)).status_code == 302


def test_queries_are_few(client, django_assert_num_queries):
    one = school(confirmed_on=NOW.date())
    with django_assert_num_queries(3):  # the generation of finished pages, the school, the last round
        client.get(address(one))


def test_a_correction_is_seen_at_the_next_request(client, secretary):
    from heliograph.network.records import correct

    one = school("Lycée Alpha")
    assert "Lycée Alpha" in client.get(address(one)).content.decode()
    correct(one, {"visibility": "hidden"}, secretary, NOW)
    assert client.get(address(one)).status_code == 404
