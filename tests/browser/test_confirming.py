"""Confirmation and duplicates in a real browser: clean, narrow, from right to left, by keyboard, without scripts."""

from __future__ import annotations

import json
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from heliograph.network.models import ConfirmationRound, Organization, Role
from tests.network.confirming.conftest import link
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def secretary(transactional_db, clock):
    found = person("desk@secretariat.example.org", name="Desk", zone="Europe/Paris")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def schools(secretary):
    """A school with its focal point, the same once more, and the round in which both are left."""
    term = {"opens_on": date(2026, 1, 5), "closes_on": date(2026, 3, 31), "opened_at": NOW}
    ConfirmationRound.objects.create(**term, extensions=[{"closes_on": "2026-02-28", "by": 1, "at": ""}])
    own = school("Lycée de l’Amitié entre les Peuples de Tokoin", name_language="fr", email="office@example.org")
    with_role(person("focal.point.with.a.long.name@schools.example.org"), "focal-point", organization=own)
    return own, school("Lycée Tokoin de l’amitié entre les peuples", web="https://tokoin.schools.example.org/")


@pytest.fixture
def opened(browser, site, secretary):
    """Open a page, as somebody of the secretariat or without an account."""
    client = Client()
    client.force_login(secretary)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    contexts = []

    def visit(path, signed_in=True, width=1280, **given):
        context = browser.new_context(viewport={"width": width, "height": 900}, **{"locale": "en-GB", **given})
        contexts.append(context)
        if signed_in:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.goto(site + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def complaints(page):
    """What axe finds, what is wider than the screen, what the browser complains of."""
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    found = Axe().run(page, options={"runOnly": RULES})
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return json.dumps([*told, *page.problems, *(["too wide"] if width > 0 else [])], indent=1)


def merge_page(schools):
    own, again = schools
    return f"{reverse('network_desk:merge', args=[own.public_id])}?with={again.public_id}"


@pytest.mark.parametrize(
    ("width", "given", "query"),
    [(1280, {"color_scheme": "light"}, "lang=en"), (360, {"color_scheme": "dark"}, "lang=ar")],
)
def test_axe_finds_nothing_and_nothing_is_too_wide(opened, schools, width, given, query):
    own = schools[0]
    public = [
        link("office@example.org"),
        link("office@example.org", "correct", own.public_id),
        link("office@example.org", "tell", own.public_id),
    ]
    desk = ["/desk/confirmation/", "/desk/duplicates/", merge_page(schools)]
    for path in public + desk:
        full = f"{path}{'&' if '?' in path else '?'}{query}"
        page = opened(full, signed_in=path in desk, width=width, **given)
        assert (path, complaints(page)) == (path, "[]")
    ConfirmationRound.objects.all().delete()
    page = opened(f"/desk/confirmation/open/?until=2026-03-31&{query}", width=width, **given)
    assert complaints(page) == "[]"


def test_a_school_corrects_and_confirms_by_keyboard_without_scripts_and_without_an_account(opened, schools):
    page = opened(link("office@example.org"), signed_in=False, width=320, java_script_enabled=False)
    page.get_by_role("link", name="Correct it first").focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Web address").fill("https://lycee.example.org/")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=is corrected and confirmed.")
    page.get_by_role("link", name="See the record").click()
    assert "Confirmed on Monday, 12 January 2026" in page.inner_text("main")
    own = Organization.objects.get(pk=schools[0].pk)
    assert (own.web, own.confirmed_on) == ("https://lycee.example.org/", date(2026, 1, 12))


def test_duplicates_are_merged_and_the_merge_undone_by_keyboard(opened, schools):
    page = opened("/desk/duplicates/?country=TG")
    page.get_by_role("link", name="Merge…").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="Name").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Merge them").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Merged. You can undo it for 30 days.")
    own, again = schools
    own.refresh_from_db()
    assert own.name == "Lycée Tokoin de l’amitié entre les peuples"
    page.get_by_role("button", name="Undo the merge of").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Undone: both records are there again.")
    assert Organization.objects.get(pk=again.pk).merged_into is None
