"""After an event, in a real browser: the link of the letter, feedback, the certificate and its code, captions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from heliograph.delivery.letters import Mark, personal_text
from heliograph.delivery.links import letter_token
from heliograph.delivery.models import Message
from heliograph.events.afterwards.captions import add_captions
from heliograph.events.afterwards.telling import write_due
from heliograph.events.models import Event
from tests.browser.pages import ANY, NARROW, follow, sound
from tests.events.afterwards.making import ARABIC, CAPTIONS, recording, registered
from tests.events.factories import event, occurrence
from tests.network.factories import person, with_role

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)
START = NOW - timedelta(days=1, hours=2)


@pytest.fixture
def organizer(transactional_db):
    return with_role(person("organizer@secretariat.example.org", name="Organizer"), "secretariat")


@pytest.fixture
def held(clock, organizer) -> Event:
    """A session that is over, with a recording in two languages of captions, and somebody who came."""
    one = event("Fourth session of the travelling notebook", summary="What schools have written.")
    row = occurrence(one, START, languages=["en", "fr"])
    film = recording(one)
    add_captions(film, "en", "en.vtt", CAPTIONS.encode(), organizer, NOW)
    add_captions(film, "ar", "ar.vtt", ARABIC.encode(), organizer, NOW)
    who = person("ama@example.org", name="Ama Mensah", languages=["en"])
    registered(row, who, came=START)
    return one


def link_of_the_letter(site: str) -> str:
    """Where the button of the letter leads that has just been written, on this site."""
    assert write_due(timezone.now()) == 1
    message = Message.objects.select_related("body", "mailing").get(address="ama@example.org")
    token = letter_token(message.address, message.mailing.key, timezone.now())
    text = personal_text(message.body.text, {Mark.TOKEN: token})
    found = re.search(rf"{re.escape(site)}(/after/\S+)", text)
    assert found is not None
    return found[1]


def test_from_the_letter_to_the_certificate_and_what_was_said(open_page, site, held):
    page = open_page(link_of_the_letter(site), look=ANY, java_script_enabled=False, accept_downloads=True)
    follow(page.get_by_role("link", name="Say what you thought of it"))
    page.get_by_role("group", name="How useful was it for you?").get_by_label("4").check()
    follow(page.get_by_role("button", name="Send"))
    assert page.get_by_role("alert").get_by_text("Could you follow what was said?").count() == 1
    page.get_by_role("group", name="Could you follow what was said?").get_by_label("yes").check()
    follow(page.get_by_role("button", name="Send"))
    page.get_by_text("It is not kept that this was you").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the certificate").click()
    code = download.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
    page.goto(f"{site}/network/certificates/")
    page.get_by_label("Code on the certificate").fill(code.lower().replace("-", " "))
    follow(page.get_by_role("button", name="Ask"))
    page.get_by_role("heading", name="This certificate stands").wait_for()
    assert page.get_by_text("Ama Mensah").count() == 1
    page.goto(f"{site}/events/{held.slug}/")
    page.get_by_label("Search the captions").fill("مدرسه")
    follow(page.get_by_role("search").get_by_role("button", name="Search"))
    assert page.locator(".cues mark").all_inner_texts() == ["مدرسة", "مدرسة"]
    assert page.locator(".cue-time bdi").all_inner_texts() == ["0:05"]


def test_all_of_it_can_be_read_by_everybody(open_page, site, held, organizer):
    link = link_of_the_letter(site)
    page, narrow, desk = open_page(), open_page("", look=NARROW), open_page("", organizer)
    for one in (page, narrow):
        one.goto(site + link.replace("lang=en", "lang=ar" if one is narrow else "lang=en"))
        sound(one)
        follow(one.locator("main a[href*=feedback]"))
        sound(one)
        one.goto(f"{site}/events/{held.slug}/?said=notebook")
        sound(one)
    page.goto(site + link)
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the certificate").click()
    code = download.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
    for one in (page, narrow):
        one.goto(f"{site}/certificates/attendance/{code}/")
        sound(one)
    for path in ("after/", "feedback/", "certificates/", f"certificates/{code}/"):
        desk.goto(f"{site}/desk/events/{held.slug}/{path}")
        sound(desk)
        _narrowed(desk)


def _narrowed(page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    sound(page)
    page.set_viewport_size({"width": 1280, "height": 900})
