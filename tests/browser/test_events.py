"""Events in a real browser: entered on the desk without a script, read from Seoul and from Lima, told by letter."""

from __future__ import annotations

import re

import pytest
from i18nfield.strings import LazyI18nString
from playwright.sync_api import expect

from heliograph.delivery.models import Message
from heliograph.delivery.owed import write_owed
from heliograph.events.models import Event
from heliograph.events.scheduling.recurring import repeat
from heliograph.events.scheduling.repeating import read_rule
from tests.browser.pages import follow, looks, sound
from tests.calls.factories import programme
from tests.conftest import person_with
from tests.events.factories import DAY, SOON, event, follower, occurrence
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db(transaction=True)
PARIS = {"zone": "Europe/Paris"}


@pytest.fixture
def series(transactional_db, clock):
    return programme("Webinars", slug="webinars", **PARIS)


def _time(page, day, clock, end, label, language, said=""):
    follow(page.get_by_role("link", name="Add a time"))
    page.get_by_label("Day", exact=True).fill(day)
    if clock:
        page.get_by_label("Time", exact=True).fill(clock)
        page.get_by_label("Until").fill(end)
    else:
        page.get_by_label("How exact").select_option("that week")
        page.locator("[name=said_en]").fill(said)
    page.locator("[name=label_en]").fill(label)
    page.get_by_role("group", name="Spoken languages").get_by_label(language).check()
    page.get_by_label("Link to join").fill("https://meet.example.org/room")
    follow(page.get_by_role("button", name="Save"))


def test_a_webinar_in_three_languages_and_a_meeting_to_be_confirmed(open_page, site, series):
    secretary = person_with("secretariat", "desk@secretariat.example.org")
    desk = open_page("/desk/events/", secretary, java_script_enabled=False)
    for title, kind in (("Fourth session", "webinar"), ("Preparatory meeting", "meeting")):
        follow(desk.get_by_role("link", name="Begin an event"))
        desk.get_by_label("Kind").select_option(kind)
        desk.get_by_label("Title").fill(title)
        follow(desk.get_by_role("button", name="Begin it"))
        if kind == "webinar":
            _time(desk, "2026-01-20", "10:00", "11:00", "In English", "English")
            _time(desk, "2026-01-21", "13:00", "14:00", "In French", "français")
            _time(desk, "2026-01-20", "17:00", "18:00", "In Spanish", "español")
        else:
            _time(desk, "2026-02-02", "", "", "", "English", "In the first week of February")
        follow(desk.get_by_role("button", name="Publish it"))
        desk.goto(f"{site}/desk/events/")

    seoul = open_page("/events/fourth-session/", timezone_id="Asia/Seoul")
    expect(seoul.locator("main")).to_contain_text("Tuesday, 20 January 2026, 18:00 – 19:00 (Seoul time)")
    expect(seoul.locator("main")).to_contain_text("10:00 – 11:00 (Paris time)")
    lima = open_page("/events/fourth-session/?lang=es", timezone_id="America/Lima", locale="es-PE")
    expect(lima.locator("main")).to_contain_text("martes, 20 de enero de 2026, 11:00 – 12:00 (hora de Lima)")
    best = lima.locator("li", has=lima.locator(".label"))
    expect(best).to_contain_text("11:00 – 12:00")
    assert "meet.example.org" not in seoul.content() + lima.content()

    reader = person("reader@kr.natcom.example.org", name="Reader", zone="Asia/Seoul")
    follows = open_page("/events/preparatory-meeting/", reader, timezone_id="Asia/Seoul")
    expect(follows.locator("main")).to_contain_text("In the first week of February")
    expect(follows.locator("main")).to_contain_text(re.compile(r"2\s?–\s?8 Feb 2026 \(to be confirmed\)"))
    follow(follows.get_by_role("button", name="Tell me when it is confirmed"))
    expect(follows.get_by_text("You are told when this event is confirmed")).to_be_visible()
    sound(follows)

    desk.get_by_role("link", name="Preparatory meeting").click()
    desk.get_by_role("link", name=re.compile("^Change")).click()
    desk.get_by_label("Day", exact=True).fill("2026-02-04")
    desk.get_by_label("Time", exact=True).fill("23:00")
    desk.get_by_label("Until").fill("00:30")
    desk.get_by_label("Last day").fill("2026-02-05")
    desk.get_by_label("How exact").select_option("")
    desk.get_by_label("It is still to be confirmed").uncheck()
    follow(desk.get_by_role("button", name="Save and tell them"))
    expect(desk.get_by_text("Saved.")).to_be_visible()
    assert write_owed(NOW) == 1
    (message,) = Message.objects.filter(mailing__topic="events").select_related("body")
    assert message.address == reader.email
    assert message.body.subject == (
        "Confirmed: Preparatory meeting (Thursday, 5 February 2026, 07:00 – 08:30 (Seoul time))"
    )
    follows.reload()
    expect(follows.locator("main")).to_contain_text("Thursday, 5 February 2026, 07:00 – 08:30 (Seoul time)")
    expect(follows.locator("main")).to_contain_text(
        "Wednesday, 4 February 2026, 23:00 – Thursday, 5 February 2026, 00:30"
    )


@looks
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, site, series, look):
    secretary = person_with("secretariat", "desk@secretariat.example.org")
    one = event(
        LazyI18nString({"en": "Fourth session", "ar": "الجلسة الرابعة"}), programme=series, slug="session", number=4,
        text=LazyI18nString({"en": "What we **share**."}), **PARIS,
    )  # fmt: skip
    for language, days in (("en", 0), ("fr", 1), ("es", 2)):
        occurrence(one, SOON + days * DAY, languages=[language], captions=["en", "fr"], zone="Europe/Paris")
    occurrence(one, SOON + 3 * DAY, state="cancelled")
    said = LazyI18nString({"en": "In the first week of February", "ar": "في الأسبوع الأول من فبراير"})
    vague = occurrence(one, None, state="tentative", precision="week", words="2026-02-02", said=said)
    one.speakers.create(name="Ama Mensah", organization="School of Lomé", topic=LazyI18nString({"en": "Gardens"}))
    standing = event("Office hours", programme=series, slug="hours", recurrence_words="Each Tuesday")
    occurrence(standing, NOW + DAY)
    repeat(standing, read_rule("FREQ=WEEKLY"), secretary, NOW)
    event("Draft", programme=series, slug="draft", status="draft", published_at=None)
    follower(one, secretary)
    public = ["/events/", "/events/?show=past", "/events/session/", "/events/hours/", "/programmes/webinars/"]
    own = "/desk/events/session/"
    desk = ["/desk/events/", "/desk/events/new/", own, f"{own}edit/", f"{own}times/new/", f"{own}repeat/"]
    desk += [f"{own}times/{vague.public_id}/", f"{own}times/{vague.public_id}/cancel/", f"{own}speakers/new/"]
    desk += [f"{own}documents/new/", "/desk/events/draft/delete/", "/desk/events/draft/"]
    for who, addresses in ((None, public), (secretary, desk)):
        page = open_page(who=who, look=look)
        for address in addresses:
            page.goto(site + address)
            sound(page)
    assert Event.objects.count() == 3
