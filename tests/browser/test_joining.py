"""Joining in a real browser: the form by keyboard and without JavaScript, the name, the desk, nothing too wide."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from heliograph.network.joining import lifecycle
from heliograph.network.joining.links import token_of
from heliograph.network.models import Application
from tests.browser.pages import looks, press, sound
from tests.conftest import person_with
from tests.network.factories import NOW, TODAY
from tests.network.joining.factories import SCHOOL, applied, last_letter, path_in, proofread, recommended

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db, clock):
    cache.clear()
    return {
        "desk": person_with("secretariat", "desk@secretariat.example.org"),
        "coordinator": person_with("coordinator", "coordinator@tg.natcom.example.org", country="TG"),
    }


@looks
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, site, people, look):
    coordinator, desk = people["coordinator"], people["desk"]
    waiting, admitted = recommended(coordinator), proofread(coordinator, applicant_email="b@example.org")
    lifecycle.admit(admitted, TODAY, desk, NOW)
    new = applied(applicant_email="c@example.org", name="مدرسة الصداقة", name_language="ar")
    certificate = admitted.organization.certificates.get()
    public = [
        "/network/join/",
        f"/network/applications/{token_of(waiting)}/",
        f"/network/applications/{token_of(waiting)}/name/",
        f"/network/certificates/{certificate.code}/",
    ]
    of_the_desk = [
        "/desk/applications/",
        f"/desk/applications/{new.public_id}/",
        f"/desk/schools/{admitted.organization.public_id}/membership/",
    ]
    for paths, who in ((public, None), (of_the_desk, desk)):
        page = open_page(who=who, look=look)
        for path in paths:
            page.goto(site + path)
            sound(page)


def test_a_school_applies_by_keyboard_without_scripts(open_page, site, people):
    page = open_page("/network/join/", java_script_enabled=False)
    press(page, "main form button")
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
    press(page, "main form button >> nth=0")
    page.wait_for_selector(".note-success")
    application = Application.objects.get()
    assert (application.state, application.organization.name) == ("applied", SCHOOL)
    assert application.applicant_role == "principal"


def test_coordinator_and_secretariat_take_their_steps_by_keyboard(open_page, people):
    application = applied()
    page = open_page("/desk/applications/", people["coordinator"])
    press(page, "th[scope=row] a")
    page.wait_for_selector("#steps")
    page.focus("#recommend-note")
    page.keyboard.type("A good school.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note-success")
    application.refresh_from_db()
    lifecycle.approve_name(application, SCHOOL, NOW)
    page = open_page("/desk/applications/", people["desk"])
    page.focus("input[name=pick]")
    page.keyboard.press("Space")
    press(page, "main form[method=post] button")
    page.wait_for_selector("text=1 school is admitted.")
    assert (Application.objects.get().state, page.problems) == ("admitted", [])
