"""Delivery's desk in a real browser: by keyboard, without JavaScript, on a small screen, on paper."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from heliograph.delivery import steering, suppressing
from heliograph.delivery.models import Attachment, Mailing, Sender
from heliograph.delivery.states import Cause
from heliograph.network.models import Person, Role
from tests.delivery.desk.factories import NOW, make_body, make_mailing, make_message

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
READER = "a.reader.with.a.rather.long.name@schools.example.org"


@pytest.fixture
def person(transactional_db, clock):
    found = Person.objects.create_person("desk@secretariat.example.org", NOW, name="Desk", zone="Europe/Paris")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def mailing(person):
    """A mailing that waits for approval, with something in every part of its page."""
    made = make_mailing(title="Bulletin 22: register for the spring meeting by 1 February")
    english, arabic = make_body(made), make_body(made, "ar", "Asia/Beirut", fault="the template is broken")
    Attachment.objects.create(body=english, name="meeting.ics", content_type="text/calendar", content=b"BEGIN")
    make_message(english, READER, country="KE", name="Reader")
    make_message(english, "b@example.org", "refused", country="TG", answer="550 5.1.1 no such user here", attempts=1)
    make_message(arabic, "c@example.org", "sent", sent_at=NOW, doubts=1)
    steering.pause(make_mailing("other", "sending", title="Receipts of today").pk, NOW, "Desk")
    suppressing.suppress("b@example.org", Cause.REFUSAL, "550 5.1.1 no such user here", NOW)
    return made


def places(mailing):
    page = f"/desk/mailings/{mailing.public_id}/"
    letter = mailing.bodies.get(language="en").pk
    return {
        "list": "/desk/mailings/",
        "page": page,
        "cancel": f"{page}cancel/",
        "recipients": f"{page}recipients/",
        "letter": f"{page}letters/{letter}/",
        "addresses": "/desk/addresses/",
        "history": f"/desk/addresses/history/?address={READER}",
        "suppressed": "/desk/addresses/history/?address=b@example.org",
        "first": "/desk/",
    }


@pytest.fixture
def open_desk(browser, site, person, mailing):
    """Open a page of the desk as somebody of the secretariat who is signed in."""
    client = Client()
    client.force_login(person)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    contexts = []

    def opened(name, query="", **given):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **given})
        contexts.append(context)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(site + places(mailing)[name] + query)
        return page

    yield opened
    for context in contexts:
        context.close()


def complaints(page):
    found = Axe().run(page, options={"runOnly": RULES})
    return json.dumps(
        [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]], indent=1
    )


NAMES = ["list", "page", "cancel", "recipients", "letter", "addresses", "history", "suppressed", "first"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_nothing_is_too_wide(open_desk, name, width, scheme):
    page = open_desk(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert complaints(page) == "[]"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.problems == []


@pytest.mark.parametrize("name", ["page", "recipients", "history"])
def test_arabic_desk_is_clean_too(open_desk, name):
    page = open_desk(name, "&lang=ar" if name == "history" else "?lang=ar")
    assert (page.get_attribute("html", "dir"), complaints(page)) == ("rtl", "[]")


@pytest.mark.parametrize("scripts", [True, False])
def test_mailing_is_approved_paused_and_cancelled_by_keyboard(open_desk, mailing, scripts):
    page = open_desk("page", java_script_enabled=scripts)
    for step in ("start", "pause", "resume"):
        page.focus(f"#step-{step}")
        page.keyboard.press("Enter")
        page.wait_for_selector(".note-success")
    assert Mailing.objects.get(pk=mailing.pk).state == "sending"
    page.focus("#step-cancel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cancel/")
    page.fill("#id_note", "wrong date")
    page.focus("button.button-grave")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{mailing.public_id}/")
    assert page.inner_text("#state strong") == "cancelled"


def test_figures_come_up_to_date_by_themselves(open_desk, mailing):
    steering.start(mailing.pk, NOW, "")
    Sender.objects.create(host="mail.example.org", process=1, started_at=NOW, alive_at=NOW, mailing=mailing, rate=0.5)
    page = open_desk("page")
    assert "2 of 3 done" in page.inner_text("#progress")
    page.focus("#again")
    mailing.messages.filter(state="queued").update(state="leased")
    page.wait_for_selector("#progress >> text=in a sender's hands")
    assert page.evaluate("document.activeElement.id") == "again"
    mailing.messages.filter(state="leased").update(state="sent", sent_at=NOW + timedelta(seconds=1))
    Mailing.objects.filter(pk=mailing.pk).update(state="sent", finished_at=NOW + timedelta(seconds=1))
    page.wait_for_selector("#progress[data-under-way='']")
    assert (page.inner_text("#state strong"), page.locator("#steps button").count()) == ("sent", 0)
    assert page.problems == []


def test_without_scripts_a_link_brings_the_figures_up_to_date(open_desk, mailing):
    steering.start(mailing.pk, NOW, "")
    page = open_desk("page", java_script_enabled=False)
    mailing.messages.filter(state="queued").update(state="sent", sent_at=NOW)
    page.click("#again")
    assert "3 of 3 done" in page.inner_text("#progress")


def test_letter_is_shown_in_its_frame(open_desk):
    page = open_desk("letter")
    frame = page.frame_locator("iframe.preview")
    assert frame.locator("p").inner_text() == "Dear Ada, stop"
    assert page.problems == []


def test_recipients_can_be_printed(open_desk):
    page = open_desk("recipients")
    page.emulate_media(media="print")
    assert (page.is_visible(".dense"), page.is_visible("form[role=search]")) == (True, False)
