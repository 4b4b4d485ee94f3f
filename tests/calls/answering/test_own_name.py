"""Who is known by an address alone is asked for his name, and need not say it."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.calls.answering import links
from heliograph.calls.models import Response
from heliograph.network.models import Person
from tests.calls.answering.forms import WHY, by_script, posted
from tests.calls.factories import call
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
AMA = "ama@example.org"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def url() -> str:
    to = call(questions=[WHY])
    return f"/calls/{to.slug}/answer/with/{links.token_for_address(AMA, to)}/"


@pytest.mark.parametrize("name", ["Ama Mensah", ""])
def test_with_the_answer_goes_the_name(client, url, name) -> None:
    page = client.get(url)
    assert "Your name" in page.content.decode()
    assert client.post(url, posted(page, send="1", q_why="Peace", **{"own-name": name})).status_code == 200
    one = Response.objects.select_related("person").get()
    assert (one.person.email, one.person.name, one.name) == (AMA, name, "")
    assert ("Your name" in client.get(f"{url}?response={one.public_id}").content.decode()) is not bool(name)


def test_half_a_name_is_not_kept_while_he_still_writes(client, url) -> None:
    page = client.get(url)
    by_script(client, url, posted(page, q_why="Pea", **{"own-name": "Am"}))
    assert Person.objects.get(email=AMA).name == ""
    kept = Response.objects.get()
    again = client.get(f"{url}?response={kept.public_id}")
    assert client.post(url, posted(again, send="1", q_why="Peace", **{"own-name": "Ama"})).status_code == 200
    assert Person.objects.get(email=AMA).name == "Ama"


def test_who_has_a_name_is_not_asked_and_not_renamed(client) -> None:
    client.force_login(person(AMA, name="Ama"))
    address = f"/calls/{call(questions=[WHY]).slug}/answer/"
    page = client.get(address)
    assert "Your name" not in page.content.decode()
    client.post(address, posted(page, send="1", q_why="Peace", **{"own-name": "Esi"}))
    assert Person.objects.get(email=AMA).name == "Ama"
