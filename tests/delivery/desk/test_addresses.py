"""Suppressed addresses, and all that is known of one."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from heliograph.delivery import suppressing
from heliograph.delivery.desk import addresses as desk_addresses
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import AddressEntry, Suppression
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Cause, Choice
from tests.bulletin.desk.pages import filled, soup, words
from tests.delivery.desk.factories import NOW, full_mailing, make_body, make_mailing, make_message

pytestmark = pytest.mark.django_db

READER = "Reader.One@example.org"
HISTORY = "/desk/addresses/history/?address=Reader.One%40example.org"


def shown(response):
    return words(response, ".dense tbody th")


def test_list_without_a_suppressed_address_says_so(desk):
    assert "There is none: every address gets its letters." in desk.get("/desk/addresses/").text


def test_suppressed_addresses_are_listed_newest_first_with_their_cause(desk):
    suppressing.suppress("a@example.org", Cause.BOUNCE, "mailbox full", NOW - timedelta(days=1))
    suppressing.suppress("b@example.org", Cause.COMPLAINT, "", NOW)
    suppressing.suppress("c@example.org", Cause.BOUNCE, "", NOW)
    suppressing.lift("c@example.org", NOW, "")
    response = desk.get("/desk/addresses/?zone=UTC")
    rows = [[cell.get_text(" ").strip() for cell in row.select("th, td")] for row in soup(response).select("tbody tr")]
    assert rows == [
        ["b@example.org", "its reader reported a letter as unwanted", "", "Monday, 12 January 2026, 09:00 (UTC)"],
        ["a@example.org", "a letter came back", "mailbox full", "Sunday, 11 January 2026, 09:00 (UTC)"],
    ]


def test_suppressed_addresses_are_filtered_and_searched(desk):
    suppressing.suppress("a@example.org", Cause.BOUNCE, "", NOW)
    suppressing.suppress("b@example.org", Cause.DESK, "", NOW)
    assert shown(desk.get("/desk/addresses/?cause=desk")) == ["b@example.org"]
    assert shown(desk.get("/desk/addresses/?q=A%40EXAMPLE")) == ["a@example.org"]
    assert "No suppressed address is like this." in desk.get("/desk/addresses/?cause=complaint").text


def test_suppressed_addresses_are_saved_as_a_table(desk):
    suppressing.suppress("a@example.org", Cause.BOUNCE, "=mailbox full", NOW)
    suppressing.suppress("b@example.org", Cause.DESK, "", NOW)
    response = desk.get("/desk/addresses/suppressed.csv?cause=bounce&zone=Asia/Tokyo")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Address", "Cause", "Details", "Since"],
        ["a@example.org", "a letter came back", "'=mailbox full", "2026-01-12 18:00:00+09:00"],
    ]


def test_unknown_address_has_a_page_that_says_so(desk):
    response = desk.get(HISTORY)
    assert words(response, "h1") == [READER]
    assert "No letter has gone to this address." in response.text


def test_looking_up_nothing_leads_back(desk):
    assert desk.get("/desk/addresses/history/?address=+")["Location"] == "/desk/addresses/"


def test_history_shows_letters_wishes_and_what_happened(desk):
    older, newer = make_mailing("one", title="Issue 21"), make_mailing("two", title="Issue 22")
    make_message(make_body(older), READER, "bounced", sent_at=NOW, answer="550 no such user")
    make_message(make_body(newer), READER.lower(), answer="")
    make_message(newer.bodies.get(), "other@example.org")
    choose(Subscription(READER, "bulletin"), Choice.DIGEST, NOW, "reader")
    suppressing.suppress(READER, Cause.BOUNCE, "550 no such user", NOW)
    response = desk.get(f"{HISTORY}&zone=UTC")
    at = "Monday, 12 January 2026, 09:00 (UTC)"
    rows = [[cell.get_text(" ").strip() for cell in row.select("th, td")] for row in soup(response).select("tbody tr")]
    assert rows == [
        ["Issue 22", "not wanted, or blocked", "", "the address is suppressed"],
        ["Issue 21", "came back", at, "550 no such user"],
    ]
    assert words(response, ".told dt") + words(response, ".told dd") == ["The bulletin", "together, every two weeks"]
    assert words(response, ".note-error") == [f"No: a letter came back, since {at}. 550 no such user"]
    assert words(response, ".trail li") == [
        f"{at} no more letters from here on a letter came back. 550 no such user",
        f"{at} chose which letters to get The bulletin – together, every two weeks , reader",
    ]


def test_letters_to_an_address_are_shown_a_page_at_a_time(desk, monkeypatch):
    monkeypatch.setattr(desk_addresses, "PER_PAGE", 2)
    for number in range(3):
        make_message(make_body(make_mailing(f"m{number}", title=f"Issue {number}")), READER)
    first = desk.get(HISTORY)
    (following,) = soup(first).select(".paging a")
    second = desk.get(f"/desk/addresses/history/{following['href']}")
    assert [shown(first), shown(second)] == [["Issue 2", "Issue 1"], ["Issue 0"]]


def test_suppression_is_lifted_and_written_down(desk):
    suppressing.suppress(READER, Cause.REFUSAL, "550", NOW)
    page = desk.get(HISTORY)
    response = desk.post("/desk/addresses/lift/", filled(page, "/desk/addresses/lift/"))
    assert response["Location"] == HISTORY
    assert words(desk.get(HISTORY), ".note-success") == ["Letters go to this address again from now on."]
    assert suppressing.suppression_of(READER) is None
    lifted = AddressEntry.objects.get(verb="lifted")
    assert (lifted.address, lifted.actor) == (READER.lower(), "desk <desk@secretariat.example.org>")


def test_address_is_suppressed_by_hand_with_its_reason(desk):
    mailing = full_mailing(1)
    address = mailing.messages.get().address
    response = desk.post("/desk/addresses/suppress/", {"address": address, "reason": "asked by telephone"})
    page = desk.get(response["Location"])
    assert words(page, ".note-success") == ["Nothing more is sent to this address, except what its reader asks for."]
    found = Suppression.objects.get()
    assert (found.cause, found.detail, mailing.messages.get().state) == ("desk", "asked by telephone", "skipped")
    assert AddressEntry.objects.get().actor == "desk <desk@secretariat.example.org>"


def test_suppression_without_a_reason_is_refused(desk):
    response = desk.post("/desk/addresses/suppress/", {"address": READER, "reason": " "})
    assert (response.status_code, words(response, ".errorlist li")) == (422, ["This field is required."])
    assert suppressing.suppression_of(READER) is None


def test_what_is_no_address_is_not_suppressed(desk):
    response = desk.post("/desk/addresses/suppress/", {"address": "nobody", "reason": "why"})
    assert words(desk.get(response["Location"]), ".note-error") == ["“nobody” is no e-mail address."]
    assert suppressing.suppression_of("nobody") is None


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    for number in range(count):
        suppressing.suppress(f"a{number}@example.org", Cause.BOUNCE, "", NOW)
    with django_assert_num_queries(5):
        desk.get("/desk/addresses/")


@pytest.mark.parametrize("count", [1, 3])
def test_history_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    for number in range(count):
        make_message(make_body(make_mailing(f"m{number}")), READER)
        suppressing.suppress(READER, Cause.BOUNCE, "", NOW)
        suppressing.lift(READER, NOW, "")
    with django_assert_num_queries(7):
        desk.get(HISTORY)
