"""The list of mailings and the page of one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.delivery import steering
from heliograph.delivery.models import Sender
from tests.bulletin.desk.pages import soup, words
from tests.delivery.desk.factories import NOW, addresses, full_mailing, make_body, make_mailing, make_message

pytestmark = pytest.mark.django_db


def page_of(mailing, rest=""):
    return f"/desk/mailings/{mailing.public_id}/{rest}"


def sender(mailing=None, **given):
    fields = {"host": "mail.example.org", "process": 1, "started_at": NOW, "alive_at": NOW}
    return Sender.objects.create(mailing=mailing, **{**fields, **given})


def titles(response):
    return words(response, ".dense tbody th")


def test_empty_list_says_what_will_stand_there(desk):
    assert "Nothing has been sent yet." in " ".join(words(desk.get("/desk/mailings/"), "#mailings p"))


def test_list_shows_the_newest_first_and_no_single_letters(desk):
    make_mailing("one", title="Older", created_at=NOW - timedelta(days=1))
    make_mailing("two", title="Newer")
    make_mailing("letters/receipt", "sending", title="Receipts", stream=True)
    assert titles(desk.get("/desk/mailings/")) == ["Newer", "Older"]
    assert titles(desk.get("/desk/mailings/?show=single")) == ["Receipts"]


def test_list_is_searched_and_filtered(desk):
    make_mailing("one", "sent", title="Spring meeting")
    make_mailing("two", "ready", title="Spring school")
    make_mailing("three", "ready", title="Winter")
    assert titles(desk.get("/desk/mailings/?q=SPRING&show=ready")) == ["Spring school"]
    assert titles(desk.get("/desk/mailings/?show=nonsense")) == ["Winter", "Spring school", "Spring meeting"]
    assert titles(desk.get("/desk/mailings/?q=autumn")) == []


def test_list_shows_how_far_each_is(desk):
    mailing = full_mailing(4, "sending")
    first, second, third, _fourth = mailing.messages.order_by("pk")
    for message, state in ((first, "sent"), (second, "bounced"), (third, "held")):
        message.state = state
        message.save()
    sender(mailing, rate=12.5)
    sender(mailing, rate=30)
    (row,) = soup(desk.get("/desk/mailings/")).select(".dense tbody tr")
    assert [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] == [
        "Issue 22", "being sent", "75 %", "1", "1", "1", "1", "42.5",
    ]  # fmt: skip
    assert row.select_one("progress")["value"] == "75"


def test_list_marks_what_asks_for_a_word(desk):
    make_mailing("one", "ready")
    make_mailing("two", "paused")
    make_mailing("three", "paused", trouble=steering.LATE)
    assert words(desk.get("/desk/mailings/"), ".dense tbody td:nth-of-type(1)") == [
        "paused asks you",
        "paused",
        "waiting for approval asks you",
    ]


def note(response):
    return words(response, ".note-error")


def test_list_says_that_no_sender_runs_while_letters_wait(desk):
    full_mailing(1, "ready")
    assert note(desk.get("/desk/mailings/")) == []
    full_mailing(1, "sending", key="two")
    wait = ["No sender is running: letters wait. Whoever runs the server has to start it."]
    assert note(desk.get("/desk/mailings/")) == wait
    sender(alive_at=NOW - timedelta(minutes=5))
    assert note(desk.get("/desk/mailings/")) == wait
    sender()
    assert note(desk.get("/desk/mailings/")) == []


def test_single_letter_that_waits_for_a_sender_is_told_too(desk):
    stream = make_mailing("letters/receipt", "sending", stream=True)
    assert note(desk.get("/desk/mailings/")) == []
    make_message(make_body(stream), "reader@example.org")
    assert len(note(desk.get("/desk/mailings/"))) == 1


def test_trouble_with_the_server_is_told_with_the_next_try(desk):
    mailing = full_mailing(1, "sending")
    sender(mailing, trouble="421 too busy", next_try_at=NOW + timedelta(minutes=2))
    for page in ("/desk/mailings/", page_of(mailing)):
        (told,) = note(desk.get(f"{page}?zone=UTC"))
        assert told.startswith("The mail server takes nothing at present: 421 too busy Next try: Monday, 12 January")


def test_page_shows_counts_rate_and_time_left(desk):
    mailing = full_mailing(4, "sending", started_at=NOW)
    mailing.messages.filter(address=addresses(1)[0]).update(state="sent", sent_at=NOW, doubts=1)
    sender(mailing, rate=0.01)
    response = desk.get(page_of(mailing))
    assert words(response, "#progress > p")[1] == ("1 of 4 done (25 %). 0.0 a second. The last one goes in 5 minutes.")
    assert [(a.get_text(" ").split(), a["href"]) for a in soup(response).select("#progress dl a")] == [
        (["3", "waiting"], page_of(mailing, "recipients/?state=queued")),
        (["1", "sent"], page_of(mailing, "recipients/?state=sent")),
    ]
    assert words(response, "main .note") == [
        "1 letter may have arrived twice: a sender was stopped, or a connection broke, before the answer came."
    ]


def test_page_breaks_the_readers_down_by_language_and_country(desk):
    mailing = make_mailing()
    english, french = make_body(mailing), make_body(mailing, "fr", "Africa/Lome")
    make_message(english, "a@example.org", country="KE")
    make_message(french, "b@example.org", country="TG", state="sent")
    make_message(french, "c@example.org")
    response = desk.get(page_of(mailing))
    rows = [
        ([" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")], row.a["href"].partition("?")[2])
        for row in soup(response).select(".split tbody tr")
    ]
    assert rows == [
        (["French", "2", "1", "1"], "language=fr"),
        (["English", "1", "0", "1"], "language=en"),
        (["not known", "1", "0", "1"], "country=-"),
        (["Kenya", "1", "0", "1"], "country=KE"),
        (["Togo", "1", "1", "0"], "country=TG"),
    ]
    french_page = desk.get(f"{page_of(mailing)}?lang=fr")
    assert [one for one in words(french_page, ".split tbody th") if one in {"français", "Kenya", "Togo"}] == [
        "français",
        "Kenya",
        "Togo",
    ]


def test_page_names_the_letters_that_could_not_be_written(desk):
    mailing = make_mailing()
    make_body(mailing)
    make_body(mailing, "ar", "Asia/Beirut", fault="the template for Arabic is broken")
    response = desk.get(page_of(mailing))
    table = soup(response).select("[aria-labelledby=letters] tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in table] == [
        "Arabic, Beirut time Issue 22 (ar) 0 the template for Arabic is broken",
        "English, Paris time Issue 22 (en) 0",
    ]
    assert note(response)[0].startswith("1 letter could not be written; its readers get nothing.")


def test_page_shows_what_was_done_and_by_whom(desk):
    mailing = make_mailing()
    steering.schedule(mailing.pk, NOW + timedelta(hours=1), NOW, "Desk <desk@secretariat.example.org>")
    steering.unschedule(mailing.pk, NOW, "")
    steering.cancel(mailing.pk, NOW, "", "wrong text")
    at, later = "Monday, 12 January 2026, 09:00 (UTC)", "Monday, 12 January 2026, 10:00 (UTC)"
    assert words(desk.get(f"{page_of(mailing)}?zone=UTC"), ".trail li") == [
        f"{at} begun",
        f"{at} scheduled: {later}, Desk <desk@secretariat.example.org>",
        f"{at} no longer scheduled",
        f"{at} cancelled: wrong text",
    ]


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("filling", ["step-cancel"]),
        ("ready", ["step-start", "step-cancel"]),
        ("scheduled", ["step-start", "step-unschedule", "step-cancel"]),
        ("sending", ["step-pause", "step-cancel"]),
        ("paused", ["step-resume", "step-cancel"]),
        ("sent", []),
        ("cancelled", []),
    ],
)
def test_only_what_can_be_done_is_offered(desk, state, buttons):
    response = desk.get(page_of(make_mailing(state=state, starts_at=NOW + timedelta(hours=1))))
    assert [one["id"] for one in soup(response).select("#steps [id^=step-]")] == buttons
    assert bool(soup(response).select("#steps input[name=day]")) == (state in {"ready", "scheduled"})


def test_single_letters_are_shown_without_their_texts(desk):
    stream = make_mailing("letters/receipt", "sending", topic="receipt", stream=True)
    make_message(make_body(stream, subject="For you alone"), "reader@example.org")
    response = desk.get(page_of(stream))
    assert [one["id"] for one in soup(response).select("#steps [id^=step-]")] == ["step-pause"]
    assert ("For you alone" in response.text, soup(response).select("#letters")) == (False, [])


def test_moving_parts_can_be_had_alone(desk):
    mailing = full_mailing(2, "sending")
    response = desk.get(page_of(mailing, "progress/"))
    assert [one["id"] for one in soup(response).select("[data-fresh]")] == ["state", "progress", "steps"]
    assert soup(response).select_one("#progress")["data-under-way"] == "yes"
    steering.pause(mailing.pk, NOW, "")
    assert soup(desk.get(page_of(mailing, "progress/"))).select_one("#progress")["data-under-way"] == ""


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    for number in range(count):
        full_mailing(count, "sending", key=f"mailing-{number}")
    with django_assert_num_queries(9):
        desk.get("/desk/mailings/")


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    mailing = full_mailing(count, "sending")
    for number in range(count):
        make_message(make_body(mailing, f"x{number}"), f"other{number}@example.org", country="TG")
        steering.pause(mailing.pk, NOW, "")
        steering.resume(mailing.pk, NOW, "")
    with django_assert_num_queries(10):
        desk.get(page_of(mailing))
