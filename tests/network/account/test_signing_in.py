"""Signing in: nothing tells who is known, nothing can be guessed, everybody lands where he belongs."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.network.account.limits import open_again
from heliograph.network.models import Person
from tests.network.account.codes import ASK, CONFIRM, FIREFOX, ask, code_for, letters_to, sign_in

pytestmark = pytest.mark.django_db

CLOSED = [
    "/account/email/", "/account/password/change/", "/account/password/set/", "/account/password/reset/",
    "/account/confirm-email/", "/account/confirm-email/abc/", "/account/reauthenticate/", "/account/sessions/",
]  # fmt: skip
PAGES = [
    ASK, CONFIRM, "/account/login/", "/account/logout/", "/account/signup/", "/account/inactive/", "/account/2fa/",
    "/account/2fa/authenticate/", "/account/2fa/totp/activate/", "/account/2fa/recovery-codes/",
]  # fmt: skip


@pytest.fixture
def frozen(now):
    with time_machine.travel(now, tick=False) as clock:
        yield clock


def test_a_known_address_costs_as_much_as_an_unknown_one(client, coordinator):
    ask(client, "first@example.org")
    costs = {}
    for address in (coordinator.email, "nobody@example.org"):
        client.cookies.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask(client, address)
        page = client.get(CONFIRM)
        shown = page.text.replace(address, "ADDRESS")
        costs[len(queries), answer.status_code, answer.headers["Location"], len(shown)] = address
    assert len(costs) == 1, costs


def test_an_address_of_before_and_a_closed_account_open_nothing(client, coordinator):
    coordinator.is_active = False
    coordinator.save()
    ask(client, coordinator.email)
    assert letters_to(coordinator.email, "sign-in")[0][0] == "No account with this address"


def test_opening_pages_changes_nothing(client, coordinator):
    ask(client, coordinator.email)
    code, scanner = code_for(coordinator.email), client.__class__()
    tables = connection.introspection.table_names()

    def counts():
        with connection.cursor() as cursor:
            return {
                name: cursor.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
                for name in tables
                if name not in {"django_session", "network_cache"}
            }

    before = counts()
    for page in PAGES:
        scanner.get(page, {"code": code, "email": coordinator.email})
        scanner.head(page, {"code": code, "email": coordinator.email})
        client.head(page)
    assert counts() == before
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == "/desk/"


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_not_wanted_of_signing_in_has_no_page(client, coordinator, address):
    client.force_login(coordinator)
    assert client.get(address).status_code == 404


def test_asking_too_often_for_an_address_says_when_to_try_again(client, coordinator, frozen):
    for _again in range(3):
        assert ask(client, coordinator.email).status_code == 302
        frozen.shift(60)
        client.cookies.clear()
    answer = ask(client, coordinator.email.upper())
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "420")
    assert "Try again in 7 minutes." in answer.text
    assert "10:10" in answer.text
    assert len(letters_to(coordinator.email, "sign-in")) == 3
    assert ask(client, "somebody@example.org").status_code == 302
    frozen.shift(421)
    assert ask(client, coordinator.email).status_code == 302


def test_strangers_who_ask_for_an_address_keep_nobody_from_signing_in(client, coordinator, frozen):
    fresh = client.__class__
    for _again in range(4):
        ask(fresh(REMOTE_ADDR="203.0.113.7"), coordinator.email)
    assert ask(client, coordinator.email).status_code == 302


def test_an_address_is_written_to_so_often_over_all_clients_but_known_browsers_get_their_code(
    client, coordinator, frozen
):
    sign_in(client, coordinator)
    client.post("/account/logout/")
    frozen.shift(601)
    fresh = client.__class__
    for known in (coordinator.email, "nobody@example.org"):
        answers = [ask(fresh(REMOTE_ADDR=f"203.0.113.{place}"), known).status_code for place in range(13)]
        assert answers == [302] * 12 + [429]
    others = fresh()
    others.cookies["known"] = client.cookies["known"].value[:-1] + "~"
    assert ask(others, coordinator.email).status_code == 429
    assert ask(client, "nobody@example.org").status_code == 429
    assert [ask(client, coordinator.email).status_code for _again in range(4)] == [302, 302, 302, 429]


def test_wrong_codes_of_strangers_keep_nobody_from_entering_his(client, coordinator, frozen):
    for place in range(5):
        other = client.__class__(REMOTE_ADDR=f"203.0.113.{place}")
        ask(other, coordinator.email)
        for _again in range(3):
            other.post(CONFIRM, {"code": "WRONG"})
    assert sign_in(client, coordinator).headers["Location"] == "/desk/"


def test_the_cookie_of_a_known_browser_names_nobody(client, coordinator):
    sign_in(client, coordinator)
    cookie = client.cookies["known"]
    assert (coordinator.email in cookie.value, coordinator.public_id.hex in cookie.value) == (False, False)
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 86_400)


def test_that_a_code_still_opens_is_said_only_where_one_waits_in_this_browser(client, coordinator, frozen):
    told, pages = "A code that has reached you already can still be used.", set()
    for address in (coordinator.email, "nobody@example.org"):
        for _again in range(3):
            ask(client, address)
        page = ask(client, address).text
        assert told in page
        pages.add(page)
        assert told not in ask(client.__class__(), address).text
        frozen.shift(299)
    frozen.shift(302)
    for _again in range(3):
        ask(client.__class__(), coordinator.email)
    frozen.shift(300)
    assert told not in ask(client, coordinator.email).text
    assert len({len(page) for page in pages}) == 1


def test_asking_too_often_by_a_client_is_counted_over_all_addresses(client, frozen, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/10m/ip"}
    for name in ("a", "b"):
        ask(client, f"{name}@example.org")
    assert ask(client, "c@example.org").status_code == 429
    assert ask(client, "c@example.org", REMOTE_ADDR="203.0.113.7").status_code == 302


def test_a_code_is_tried_three_times_and_a_client_tries_so_many(client, coordinator, settings):
    ask(client, coordinator.email)
    code = code_for(coordinator.email)
    answers = [client.post(CONFIRM, {"code": "WRONG"}).status_code for _again in range(3)]
    assert answers == [200, 200, 302]
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == ASK
    settings.ACCOUNT_RATE_LIMITS = {"try_login_code": "1/10m/ip"}
    cache.clear()
    ask(client, coordinator.email)
    assert client.post(CONFIRM, {"code": "WRONG"}).status_code == 200
    assert client.post(CONFIRM, {"code": code_for(coordinator.email)}).status_code == 429


def test_counts_stand_in_the_database_for_all_processes(client, rf, now):
    ask(client, "a@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM network_cache WHERE cache_key LIKE %s", ["%request_login_code%"])
        assert cursor.fetchone()[0] == 3
    assert open_again(rf.post(ASK), "request_login_code", now, "a@example.org") is None


@pytest.mark.parametrize(("who", "place"), [("secretary", "/desk/"), ("coordinator", "/desk/"), ("stranger", "/me/")])
def test_everybody_lands_where_he_belongs(request, client, who, place):
    assert sign_in(client, request.getfixturevalue(who)).headers["Location"] == place


def test_a_new_browser_is_told_by_letter_and_then_known(client, coordinator):
    sign_in(client, coordinator)
    assert letters_to(coordinator.email) == []
    client.post("/account/logout/")
    sign_in(client, coordinator)
    assert letters_to(coordinator.email) == []
    cache.clear()
    other = client.__class__(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7")
    sign_in(other, coordinator)
    ((subject, text),) = letters_to(coordinator.email)
    assert subject == "You have signed in with a new browser; if it was not you, sign it out"
    assert ("Firefox on Linux" in text, "Internet address 203.0.113.7" in text) == (True, True)


def test_a_browser_is_not_known_for_somebody_else(client, coordinator, stranger):
    Person.objects.get_queryset().update(last_login=coordinator.joined_at)
    sign_in(client, coordinator)
    client.post("/account/logout/")
    sign_in(client, stranger)
    assert (len(letters_to(coordinator.email)), len(letters_to(stranger.email))) == (1, 1)


def test_the_head_of_every_page_says_who_is_signed_in(client, stranger):
    assert 'href="/me/"' not in client.get("/").text
    client.force_login(stranger)
    page = client.get("/").text
    assert '<a class="own-name" href="/me/" title="someone">' in page
    assert 'href="/account/logout/"' in page


def test_the_notice_is_in_the_language_of_the_page_that_it_stands_on(client, coordinator):
    coordinator.languages = ["fr"]
    coordinator.save()
    sign_in(client, coordinator, headers={"accept-language": "en"})
    page = client.get("/account/2fa/", headers={"accept-language": "en"})
    assert (page.headers["Content-Language"], "You are signed in as" in page.text) == ("fr", False)
    assert "Votre session est ouverte" in page.text
