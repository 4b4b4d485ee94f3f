"""How often links to answer are sent: by client, by client with address, and by address over all clients."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache

from heliograph.delivery.models import Message
from tests.calls.factories import call
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(client):
    to = call()

    def ask(email: str, place: str) -> int:
        return client.post(f"/calls/{to.slug}/answer/link/", {"email": email}, REMOTE_ADDR=place).status_code

    return ask


def test_strangers_who_ask_for_an_address_do_not_keep_its_owner_from_asking(ask) -> None:
    assert [ask("ama@example.org", "203.0.113.7") for _again in range(4)] == [302, 302, 302, 429]
    assert ask("ama@example.org", "203.0.113.8") == 302
    assert Message.objects.count() == 4


def test_a_mailbox_is_not_flooded_from_many_places(ask) -> None:
    answers = [ask("Ama@Example.org", f"203.0.113.{place}") for place in range(13)]
    assert answers == [*[302] * 12, 429]


def test_one_client_asks_for_so_many_addresses(ask, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "answer_link": "2/10m/ip,3/10m/key"}
    assert [ask(f"{name}@example.org", "203.0.113.7") for name in "abc"] == [302, 302, 429]


@pytest.mark.parametrize("path", ["answer/sent/", "dates.ics"])
def test_who_is_signed_out_is_asked_to_sign_in_where_a_call_is_for_those_addressed(client, path) -> None:
    found = client.get(f"/calls/{call(visibility='audience').slug}/{path}")
    assert (found.status_code, "next=" in found.headers.get("Location", "")) == (302, True)
