"""The oldest mailbox that may still object takes the account back, however often the address was changed since."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from heliograph.network import people
from heliograph.network.account.letters import confirm_erasing
from heliograph.network.models import AddressChange, Person, PersonEntry
from tests.network.account.codes import factors, give_app, letters_to, link_in

pytestmark = pytest.mark.django_db

A, B1, B2 = "someone@example.org", "b1@example.org", "b2@example.org"


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False) as frozen:
        yield frozen


@pytest.fixture
def mailbox(client):
    """A browser in which nobody is signed in."""
    return client.__class__()


@pytest.fixture
def own(client, stranger, mailbox, clock):
    """A browser that has moved the account of A to B1 and on to B2, an hour apart."""
    client.force_login(stranger)
    for address in (B1, B2):
        ask(client, address)
        mailbox.post(link(address, "take"))
        clock.shift(3600)
    return client


def ask(own, address):
    assert own.post("/me/address/", {"do": "ask", "email": address}).status_code == 302


def link(address, page):
    """The newest link to a page about the address in the letters to a mailbox."""
    texts = [text for _subject, text in letters_to(address) if f"/me/address/{page}/" in text]
    return link_in(texts[-1], f"me/address/{page}")


def holder():
    return AddressChange.objects.all()[0].person.email


def test_the_oldest_mailbox_takes_the_account_back_from_all_later_ones(own, mailbox):
    ask(own, "b3@example.org")
    page = link(A, "object")
    assert "Nothing has been changed yet." in mailbox.get(page).text
    assert holder() == B2
    assert mailbox.post(page).status_code == 200
    assert holder() == A
    assert own.get("/me/").status_code == 302
    for address in (B1, B2, "b3@example.org"):
        assert mailbox.post(link(address, "take")).status_code == 409, address
    for later in (link(B1, "object"), link(B2, "object")):
        assert (mailbox.get(later).status_code, mailbox.post(later).status_code) == (409, 409)
    assert "Your address stays" in mailbox.post(page).text
    assert holder() == A
    assert letters_to(A)[-1][0] == "Your account has its address back; sign in and look at it"
    assert [letters_to(address)[-1][0] for address in (B1, B2)] == ["An account has gone from this address"] * 2
    assert A not in letters_to(B2)[-1][1]


def test_a_mailbox_in_between_gives_way_to_the_oldest_one(own, mailbox):
    mailbox.post(link(B1, "object"))
    assert holder() == B1
    mailbox.post(link(A, "object"))
    assert holder() == A


def test_an_undone_change_has_no_say_in_later_ones(own, mailbox, client, stranger):
    undone = link(B1, "object")
    mailbox.post(link(A, "object"))
    stranger.refresh_from_db()
    client.force_login(stranger)
    ask(client, "own@example.org")
    mailbox.post(link("own@example.org", "take"))
    assert mailbox.post(undone).status_code == 409
    assert holder() == "own@example.org"


def test_objecting_to_a_wish_that_was_replaced_undoes_the_one_that_replaced_it(client, stranger, mailbox):
    client.force_login(stranger)
    ask(client, B1)
    page = link(A, "object")
    ask(client, B2)
    mailbox.post(link(B2, "take"))
    mailbox.post(page)
    assert holder() == A


def test_factors_set_up_since_are_taken_off_and_those_of_before_stay(client, stranger, mailbox, clock):
    client.force_login(stranger)
    ask(client, B1)
    clock.shift(60)
    give_app(stranger)
    mailbox.post(link(B1, "take"))
    mailbox.post(link(A, "object"))
    assert factors(stranger) == []
    give_app(stranger)
    clock.shift(60)
    mailbox.post(link(A, "object"))
    assert factors(stranger) == ["recovery_codes", "totp"]


def test_what_the_desk_has_set_since_stays(own, mailbox, stranger, secretary, clock):
    stranger.refresh_from_db()
    clock.shift(60)
    people.change_address(stranger, "desk@example.org", "By telephone", secretary, timezone.now())
    assert mailbox.post(link(A, "object")).status_code == 409
    PersonEntry.objects.update(by=stranger)
    mailbox.post(link(A, "object"))
    assert holder() == A


def test_nobody_erases_himself_while_an_old_mailbox_may_object(own, mailbox, stranger, clock):
    refused = own.get("/me/erase/").text
    assert "The mailbox you had before can object until Monday, 19 January 2026, 10:00 (UTC)." in refused
    own.post("/me/erase/")
    assert [subject for subject, _text in letters_to(B2) if "erased" in subject] == []
    stranger.refresh_from_db()
    confirm_erasing(stranger, timezone.now())
    page = link_in(letters_to(B2)[-1][1], "me/erase")
    assert "can object until" in mailbox.post(page).text
    assert mailbox.post(link(A, "object")).status_code == 200
    assert mailbox.post(page).status_code == 404
    assert holder() == A


def test_one_erases_oneself_once_nobody_can_object(own, clock):
    clock.shift(timedelta(days=7))
    own.force_login(Person.objects.get(email=B2))
    assert "can object until" not in own.get("/me/erase/").text


def test_signing_out_everywhere_else_ends_a_letter_about_erasing(client, stranger, mailbox):
    client.force_login(stranger)
    client.post("/me/erase/")
    page = link_in(letters_to(A)[-1][1], "me/erase")
    assert mailbox.get(page).status_code == 200
    client.post("/me/sessions/")
    assert mailbox.get(page).status_code == 404
