"""Changing one's address: from the new mailbox, with an objection from the old one, and nothing told to others."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache

from heliograph.delivery.models import Message, Preference
from heliograph.delivery.topics import register
from heliograph.network import search
from heliograph.network.letters import RECORDS
from heliograph.network.models import AddressChange, Person
from tests.delivery.waiting import held, only_these_topics
from tests.network.account.codes import app_code, ask, give_app, letters_to, link_in, sign_in

pytestmark = pytest.mark.django_db

NEW = "new@example.org"


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False) as frozen:
        yield frozen


@pytest.fixture
def own(client, stranger):
    client.force_login(stranger)
    return client


def wish(own, address=NEW):
    return own.post("/me/address/", {"do": "ask", "email": address})


def link(address, page):
    return link_in(letters_to(address)[-1][1], f"me/address/{page}")


def test_an_address_is_taken_by_one_press_in_the_new_mailbox(own, client, stranger):
    wish(own, " New@Example.org ")
    assert f'<bdi dir="ltr">{NEW}</bdi> waits to be confirmed' in own.get("/me/").text
    mailbox = client.__class__()
    page = link(NEW, "take")
    assert "Nothing has been changed yet." in mailbox.get(page).text
    assert Person.objects.get_queryset().filter(email=NEW).count() == 0
    assert "Your address is changed" in mailbox.post(page).text
    assert "Your address is changed" in mailbox.post(page).text
    stranger.refresh_from_db()
    assert stranger.email == NEW
    assert list(Person.objects.get_queryset().filter(pk__in=search.people_with(NEW))) == [stranger]
    ask(mailbox, "someone@example.org")
    assert letters_to("someone@example.org", "sign-in")[-1][0] == "No account with this address"
    cache.clear()
    assert sign_in(mailbox, stranger).status_code == 302


def test_both_letters_say_what_is_asked_and_by_when(own):
    wish(own)
    assert [subject for subject, _text in letters_to(NEW)] == [
        "Confirm your new e-mail address by Thursday, 15 January 2026, 09:00 (UTC)"
    ]
    ((subject, _text),) = letters_to("someone@example.org")
    assert subject.startswith("Your e-mail address is to change; object by ")


def test_what_was_chosen_and_what_waits_goes_along(own, client, stranger, monkeypatch, now):
    only_these_topics(monkeypatch)
    register(RECORDS)
    Preference.objects.create(address=stranger.email, topic="bulletin", choice="digest", at=now)
    Preference.objects.create(address=stranger.email, topic="calls", choice="never", at=now)
    Preference.objects.create(address=NEW, topic="calls", choice="digest", at=now)
    waiting = held(address=stranger.email)
    wish(own)
    client.__class__().post(link(NEW, "take"))
    said = Preference.objects.order_by("topic").values_list("address", "topic", "choice")
    assert list(said) == [(NEW, "bulletin", "digest"), (NEW, "calls", "digest")]
    waiting.refresh_from_db()
    assert (waiting.address, waiting.key, waiting.state) == (NEW, NEW, "held")
    assert letters_to("someone@example.org") != []


def test_objecting_in_time_keeps_the_address(own, client, stranger):
    wish(own)
    mailbox = client.__class__()
    page = link(stranger.email, "object")
    assert "Nothing has been changed yet." in mailbox.get(page).text
    assert AddressChange.objects.get().withdrawn_at is None
    assert "Your address stays" in mailbox.post(page).text
    assert mailbox.post(link(NEW, "take")).status_code == 409
    stranger.refresh_from_db()
    assert stranger.email == "someone@example.org"
    assert own.get("/me/").status_code == 200


def test_objecting_late_gives_the_address_back_and_signs_everybody_out(own, client, stranger):
    wish(own)
    mailbox = client.__class__()
    page, take = link("someone@example.org", "object"), link(NEW, "take")
    mailbox.post(take)
    mailbox.post(page)
    stranger.refresh_from_db()
    assert stranger.email == "someone@example.org"
    assert own.get("/me/").status_code == 302
    assert mailbox.post(take).status_code == 409


def test_links_run_out_are_for_one_thing_and_cannot_be_made_up(own, client, stranger, clock):
    wish(own)
    take, away = link(NEW, "take"), link(stranger.email, "object")
    assert client.get(take.replace("/take/", "/object/")).status_code == 404
    assert client.post(take[:-12] + take[-11:]).status_code == 404
    clock.shift(3 * 86_400 + 1)
    assert client.post(take).status_code == 404
    clock.shift(4 * 86_400)
    assert client.post(away).status_code == 404
    assert AddressChange.objects.get().withdrawn_at is None


def test_a_later_wish_replaces_an_earlier_one_and_a_wish_is_taken_back(own, client):
    wish(own)
    first = link(NEW, "take")
    wish(own, "newer@example.org")
    assert client.__class__().post(first).status_code == 409
    own.post("/me/address/", {"do": "withdraw"})
    assert client.__class__().post(link("newer@example.org", "take")).status_code == 409


def test_an_address_that_somebody_has_is_answered_in_the_same_way(own, coordinator, stranger):
    shown = {}
    for address in (NEW, coordinator.email):
        answer = wish(own, address)
        page = own.get("/me/address/").text
        shown[
            answer.status_code, page.replace(address, "ADDRESS").count("ADDRESS"), len(page) - page.count(address)
        ] = 1
    assert {(status, times) for status, times, _length in shown} == {(302, 1)}
    assert letters_to(coordinator.email)[0][0] == "This address has an account already; there is nothing to confirm"
    assert "/me/address/take/" not in letters_to(coordinator.email)[0][1]


def test_an_address_that_somebody_has_got_meanwhile_is_not_taken_from_him(own, client, now):
    wish(own)
    Person.objects.create_person(NEW, now)
    answer = client.__class__().post(link(NEW, "take"))
    assert (answer.status_code, "belongs to another account by now" in answer.text) == (409, True)


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("", "Write the new address."),
        ("nonsense", "This is no e-mail address. It looks like name@example.org."),
        ("Someone@example.org", "This is your address already. Write the new one."),
    ],
)
def test_what_is_no_new_address_is_said_and_nobody_is_written_to(own, address, error):
    answer = wish(own, address)
    assert (answer.status_code, error in answer.text) == (422, True)
    assert Message.objects.count() == 0


def test_nobody_is_written_to_too_often(own):
    for _again in range(3):
        assert wish(own).status_code == 302
    assert wish(own).status_code == 429
    assert wish(own, "b@example.org").status_code == 302
    assert len(letters_to(NEW)) == 3


def test_who_has_a_second_factor_shows_it_before_changing_the_address(own, stranger):
    secret = give_app(stranger)
    assert wish(own).headers["Location"].startswith("/account/2fa/reauthenticate/")
    assert AddressChange.objects.count() == 0
    own.post("/account/2fa/reauthenticate/", {"code": app_code(secret), "next": "/me/address/"})
    assert AddressChange.objects.count() == 1
