"""Exactly who gets a mailing, on the page and as a table."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.delivery.desk import recipients
from heliograph.delivery.models import Message
from heliograph.frame.spreadsheets import harmless
from tests.bulletin.desk.pages import soup, words
from tests.delivery.desk.factories import NOW, addresses, full_mailing, make_body, make_mailing, make_message

pytestmark = pytest.mark.django_db
UNWANTED = "not wanted, or blocked"


def page_of(mailing, rest=""):
    return f"/desk/mailings/{mailing.public_id}/recipients{rest}"


def shown(response):
    return words(response, ".dense tbody th")


@pytest.fixture
def mixed():
    """Three readers in two languages, one without a country, and somebody else's mailing."""
    mailing = make_mailing()
    english, french = make_body(mailing), make_body(mailing, "fr", "Africa/Lome")
    make_message(
        french, "b@example.org", name="Béa", country="TG", state="sent", sent_at=NOW, attempts=1, answer="250 ok"
    )
    make_message(english, "A@example.org", name="Ana", country="KE")
    make_message(english, "c@example.org", name="Col", state="skipped", answer="the address is suppressed")
    make_message(make_body(make_mailing("other")), "other@example.org", country="TG")
    return mailing


def test_every_recipient_is_shown_with_what_became_of_the_letter(desk, mixed):
    response = desk.get(page_of(mixed, "/?zone=Asia/Tokyo"))
    rows = [words_of(row) for row in soup(response).select(".dense tbody tr")]
    assert rows == [
        ["A@example.org", "Ana", "English", "Paris time", "Kenya", "waiting", "0", "", ""],
        [
            "b@example.org", "Béa", "French", "Lome time", "Togo", "sent", "1", "250 ok",
            "Monday, 12 January 2026, 18:00 (Tokyo time)",
        ],
        ["c@example.org", "Col", "English", "Paris time", "", UNWANTED, "0", "the address is suppressed", ""],
    ]  # fmt: skip


def words_of(row):
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=sent", ["b@example.org"]),
        ("language=en", ["A@example.org", "c@example.org"]),
        ("country=TG", ["b@example.org"]),
        ("country=-", ["c@example.org"]),
        ("q=B%C3%A9", ["b@example.org"]),
        ("q=A%40EXAMPLE", ["A@example.org"]),
        ("language=en&state=queued", ["A@example.org"]),
        ("state=sent&language=en", []),
    ],
)
@pytest.mark.every_case
def test_recipients_are_filtered_and_searched(desk, mixed, query, found):
    assert shown(desk.get(page_of(mixed, f"/?{query}"))) == found


def test_filter_that_finds_nobody_says_so(desk, mixed):
    assert "Nobody is like this. Try a part of the address." in desk.get(page_of(mixed, "/?q=zzz")).text


def test_mailing_without_recipients_says_so(desk):
    assert "This mailing goes to nobody yet." in desk.get(page_of(make_mailing(), "/")).text


def links(response):
    return {link["rel"][0]: link["href"] for link in soup(response).select(".paging a")}


def test_pages_follow_one_another_both_ways(desk, monkeypatch):
    monkeypatch.setattr(recipients, "PER_PAGE", 2)
    mailing, (one, two, three, four, five) = full_mailing(5), addresses(5)
    first = desk.get(page_of(mailing, "/"))
    second = desk.get(page_of(mailing, f"/{links(first)['next']}"))
    third = desk.get(page_of(mailing, f"/{links(second)['next']}"))
    assert [shown(page) for page in (first, second, third)] == [[one, two], [three, four], [five]]
    assert [sorted(links(page)) for page in (first, second, third)] == [["next"], ["next", "prev"], ["prev"]]
    back = desk.get(page_of(mailing, f"/{links(third)['prev']}"))
    assert (shown(back), sorted(links(back))) == ([three, four], ["next", "prev"])
    begin = desk.get(page_of(mailing, f"/{links(back)['prev']}"))
    assert (shown(begin), sorted(links(begin))) == ([one, two], ["next"])


def test_paging_keeps_the_filter_and_its_place_when_a_letter_changes_state(desk, monkeypatch):
    monkeypatch.setattr(recipients, "PER_PAGE", 1)
    mailing, (_one, two, three) = full_mailing(3), addresses(3)
    first = desk.get(page_of(mailing, "/?state=queued"))
    Message.objects.filter(address__in=addresses(1)).update(state="sent")
    second = desk.get(page_of(mailing, f"/{links(first)['next']}"))
    assert shown(second) == [two]
    assert shown(desk.get(page_of(mailing, f"/{links(second)['next']}"))) == [three]


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=99999999999999999999999", "before=", "after=123456"])
def test_place_that_is_none_is_the_first_page(desk, query):
    assert shown(desk.get(page_of(full_mailing(1), f"/?{query}"))) == addresses(1)


def test_single_letters_come_newest_first(desk, monkeypatch):
    monkeypatch.setattr(recipients, "PER_PAGE", 2)
    stream = make_mailing("letters/receipt", "sending", topic="receipt", stream=True)
    for number in range(3):
        make_message(make_body(stream, key=f"k{number}"), f"reader{number}@example.org", key=f"k{number}")
    first = desk.get(page_of(stream, "/"))
    second = desk.get(page_of(stream, f"/{links(first)['next']}"))
    assert [shown(first), shown(second)] == [["reader2@example.org", "reader1@example.org"], ["reader0@example.org"]]
    assert shown(desk.get(page_of(stream, f"/{links(second)['prev']}"))) == shown(first)


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    mailing = full_mailing(count)
    with django_assert_num_queries(6):
        desk.get(page_of(mailing, "/"))


def test_nothing_is_counted_and_no_letter_is_read_for_a_page(desk, mixed):
    with CaptureQueriesContext(connection) as asked:
        desk.get(page_of(mixed, "/?state=queued"))
    said = " ".join(query["sql"] for query in asked.captured_queries)
    assert ("COUNT(" in said, '"html"' in said) == (False, False)


def table(response):
    text = b"".join(response.streaming_content).decode()
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:])))


def test_recipients_are_saved_as_a_table(desk, mixed):
    response = desk.get(page_of(mixed, ".csv?zone=Asia/Tokyo"))
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="issue-22.csv"',
    )
    assert table(response) == [
        ["Address", "Name", "Language", "Zone", "Country", "State", "Attempts", "Answer", "Sent"],
        ["A@example.org", "Ana", "en", "Europe/Paris", "KE", "waiting", "0", "", ""],
        ["b@example.org", "Béa", "fr", "Africa/Lome", "TG", "sent", "1", "250 ok", "2026-01-12 18:00:00+09:00"],
        [
            "c@example.org",
            "Col",
            "en",
            "Europe/Paris",
            "",
            "not wanted, or blocked",
            "0",
            "the address is suppressed",
            "",
        ],
    ]


def test_table_holds_what_the_filter_finds_in_the_language_of_the_page(desk, mixed):
    rows = table(desk.get(page_of(mixed, ".csv?lang=fr&language=fr")))
    assert [row[0] for row in rows[1:]] == ["b@example.org"]


def test_table_is_written_in_pieces(desk):
    mailing = full_mailing(1200)
    pieces = list(desk.get(page_of(mailing, ".csv")).streaming_content)
    assert (len(pieces), b"".join(pieces).count(b"\r\n")) == (4, 1201)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_formula_is_made_harmless(begin):
    assert harmless(f"{begin}1") == f"'{begin}1"


def test_other_cells_stay_as_they_are():
    assert [harmless(cell) for cell in ("1=1", "Béa", 7, None, "")] == ["1=1", "Béa", "7", "", ""]


def test_what_waits_in_a_cancelled_mailing_is_called_not_sent(desk):
    mailing = full_mailing(2, "cancelled")
    assert (
        words(desk.get(f"/desk/mailings/{mailing.public_id}/recipients/"), "tbody td:nth-child(6)") == ["not sent"] * 2
    )
    saved = b"".join(desk.get(page_of(mailing, ".csv")).streaming_content).decode()
    assert saved.count("not sent") == 2
    assert words(desk.get(f"/desk/mailings/{mailing.public_id}/"), ".told dt")[0] == "not sent"
