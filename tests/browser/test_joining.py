"""Joining in a real browser: the form by keyboard and without JavaScript, the name, the desk, nothing too wide."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from heliograph.network.joining import lifecycle
from heliograph.network.joining.links import token_of
from heliograph.network.models import Application
from tests.conftest import person_with
from tests.network.factories import NOW, TODAY
from tests.network.joining.factories import SCHOOL, applied, last_letter, path_in, proofread, recommended

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def people(transactional_db, clock):
    cache.clear()
    return {
        "desk": person_with("secretariat", "desk@secretariat.example.org"),
        "coordinator": person_with("coordinator", "coordinator@tg.natcom.example.org", country="TG"),
    }


@pytest.fixture
def opened(browser, site, people):
    """Open a page, signed in as one of the people or not at all."""
    contexts = []

    def opened(path, who="", **given):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **given})
        contexts.append(context)
        if who:
            client = Client()
            client.force_login(people[who])
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def complaints(page):
    found = Axe().run(page, options={"runOnly": RULES})
    return json.dumps([f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]])


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("ar", 360, "dark")])
def test_axe_finds_nothing_and_nothing_is_too_wide(opened, people, language, width, scheme):
    coordinator, desk = people["coordinator"], people["desk"]
    waiting, admitted = recommended(coordinator), proofread(coordinator, applicant_email="b@example.org")
    lifecycle.admit(admitted, TODAY, desk, NOW)
    new = applied(applicant_email="c@example.org", name="مدرسة الصداقة", name_language="ar")
    certificate = admitted.organization.certificates.get()
    places = {
        "/network/join/": "",
        f"/network/applications/{token_of(waiting)}/": "",
        f"/network/applications/{token_of(waiting)}/name/": "",
        f"/network/certificates/{certificate.code}/": "",
        "/desk/applications/": "desk",
        f"/desk/applications/{new.public_id}/": "desk",
        f"/desk/schools/{admitted.organization.public_id}/membership/": "desk",
    }
    found = {}
    for path, who in places.items():
        page = opened(f"{path}?lang={language}", who, viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        found[path] = (complaints(page), wide, page.problems)
        page.context.close()
    assert found == dict.fromkeys(places, ("[]", False, []))


def test_a_school_applies_by_keyboard_without_scripts(opened, site, people):
    page = opened("/network/join/", java_script_enabled=False)
    page.focus("main form button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.locator("[role=alert] li").count() == 13
    page.click("[role=alert] a[href='#id_name']")
    page.keyboard.type(SCHOOL)
    for name, value in {"name_language": "fr", "country": "TG", "language_1": "fr", "learners": "250-499"}.items():
        page.select_option(f"#id_{name}", value)
    texts = {"city": "Lomé", "email": "office@example.org", "applicant_name": "Ama", "applicant_email": "a@example.org"}
    for name, value in {**texts, "motivation": "We live by the sea."}.items():
        page.fill(f"#id_{name}", value)
    for name, value in {"levels": "primary", "visibility": "full", "applicant_role": "principal"}.items():
        page.focus(f"input[name={name}][value={value}]")
        page.keyboard.press("Space")
    page.focus("#id_motivation")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1 >> text=Almost done")
    page.goto(site + path_in(last_letter("a@example.org").text))
    page.focus("main form button >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note-success")
    application = Application.objects.get()
    assert (application.state, application.organization.name) == ("applied", SCHOOL)
    assert application.applicant_role == "principal"


def test_coordinator_and_secretariat_take_their_steps_by_keyboard(opened, people):
    application = applied()
    page = opened("/desk/applications/", "coordinator")
    page.focus("th[scope=row] a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#steps")
    page.focus("#recommend-note")
    page.keyboard.type("A good school.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note-success")
    application.refresh_from_db()
    lifecycle.approve_name(application, SCHOOL, NOW)
    page = opened("/desk/applications/", "desk")
    page.focus("input[name=pick]")
    page.keyboard.press("Space")
    page.focus("main form[method=post] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 school is admitted.")
    assert (Application.objects.get().state, page.problems) == ("admitted", [])
