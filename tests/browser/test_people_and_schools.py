"""The desk of people and schools in a real browser: by keyboard, without JavaScript, on a small screen, in Arabic."""

from __future__ import annotations

import json
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from heliograph.network import records
from heliograph.network.inviting import handover
from heliograph.network.inviting.handover import Wish
from heliograph.network.inviting.links import Purpose, sign
from heliograph.network.inviting.offers import Offer, invite
from heliograph.network.models import Invitation, Organization, Role
from heliograph.network.states import RoleKind
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def togo(transactional_db, clock):
    """Togo's coordinator, with a school of each kind of trouble, people, an invitation and a handover."""
    found = with_role(person("coordinator@example.org", name="Kossi Coordinator"), "coordinator", country="TG")
    one = school("مدرسة النهر", name_language="ar", name_en="River School", identifier="TG-ONE", confirmed_on=TODAY)
    school("École du Fleuve", email="")
    with_role(person("focal@example.org", name="Ama Focal"), "focal-point", organization=one)
    records.correct(one, {"city": "Kara", "levels": ["primary", "tvet"]}, found, NOW)
    invite("new@example.org", "Afi New", Offer(RoleKind.TEACHER, one), found, NOW)
    wish = Wish("next@example.org", "Next One", "fr", date(2026, 2, 1), deputies_stay=True, note="Welcome!")
    handover.ask(found.roles.get(), wish, found, NOW)
    return found


def places(who):
    one = Organization.objects.get(identifier="TG-ONE")
    focal = one.roles.get().person
    invitation = Invitation.objects.get()
    offered = handover.handovers_of(who).get()
    return {
        "first": "/desk/",
        "country": "/desk/country/",
        "schools": "/desk/schools/",
        "school": f"/desk/schools/{one.public_id}/",
        "edit": f"/desk/schools/{one.public_id}/edit/",
        "people": "/desk/people/",
        "person": f"/desk/people/{focal.public_id}/",
        "end": f"/desk/people/{focal.public_id}/roles/{one.roles.get().public_id}/",
        "invitations": "/desk/invitations/",
        "invite": "/desk/invitations/new/",
        "handover": "/desk/handover/",
        "invitation": reverse("network:invitation", args=[sign(Purpose.INVITATION, invitation.public_id)]),
        "take_over": reverse("network:take_over", args=[sign(Purpose.HANDOVER, offered.public_id)]),
    }


@pytest.fixture
def open_page(browser, site):
    contexts = []

    def opened(path="", who=None, **given):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **given})
        contexts.append(context)
        if who is not None:
            client = Client()
            client.force_login(who)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        if path:
            page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def complaints(page):
    found = Axe().run(page, options={"runOnly": RULES})
    return json.dumps([f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]])


#: Pages that are unlike one another on a small screen and from right to left.
FEW = ("country", "schools", "school", "edit", "person", "invitations", "handover", "invitation")


@pytest.mark.parametrize(("width", "scheme", "language", "only"), [(1280, "light", "en", ()), (360, "dark", "ar", FEW)])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, site, togo, width, scheme, language, only):
    page = open_page(who=togo, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found, known = {}, places(togo)
    for name in only or known:
        page.goto(f"{site}{known[name]}?lang={language}")
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        found[name] = (complaints(page), page.evaluate("document.documentElement.scrollWidth") <= width)
    assert {name: told for name, told in found.items() if told != ("[]", True)} == {}
    assert page.problems == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_record_is_corrected_and_the_correction_taken_back_by_keyboard(open_page, togo, scripts):
    page = open_page(places(togo)["school"], togo, java_script_enabled=scripts)
    page.focus("text=Correct the record")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    page.fill("#id_city", "Sokodé")
    page.focus("#id_city")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note-success")
    assert Organization.objects.get(identifier="TG-ONE").city == "Sokodé"
    page.focus("#log ~ ol button >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Taken back")
    assert Organization.objects.get(identifier="TG-ONE").city == "Kara"


def test_one_box_ticks_all_rows(open_page, togo):
    page = open_page("/desk/schools/", togo)
    page.focus("thead input")
    page.keyboard.press("Space")
    page.focus("button[value=confirm]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note-success")
    assert Organization.objects.filter(confirmed_on=TODAY).count() == 2


def test_an_invitation_goes_from_the_form_to_the_role_without_scripts(open_page, site, togo):
    page = open_page("/desk/invitations/new/", togo, java_script_enabled=False)
    page.fill("#id_lines", "Efua Teacher <efua@example.org>")
    page.select_option("#id_kind", "principal")
    page.fill("#id_school", "fleuve")
    page.click("text=Send the invitations")
    assert not Invitation.objects.filter(email="efua@example.org").exists()
    page.get_by_role("radio", name="École du Fleuve").check()
    page.click("text=Send the invitations")
    page.wait_for_url("**/desk/invitations/")
    made = Invitation.objects.get(email="efua@example.org")
    mailbox = open_page(reverse("network:invitation", args=[sign(Purpose.INVITATION, made.public_id)]))
    mailbox.focus("button[value=accept]")
    mailbox.keyboard.press("Enter")
    mailbox.wait_for_selector("text=You are signed in")
    assert Role.objects.get(person__email="efua@example.org").organization == Organization.objects.get(email="")
