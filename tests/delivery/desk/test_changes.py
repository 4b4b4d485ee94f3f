"""Steering a mailing from its page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from heliograph.delivery import steering
from heliograph.delivery.models import Mailing
from tests.bulletin.desk.pages import filled, soup, words
from tests.delivery.desk.factories import NOW, addresses, full_mailing, make_mailing

pytestmark = pytest.mark.django_db

ACTOR = "desk <desk@secretariat.example.org>"


def page_of(mailing, rest=""):
    return f"/desk/mailings/{mailing.public_id}/{rest}"


def state():
    return Mailing.objects.get().state


def log():
    return [(line.verb, line.actor, line.note) for line in Mailing.objects.get().log.all()]


def press(desk, mailing, step):
    """Press a button of the page as it is now."""
    form = soup(desk.get(page_of(mailing))).select_one(f"form:has(#step-{step})")
    sent = {field["name"]: field["value"] for field in form.select("input[name]")}
    return desk.post(form["action"], sent)


def told(response, desk):
    return words(desk.get(response["Location"]), ".note-success")


def test_mailing_is_approved_with_the_number_of_its_letters_on_the_button(desk):
    mailing = full_mailing(3)
    assert words(desk.get(page_of(mailing)), "#step-start") == ["Approve and send (3)"]
    response = press(desk, mailing, "start")
    assert (response["Location"], state(), log()) == (page_of(mailing), "sending", [("start", ACTOR, "")])
    assert told(response, desk) == ["Approved: the letters are on their way."]


def test_mailing_is_paused_and_goes_on(desk):
    mailing = full_mailing(1, "sending")
    assert told(press(desk, mailing, "pause"), desk) == ["Paused: within seconds no further letter goes."]
    assert state() == "paused"
    assert told(press(desk, mailing, "resume"), desk) == ["The letters go on where they stopped."]
    assert (state(), log()) == ("sending", [("pause", ACTOR, ""), ("resume", ACTOR, "")])


def test_held_mailing_says_why_and_can_go_on(desk):
    mailing = full_mailing(1, "scheduled", starts_at=NOW - timedelta(days=1))
    steering.start_due(NOW)
    assert words(desk.get(page_of(mailing)), "#state .note") == [
        "Its time is long past: nothing was running then. Look whether it should still go, and start it."
    ]
    press(desk, mailing, "resume")
    assert (state(), Mailing.objects.get().trouble) == ("sending", "")


def test_mailing_that_changed_since_the_page_was_opened_is_left_alone(desk):
    mailing = full_mailing(1, "cancelled")
    response = desk.post(page_of(mailing, "steps/start/"), {"seen": "ready"})
    assert (response.status_code, state(), log()) == (409, "cancelled", [])
    assert words(response, ".note-error") == [
        "This mailing has changed since you opened its page: its state is now “cancelled”. Nothing was done. "
        "Look at it once more."
    ]


def test_form_without_a_seen_state_changes_nothing(desk):
    mailing = full_mailing(1)
    assert (desk.post(page_of(mailing, "steps/start/")).status_code, state()) == (409, "ready")


def test_change_that_the_rules_refuse_is_told(desk):
    mailing = full_mailing(1, "sent")
    response = desk.post(page_of(mailing, "steps/pause/"), {"seen": "sent"})
    assert (response.status_code, words(response, ".note-error")) == (
        409,
        ["This cannot be done now: the mailing is in the state “sent”."],
    )


def test_unknown_step_is_no_page(desk):
    assert desk.post(page_of(full_mailing(1), "steps/delete/"), {"seen": "ready"}).status_code == 404


def test_forged_form_changes_nothing(secretary):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(secretary)
    mailing = full_mailing(1)
    assert (browser.post(page_of(mailing, "steps/start/"), {"seen": "ready"}).status_code, state()) == (403, "ready")


def schedule(desk, mailing, day, clock, zone="America/New_York"):
    seen = Mailing.objects.get().state
    return desk.post(page_of(mailing, "schedule/"), {"seen": seen, "day": day, "clock": clock, "zone": zone})


def test_mailing_is_scheduled_on_the_wall_of_a_zone(desk):
    mailing = full_mailing(1)
    response = schedule(desk, mailing, "2026-01-13", "08:30")
    assert told(response, desk) == ["Scheduled. You can change it until then."]
    assert (state(), Mailing.objects.get().starts_at) == ("scheduled", datetime(2026, 1, 13, 13, 30, tzinfo=UTC))
    page = desk.get(f"{page_of(mailing)}?zone=Asia/Tokyo")
    assert words(page, "#state p") == ["scheduled : Tuesday, 13 January 2026, 22:30 (Tokyo time)"]
    sent = filled(page, page_of(mailing, "schedule/"))
    assert (sent["day"], sent["clock"], sent["zone"]) == ("2026-01-13", "22:30", "Asia/Tokyo")


def test_scheduled_mailing_is_taken_back(desk):
    mailing = full_mailing(1, "scheduled", starts_at=NOW + timedelta(hours=1))
    assert told(press(desk, mailing, "unschedule"), desk) == ["It will not go out by itself."]
    assert (state(), Mailing.objects.get().starts_at) == ("ready", None)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "sentence"),
    [
        ("2026-01-12", "03:59", "America/New_York", "This time is past. Choose a later one, or send the mailing now."),
        (
            "2026-03-08",
            "02:30",
            "America/New_York",
            "The clocks are set forward over this time, so it does not exist that day. Choose an hour later.",
        ),
        (
            "2026-11-01",
            "01:30",
            "America/New_York",
            "The clocks change at this time, so it is not clear. Choose an hour later.",
        ),
        ("2026-01-13", "08:30", "Atlantis", "Choose a time zone from the list."),
        ("", "08:30", "UTC", "This field is required."),
        ("9999-12-31", "23:59", "Pacific/Honolulu", "Check the year."),
        ("0001-01-01", "00:01", "Asia/Tokyo", "Check the year."),
    ],
)
def test_time_that_cannot_be_is_refused_and_kept_in_the_form(desk, day, clock, zone, sentence):
    mailing = full_mailing(1)
    response = schedule(desk, mailing, day, clock, zone)
    assert (response.status_code, state()) == (422, "ready")
    assert words(response, ".note-error, .errorlist li") == [sentence]
    assert soup(response).select_one("input[name=clock]")["value"] == clock


def test_cancelling_asks_once_more_and_says_what_happens(desk):
    mailing = full_mailing(3, "sending")
    mailing.messages.filter(address=addresses(1)[0]).update(state="sent")
    page = desk.get(page_of(mailing, "cancel/"))
    assert words(page, "p.measure") == [
        "1 letter is sent and stays sent. 2 letters wait and will never go. This cannot be undone. "
        "If you only want to look at something first, pause it instead."
    ]
    assert state() == "sending"
    response = desk.post(page_of(mailing, "cancel/"), {**filled(page), "note": "wrong date"})
    assert told(response, desk) == ["Cancelled: what has not gone does not go any more."]
    assert (state(), log()) == ("cancelled", [("cancel", ACTOR, "wrong date")])


def test_mailing_that_finished_meanwhile_is_not_cancelled(desk):
    mailing = full_mailing(1, "sent")
    response = desk.post(page_of(mailing, "cancel/"), {"seen": "sending"})
    assert (response.status_code, state()) == (409, "sent")
    response = desk.post(page_of(mailing, "cancel/"), {"seen": "sent"})
    assert (response.status_code, words(response, ".note-error")) == (
        409,
        ["All letters of this mailing are sent; they cannot be called back."],
    )


def test_what_is_over_has_no_page_to_cancel_it(desk):
    mailing = make_mailing(state="sent")
    assert desk.get(page_of(mailing, "cancel/"))["Location"] == page_of(mailing)
