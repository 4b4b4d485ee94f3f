"""One's own pages and the second factor in a real browser: an app, a passkey, by keyboard, without JavaScript."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from heliograph.network.account import addresses
from tests.browser.pages import axe_clean, follow, looks, sound
from tests.conftest import person_with
from tests.network.account.codes import app_code, code_for
from tests.network.factories import NOW, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)

AMA = "ama@tg.natcom.example.org"
PAGES = ["/me/", "/me/profile/", "/me/address/", "/me/sessions/", "/me/data/", "/me/erase/", "/account/2fa/",
         "/account/2fa/totp/activate/", "/account/2fa/passkeys/add/", "/account/login/code/"]  # fmt: skip


@pytest.fixture
def ama(transactional_db, clock):
    cache.clear()
    made = person_with("secretariat", AMA)
    return with_role(made, "teacher", organization=school())


def write(page, field, text) -> None:
    """Type into the field that has the focus by itself, and send the form."""
    page.locator(f"[name={field}]:focus").wait_for()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def ask_for_code(page, site) -> None:
    """Sign in by keyboard as far as the code goes."""
    page.goto(f"{site}/account/login/code/?next=/desk/issues/")
    write(page, "email", AMA)
    page.wait_for_url("**/confirm/**")
    write(page, "code", code_for(AMA))


@looks
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, site, ama, look):
    addresses.ask(ama, "a-new-address-that-is-rather-long@a-domain-with-a-long-name.example.org", NOW)
    page = open_page(who=ama, look=look)
    for path in PAGES:
        page.goto(f"{site}{path}")
        sound(page)


def test_an_app_is_set_up_by_keyboard_and_asked_for_the_next_time(open_page, site, ama, settings):
    settings.SECOND_FACTOR = True
    page = open_page(java_script_enabled=False)
    ask_for_code(page, site)
    page.wait_for_url("**/account/2fa/")
    follow(page.locator("text=Set up an app").first)
    secret = page.inner_text("code.key")
    write(page, "code", app_code(secret))
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    recovery = page.locator(".codes code").first.inner_text()
    follow(page.locator("text=I have kept them: go on").first)
    assert page.url == f"{site}/desk/issues/"
    cache.clear()
    again = open_page()
    ask_for_code(again, site)
    again.wait_for_url("**/authenticate/")
    axe_clean(again)
    write(again, "code", recovery)
    again.wait_for_url("**/desk/issues/")


def test_a_passkey_is_made_and_shown(open_page, site, ama, settings):
    settings.SECOND_FACTOR = True
    page = open_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "automaticPresenceSimulation": True}})
    ask_for_code(page, site)
    page.wait_for_url("**/account/2fa/")
    follow(page.locator("text=Add a passkey").first)
    page.fill("[name=name]", "My telephone")
    page.click("text=Make the passkey")
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{site}/account/2fa/")
    assert page.inner_text(".own-rows strong") == "My telephone"
    page.goto(f"{site}/account/logout/")
    follow(page.locator("main button").first)
    cache.clear()
    ask_for_code(page, site)
    page.wait_for_url("**/authenticate/")
    page.click("[data-passkey-button]")
    page.wait_for_url("**/desk/issues/")


def test_profile_is_changed_without_javascript(open_page, site, ama):
    page = open_page("/me/", ama, java_script_enabled=False)
    follow(page.locator("text=Change your profile").first)
    page.select_option("[name=language_1]", "fr")
    page.select_option("[name=language_2]", "ar")
    page.select_option("[name=zone]", "Africa/Abidjan")
    follow(page.locator("main button:has-text('Save')").first)
    page.wait_for_url("**/me/")
    ama.refresh_from_db()
    assert (ama.languages, ama.zone) == (["fr", "ar"], "Africa/Abidjan")
