"""The public list of sessions and the page of one: names of those alone who have agreed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from heliograph.calls.states import Verb
from tests.conference.factories import theme
from tests.conference.sessions.making import attending, conference_with_sessions, decided, given
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LIST = "/conferences/world/sessions/"
SPEAKER = {"name": "Esi", "organization": "River Institute", "email": "esi@example.org"}


@pytest.fixture
def one():
    return conference_with_sessions()


def titles(client, query: str = "") -> list[str]:
    page = client.get(f"{LIST}{query}").content.decode()
    return re.findall(r"/sessions/[0-9a-f-]{36}/\"[^>]*>([^<]+)<", page)


def test_before_anything_is_accepted_it_says_so(client, one):
    assert "Sessions stand here once the first one is accepted." in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Lakes", "Rivers"]),
        ("?format=co-working", ["Lakes"]),
        ("?theme=water", ["Rivers"]),
        ("?language=fr", ["Rivers"]),
        ("?region=asia-pacific", ["Lakes"]),
        ("?q=ama", ["Rivers"]),
        ("?q=japan", ["Lakes"]),
        ("?q=nothing", []),
    ],
)
@pytest.mark.every_case
def test_sessions_are_searched_and_filtered(client, one, query, found):
    theme(one, "water")
    given(one, attending(one, "TG", "Ama"), title="Rivers", theme="water", language="fr")
    given(one, attending(one, "JP", "Hana"), title="Lakes", format="co-working", country="JP")
    assert titles(client, query) == found


def test_only_what_stands_is_there(client, one):
    session = given(one, title="Rivers")
    decided(session.response, Verb.DECLINE)
    assert titles(client) == []
    assert client.get(f"{LIST}{session.public_id}/").status_code == 404


def test_names_stand_there_of_those_who_have_agreed(client, one):
    other = attending(one, "GH", "Kofi")
    speakers = [{**SPEAKER, "agreed": True}, {**SPEAKER, "name": "Yaw", "email": "yaw@example.org", "agreed": False}]
    session = given(one, attending(one, "TG", "Ama"), other, title="Rivers", speakers=speakers)
    for url in (LIST, f"{LIST}{session.public_id}/"):
        page = client.get(url).content.decode()
        assert "Ama" in page
        assert "Esi" in page
        assert "Kofi" not in page
        assert "Yaw" not in page
        assert "@example.org" not in re.sub(r"desk@secretariat\.example\.org", "", page)


def test_who_gives_it_puts_his_name_there_and_takes_it_off(client, one):
    other = attending(one, "GH", "Kofi")
    session = given(one, attending(one, "TG", "Ama"), other)
    url = f"{LIST}{session.public_id}/"
    client.force_login(other)
    assert "Your name does not stand on the programme." in client.get(url).content.decode()
    assert "Your name stands on the programme." in client.post(f"{url}name/", follow=True).content.decode()
    assert other.pk in session.people.exclude(shown="").values_list("person", flat=True)
    client.post(f"{url}name/", {"no": "1"})
    assert other.pk not in session.people.exclude(shown="").values_list("person", flat=True)


def test_who_does_not_give_it_cannot(client, one):
    session = given(one)
    client.force_login(person())
    page = client.post(f"{LIST}{session.public_id}/name/", follow=True).content.decode()
    assert "You do not give this session." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(client, one, count, django_assert_max_num_queries):
    for _number in range(count):
        given(one)
    with django_assert_max_num_queries(11):
        assert len(titles(client)) == count


def test_the_programme_s_page_leads_there(client, one):
    given(one)
    page = client.get("/programmes/world/").content.decode()
    assert f'href="{LIST}"' in page
    assert "1 session is given." in page
    assert "Look for a partner for a session" in page


def test_once_no_session_can_be_proposed_nobody_is_led_to_the_board(client, one):
    given(one)
    past = NOW - timedelta(days=1)
    one.sessions.deadlines.filter(kind="closes").update(at=past, until=past)
    page = client.get("/programmes/world/").content.decode()
    assert "1 session is given." in page
    assert "Look for a partner" not in page
