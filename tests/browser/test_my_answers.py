"""One’s own answers in a real browser: clean, narrow, right to left, by keyboard, without scripts or an account."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import holder_of
from heliograph.calls.mine.ways import mailbox_page
from heliograph.calls.models import Call, Response
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def amina(transactional_db, clock):
    return person("amina@example.org", name="Amina Mensah", zone="Africa/Lome")


@pytest.fixture
def asked(amina):
    """Amina's registration and that of another whom she has registered; she was asked whether they are still coming."""
    conference = programme("World conference", begins=(NOW + 40 * DAY).date(), ends=(NOW + 42 * DAY).date())
    to = call(programme=conference, delegation=True, capacity=30)
    Call.objects.update(title=LazyI18nString({"en": "Registration of delegates", "ar": "تسجيل المندوبين"}))
    deadline(to, "withdraw", NOW + 20 * DAY)
    deadline(to, "reconfirm", NOW + 12 * DAY, precision="day", until=NOW + 13 * DAY)
    one = response(to, amina)
    kofi = Subject(amina, name="Kofi", email="kofi@example.org")
    verbs.submit(to, kofi, Sheet(to.question_sets.get()), Act(NOW, amina))
    Response.objects.update(asked_at=NOW)
    draft = call("Posters", closes=NOW + 2 * DAY)
    verbs.start(draft, Subject(amina), Sheet(draft.question_sets.get()), Act(NOW, amina))
    verbs.withdraw(response(call("Withdrawn"), amina), Act(NOW, amina))
    return one


@pytest.fixture
def opened(browser, site):
    """Open a page, as somebody or without an account."""
    contexts = []

    def visit(path, who=None, width=1280, **given):
        context = browser.new_context(viewport={"width": width, "height": 900}, **{"locale": "en-GB", **given})
        contexts.append(context)
        if who is not None:
            client = Client()
            client.force_login(who)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        page = context.new_page()
        page.goto(site + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def complaints(page):
    """What axe finds, and what is wider than the screen."""
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    found = Axe().run(page, options={"runOnly": RULES})
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return json.dumps([*told, *(["too wide"] if width > 0 else [])], indent=1)


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(1280, "light", "en"), (360, "dark", "ar"), (320, "light", "fr")]
)
def test_axe_finds_nothing_and_nothing_is_too_wide(opened, amina, asked, width, scheme, language):
    secretary = with_role(person("desk@secretariat.example.org"), "secretariat")
    by_link = links.token(asked, holder_of(amina))
    own = [
        "/me/answers/",
        reverse("calls:response", args=[asked.public_id]),
        reverse("calls:response_step", args=[asked.public_id, "withdraw"]),
        reverse("calls:response_step", args=[asked.public_id, "replace"]),
    ]
    open_to_all = [
        reverse("calls:response_signed", args=[by_link]),
        reverse("calls:response_signed", args=["forged"]),
        mailbox_page(asked.call, amina.email),
    ]
    desk = [reverse("calls:desk_reconfirm", args=[asked.call.slug])]
    for paths, who in ((own, amina), (open_to_all, None), (desk, secretary)):
        for path in paths:
            page = opened(f"{path}?lang={language}", who, width, color_scheme=scheme)
            assert (path, complaints(page)) == (path, "[]")


def test_all_are_reconfirmed_and_one_withdrawn_from_the_mailbox_by_keyboard_without_scripts(opened, amina, asked):
    page = opened(mailbox_page(asked.call, amina.email), width=320, java_script_enabled=False)
    page.get_by_role("button", name="Yes, all 2 are coming").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Thank you: you are expected.")
    page.get_by_role("link", name="Withdraw").last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Withdraw").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Withdrawn. Thank you for saying so.")
    states = dict(Response.objects.filter(call=asked.call).values_list("name", "state"))
    assert states == {"": "reconfirmed", "Kofi": "withdrawn"}


def test_somebody_else_comes_instead_from_the_page_of_an_answer(opened, amina, asked):
    page = opened("/me/answers/", amina)
    page.get_by_role("link", name="Registration of delegates").last.click()
    page.get_by_role("link", name="Somebody else comes instead").click()
    page.get_by_role("textbox", name="Name of who comes instead").fill("Edem")
    page.get_by_role("textbox", name="E-mail address of who comes instead").fill("edem@example.org")
    page.get_by_role("button", name="Somebody else comes instead").click()
    page.wait_for_selector("text=Passed on. Whoever comes instead is expected now.")
    assert "It was passed on: Edem comes instead." in page.inner_text("main")
