"""The second factor: required of the secretariat, asked for at sign-in, and taken off whom it locks out."""

from __future__ import annotations

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from heliograph.config import cli
from heliograph.network.account.factor import reset_second_factor
from heliograph.network.states import Refused
from tests.conftest import person_with
from tests.network.account.codes import FACTOR, app_code, factors, give_app, letters_to, sign_in

pytestmark = pytest.mark.django_db

AGAIN, APP, CODES = "/account/2fa/reauthenticate/", "/account/2fa/totp/activate/", "/account/2fa/recovery-codes/"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = True


def set_up(client, callbacks):
    """Set up an app as the page says; the answer."""
    secret = re.search(r'<code class="key" dir="ltr">(\w+)</code>', client.get(APP).text)[1]
    with callbacks(execute=True):
        return secret, client.post(APP, {"code": app_code(secret)})


def test_the_secretariat_gets_nowhere_without_a_factor_and_then_where_it_wanted_to_go(
    client, secretary, required, django_capture_on_commit_callbacks
):
    assert sign_in(client, secretary).headers["Location"] == "/desk/"
    for page in ("/desk/mailings/", "/", "/me/", "/me/data/download/"):
        assert client.get(page).headers["Location"] == "/account/2fa/", page
    assert client.post("/me/sessions/").status_code == 302
    client.get("/desk/issues/?q=1")
    assert "A code by e-mail alone is not enough for that" in client.get("/account/2fa/").text
    assert client.get("/account/logout/").status_code == 200
    _secret, done = set_up(client, django_capture_on_commit_callbacks)
    assert done.headers["Location"] == CODES
    codes = client.get(CODES)
    assert len(re.findall(r'<li><code dir="ltr">\d{8}</code></li>', codes.text)) == 10
    assert '<a class="button" href="/desk/issues/?q=1">' in codes.text
    assert client.get("/desk/issues/?q=1").status_code == 200
    assert [subject for subject, _text in letters_to(secretary.email)] == [
        "Your second factor has changed; if it was not you, tell us"
    ]


def test_nobody_else_needs_a_factor_nor_the_secretariat_where_it_is_not_required(
    client, secretary, coordinator, settings
):
    settings.SECOND_FACTOR = True
    client.force_login(coordinator)
    assert client.get("/me/").status_code == 200
    settings.SECOND_FACTOR = False
    client.force_login(secretary)
    assert client.get("/me/").status_code == 200


def test_a_session_from_before_shows_the_factor_once(client, secretary, required):
    secret = give_app(secretary)
    client.force_login(secretary)
    answer = client.get("/desk/issues/")
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fdesk%2Fissues%2F"
    shown = client.post(AGAIN, {"code": app_code(secret), "next": "/desk/issues/"})
    assert shown.headers["Location"] == "/desk/issues/"
    assert client.get("/desk/issues/").status_code == 200


def test_who_has_an_app_is_asked_for_its_code_at_sign_in(client, coordinator):
    secret = give_app(coordinator)
    assert sign_in(client, coordinator).headers["Location"] == FACTOR
    assert client.get("/me/").headers["Location"].startswith("/account/login/code/")
    page = client.post(FACTOR, {"code": "000000"})
    assert "This code is not right." in page.text
    assert client.post(FACTOR, {"code": app_code(secret)}).headers["Location"] == "/desk/"
    assert client.get("/me/").status_code == 200


def test_a_code_of_the_app_opens_once_in_all_its_time(client, coordinator, now):
    secret = give_app(coordinator)
    with time_machine.travel(now, tick=False) as clock:
        code = app_code(secret, steps=1)
        sign_in(client, coordinator)
        assert client.post(FACTOR, {"code": code}).status_code == 302
        clock.shift(45)
        other = client.__class__()
        sign_in(other, coordinator)
        assert other.post(FACTOR, {"code": code}).status_code == 200


def test_the_code_that_set_up_the_app_opens_nothing_more(client, coordinator, now, django_capture_on_commit_callbacks):
    with time_machine.travel(now, tick=False):
        client.force_login(coordinator)
        secret, _done = set_up(client, django_capture_on_commit_callbacks)
        other = client.__class__()
        sign_in(other, coordinator)
        assert other.post(FACTOR, {"code": app_code(secret)}).status_code == 200
        assert other.post(FACTOR, {"code": app_code(secret, steps=1)}).status_code == 302


def test_a_code_to_recover_with_opens_once(client, coordinator):
    give_app(coordinator)
    code = Authenticator.objects.get(user=coordinator, type="recovery_codes").wrap().get_unused_codes()[3]
    for status in (302, 200):
        browser = client.__class__()
        sign_in(browser, coordinator)
        assert browser.post(FACTOR, {"code": code}).status_code == status


def test_guessing_the_code_ends_after_five_times(client, coordinator):
    secret = give_app(coordinator)
    sign_in(client, coordinator)
    for _again in range(5):
        assert "This code is not right." in client.post(FACTOR, {"code": "000000"}).text
    assert "Too many wrong codes." in client.post(FACTOR, {"code": app_code(secret)}).text


def test_the_last_factor_of_the_secretariat_stays_while_it_is_required(client, secretary, required):
    secret = give_app(secretary)
    client.force_login(secretary)
    client.post(AGAIN, {"code": app_code(secret)})
    page = client.post("/account/2fa/totp/deactivate/")
    assert "this is your only one" in page.text
    assert factors(secretary) == ["recovery_codes", "totp"]


def test_taking_the_app_away_takes_the_codes_and_is_told(client, coordinator):
    secret = give_app(coordinator)
    client.force_login(coordinator)
    assert client.get("/account/2fa/totp/deactivate/").headers["Location"].startswith(AGAIN)
    client.post(AGAIN, {"code": app_code(secret)})
    client.post("/account/2fa/totp/deactivate/")
    assert factors(coordinator) == []
    assert "is no longer your second factor" in letters_to(coordinator.email)[0][1]


def test_a_factor_that_is_gone_was_not_shown(client, coordinator, settings):
    secret = give_app(coordinator)
    client.force_login(coordinator)
    client.post(AGAIN, {"code": app_code(secret)})
    client.post("/account/2fa/totp/deactivate/")
    settings.SECOND_FACTOR = True
    coordinator.roles.update(kind="secretariat", country="")
    assert client.get("/me/").headers["Location"] == "/account/2fa/"


def test_who_has_a_passkey_alone_is_asked_for_it_first(client, secretary, required):
    Authenticator.objects.create(user=secretary, type="webauthn", data={"name": "Key", "credential": {}})
    Authenticator.objects.create(user=secretary, type="recovery_codes", data={"seed": "none", "used_mask": 0})
    client.force_login(secretary)
    assert client.get("/me/").headers["Location"] == "/account/2fa/passkeys/again/?next=%2Fme%2F"


def test_secrets_lie_encrypted(coordinator):
    secret = give_app(coordinator)
    kept = Authenticator.objects.get(user=coordinator, type="totp").data["secret"]
    assert (secret in kept, kept.startswith("gAAAA")) == (False, True)


def test_after_a_change_of_the_sites_key_no_code_fits_and_nothing_breaks(client, coordinator, settings):
    secret = give_app(coordinator)
    settings.SECRET_KEY = "another"
    sign_in(client, coordinator)
    assert client.post(FACTOR, {"code": app_code(secret)}).status_code == 200


def test_somebody_else_of_the_secretariat_takes_a_lost_factor_off(client, secretary, coordinator, now):
    give_app(coordinator)
    client.force_login(coordinator)
    reset_second_factor(coordinator, secretary, now)
    assert factors(coordinator) == []
    assert client.get("/me/").status_code == 302
    assert "desk has taken the second factor off your account" in letters_to(coordinator.email)[0][1]
    with pytest.raises(Refused) as refused:
        reset_second_factor(coordinator, secretary, now)
    assert refused.value.code == "no-factor"
    with pytest.raises(Refused) as refused:
        reset_second_factor(secretary, secretary, now)
    assert refused.value.code == "own-factor"


def test_the_operator_takes_the_last_secretarys_factor_off(secretary, capsys):
    give_app(secretary)
    assert cli.main(["reset-second-factor", secretary.email.upper()]) == 0
    assert factors(secretary) == []
    assert cli.main(["reset-second-factor", secretary.email]) == 1
    assert cli.main(["reset-second-factor", "nobody@example.org"]) == 1
    assert "This person has no second factor." in capsys.readouterr().err


def test_another_persons_passkey_cannot_be_taken_away(client, coordinator):
    other = person_with("coordinator", "other@ke.natcom.example.org", country="KE")
    Authenticator.objects.create(user=other, type="webauthn", data={"name": "Key", "credential": {}})
    client.force_login(coordinator)
    cache.clear()
    from heliograph.network.account.factor import key_of

    key = key_of(Authenticator.objects.get())
    assert client.post(f"/account/2fa/passkeys/{key}/remove/").status_code == 404
    assert factors(other) == ["webauthn"]
