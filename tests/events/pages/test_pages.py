"""What readers see of events: their own times, whatever their browser calls their zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.events.models import Event, EventFollower
from heliograph.events.pages.views import TIMES_A_PAGE
from heliograph.events.scheduling import timing
from tests.calls.factories import programme
from tests.events.factories import DAY, HOUR, SOON, event, occurrence
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PARIS = "Europe/Paris"


def page(client, one, query="", **headers):
    response = client.get(f"/events/{one.slug}/{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def webinar():
    """The fourth session, in three languages at three times of Paris."""
    one = event("Session", kind="webinar", number=4, zone=PARIS)
    for language, day, hour in (("en", 20, 9), ("fr", 21, 12), ("es", 20, 16)):
        start = datetime(2026, 1, day, hour, tzinfo=UTC)
        occurrence(one, start, zone=PARIS, languages=[language], captions=["en", "fr", "es"])
    return one


@pytest.mark.parametrize(
    ("zone", "language", "first", "best"),
    [
        ("Asia/Seoul", "en", "Tuesday, 20 January 2026, 18:00 – 19:00 (Seoul time)", "18:00 – 19:00 (Seoul time)"),
        ("America/Lima", "es", "martes, 20 de enero de 2026, 11:00 – 12:00 (hora de Lima)", "11:00 – 12:00"),
    ],
)
def test_each_reader_sees_his_own_time_first_and_the_one_in_his_language_is_proposed(
    client, webinar, zone, language, first, best
):
    text = page(client, webinar, f"?zone={zone}&lang={language}")
    assert first in text
    proposed = text[text.index('<span class="label">', text.index('id="times"')) :]
    assert best in proposed.partition("</li>")[0]
    assert "meet.example.org" not in text


def test_of_a_standing_meeting_none_is_proposed(client, webinar):
    assert "fits you best" in page(client, webinar)
    Event.objects.update(recurrence="FREQ=WEEKLY")
    assert "fits you best" not in page(client, webinar, "?lang=en&zone=Asia/Seoul")


def test_what_has_no_day_at_all_is_said_once_to_be_confirmed(client):
    one = event("Regular meetings", zone=PARIS)
    occurrence(one, None, state="tentative", precision="day", said=LazyI18nString({"en": "Ask for the next one."}))
    text = page(client, one)
    times = text[text.index('id="times"') : text.index('id="about"')]
    assert "Put it into my calendar" not in text
    assert (times.count("to be confirmed"), "Ask for the next one." in times) == (1, True)


@pytest.mark.parametrize("wrong", ["Asia/Seul", "KST", "localtime", "../etc/passwd", "UTC+9", "Etc/Unknown"])
def test_a_zone_that_the_browser_names_wrongly_leaves_the_organizers_time(client, webinar, wrong):
    client.cookies["zone"] = wrong
    assert "10:00 – 11:00 (Paris time)" in page(client, webinar)
    client.cookies["zone"] = "Asia/Calcutta"
    assert "14:30 – 15:30" in page(client, webinar)


def test_a_time_over_midnight_names_both_days_and_over_the_date_line_the_readers(client):
    one = event(zone=PARIS)
    start = datetime(2026, 1, 20, 21, 30, tzinfo=UTC)
    occurrence(one, start, end=start + 3 * HOUR, zone=PARIS)
    text = page(client, one, "?zone=Europe/Paris")
    assert "Tuesday, 20 January 2026, 22:30 – Wednesday, 21 January 2026, 01:30 (Paris time)" in text
    text = page(client, one, "?zone=Pacific/Kiritimati")
    assert "Wednesday, 21 January 2026, 11:30 – 14:30" in text
    text = page(client, one, "?zone=Pacific/Honolulu")
    assert "Tuesday, 20 January 2026, 11:30 – 14:30" in text


def test_a_tentative_time_is_shown_with_the_words_used_and_can_be_followed(client, stranger):
    said = LazyI18nString({"en": "In the first week of February", "fr": "La première semaine de février"})
    one = event()
    occurrence(one, None, state="tentative", precision="week", words="2026-02-02", said=said)
    text = page(client, one)
    assert "In the first week of February" in text
    assert "2–8 Feb 2026 (to be confirmed)" in text
    assert "Tell me when it is confirmed: sign in" in text
    assert f"next=%2Fevents%2F{one.slug}%2F%23times" in text
    client.force_login(stranger)
    assert "Tell me when it is confirmed" in page(client, one)
    client.post(f"/events/{one.slug}/follow/")
    assert EventFollower.objects.get().person == stranger
    assert "You are told when this event is confirmed" in page(client, one)
    client.post(f"/events/{one.slug}/unfollow/")
    assert not EventFollower.objects.exists()


def test_following_needs_a_post_of_somebody_signed_in(client):
    one = occurrence().event
    for act in ("follow", "unfollow"):
        assert client.get(f"/events/{one.slug}/{act}/").status_code == 303
        assert client.post(f"/events/{one.slug}/{act}/").url.startswith("/account/login")
    assert not EventFollower.objects.exists()


def test_what_was_moved_or_cancelled_says_so(client, organizer):
    one = event(zone="UTC")
    moved, cancelled = occurrence(one), occurrence(one, SOON + 3 * DAY)
    timing.change_time(moved, {"start": SOON + DAY, "end": SOON + DAY + HOUR}, organizer, NOW, "A strike.")
    timing.cancel(cancelled, "The hall is flooded.", organizer, NOW)
    text = page(client, one)
    assert "Before: Monday, 19 January 2026, 09:00 – 10:00 (UTC)" in text
    assert "A strike." in text
    assert "The hall is flooded." in text
    assert "cancelled" in text


def test_a_link_that_is_open_is_shown_while_it_is_of_use(client):
    one = event()
    occurrence(one, open_link=True, join_link="https://meet.example.org/open")
    occurrence(one, NOW - 2 * DAY, open_link=True, join_link="https://meet.example.org/past")
    text = page(client, one)
    assert "https://meet.example.org/open" in text
    assert "https://meet.example.org/past" not in text


def test_drafts_and_links_are_seen_by_those_who_may(client, organizer):
    draft, hidden = event(status="draft"), event("Hidden", visibility="link")
    assert client.get(f"/events/{draft.slug}/").status_code == 404
    assert client.get(f"/events/{hidden.slug}/").status_code == 404
    assert "Hidden" in page(client, hidden, f"?key={hidden.link}")
    listed = client.get("/events/").content.decode()
    assert "Hidden" not in listed
    client.force_login(organizer)
    assert "This is a draft" in page(client, draft)


def test_the_list_has_what_comes_and_what_is_over_apart(client):
    one = programme()
    rows = {
        "Now": occurrence(event("Now going", programme=one), NOW - HOUR / 2),
        "Day": occurrence(event("All day", programme=one), NOW - 8 * HOUR, end=None, precision="day"),
        "Soon": occurrence(event("Soon enough", programme=one)),
        "Vague": occurrence(event("Vague still", programme=one), None, state="tentative"),
        "Held": occurrence(event("Held before", programme=one), NOW - DAY),
        "Off": occurrence(event("Called off", programme=one), SOON, state="cancelled"),
    }
    event("Standing words", programme=one, recurrence_words="Each month")
    text = client.get("/events/").content.decode()
    order = [text.index(words) for words in ("All day", "Now going", "Soon enough", "Vague still", "Standing words")]
    assert order == sorted(order)
    assert "Held before" not in text
    assert "Called off" not in text
    over = client.get("/events/?show=past").content.decode()
    assert "Held before" in over
    assert "Called off" in over
    assert "Soon enough" not in over
    assert len(rows) == 6


def test_the_list_is_narrowed_and_takes_as_many_queries_for_many_as_for_one(client, django_assert_num_queries):
    first = event("Alpha", kind="webinar")
    occurrence(first)
    with django_assert_num_queries(5):
        client.get("/events/?page=1")
    for number in range(3):
        one = event(f"Beta {number}")
        occurrence(one)
        occurrence(one, None, state="tentative")
    with django_assert_num_queries(5):
        text = client.get("/events/?page=1&a=b").content.decode()
    assert "Beta 2" in text
    text = client.get("/events/?kind=webinar").content.decode()
    assert ("Alpha" in text, "Beta" in text) == (True, False)
    text = client.get(f"/events/?programme={first.programme.slug}&kind=nonsense").content.decode()
    assert ("Alpha" in text, "Beta" in text) == (True, False)


def test_the_page_of_a_series_of_times_takes_as_many_queries_as_that_of_one(client, django_assert_max_num_queries):
    one = event()
    for number in range(8):
        occurrence(one, SOON + number * DAY)
    with django_assert_max_num_queries(12):
        page(client, one)


def test_all_coming_times_are_reached_page_by_page(client):
    one = event()
    for number in range(TIMES_A_PAGE + 1):
        occurrence(one, SOON + number * DAY)
    first, second = page(client, one), page(client, one, "?page=2")
    assert (first.count("<time"), second.count("<time")) == (TIMES_A_PAGE, 1)
    assert 'href="?page=2"' in first


def test_an_event_for_some_alone_asks_to_sign_in(client, stranger):
    addressed = event(visibility="audience")
    assert client.get(f"/events/{addressed.slug}/").status_code == 302
    client.force_login(stranger)
    assert client.get(f"/events/{addressed.slug}/").status_code == 404
