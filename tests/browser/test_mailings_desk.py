"""Delivery's desk in a real browser: by keyboard, without JavaScript, on a small screen, on paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from heliograph.delivery import steering, suppressing
from heliograph.delivery.models import Attachment, Mailing, Sender
from heliograph.delivery.states import Cause
from heliograph.network.models import Person, Role
from tests.browser.pages import follow, looks, press, sound
from tests.delivery.desk.factories import NOW, make_body, make_mailing, make_message

pytestmark = pytest.mark.django_db(transaction=True)

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
def open_desk(open_page, person, mailing):
    """Open a page of the desk as somebody of the secretariat."""
    open_page.who = person
    return lambda name, **given: open_page(places(mailing)[name], **given)


@looks
def test_axe_finds_nothing_and_nothing_is_too_wide(open_desk, site, mailing, look):
    page = open_desk("first", look=look)
    for path in places(mailing).values():
        page.goto(site + path)
        sound(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_mailing_is_approved_paused_and_cancelled_by_keyboard(open_desk, mailing, scripts):
    page = open_desk("page", java_script_enabled=scripts)
    for step in ("start", "pause", "resume"):
        press(page, f"#step-{step}")
        page.wait_for_selector(".note-success")
    assert Mailing.objects.get(pk=mailing.pk).state == "sending"
    press(page, "#step-cancel")
    page.fill("#id_note", "wrong date")
    press(page, "button.button-grave")
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
    follow(page.locator("#again").first)
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
