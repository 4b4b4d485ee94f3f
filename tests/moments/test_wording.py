"""How moments are written for a reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from heliograph.moments.locales import (
    isolate,
    write_brief_day,
    write_day,
    write_days,
    write_months,
    write_short_days,
    zone_label,
)
from heliograph.moments.stored import Stored, closing, span_end, span_start
from heliograph.moments.wording import Phase, write

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def day(*parts):
    """The instant at which a day begins in Paris."""
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)


def seen(moment, zone="Asia/Tokyo", now=NOW, language="en"):
    with translation.override(language):
        return write(moment, reader_zone=zone, language=language, now=now)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Thursday, 15 January 2026"),
        ("en-US", "Thursday, January 15, 2026"),
        ("fr", "jeudi 15 janvier 2026"),
        ("es", "jueves, 15 de enero de 2026"),
        ("ar", "الخميس، 15 يناير 2026"),
        ("ru", "четверг, 15 января 2026\u202fг."),
        ("zh", "2026年1月15日星期四"),
        ("xx", "Thursday, 15 January 2026"),
    ],
)
def test_a_day_has_its_weekday_in_every_language(language, words):
    assert write_day(date(2026, 1, 15), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Tuesday, 31 March – Thursday, 2 April 2026"),
        ("fr", "mardi 31 mars – jeudi 2 avril 2026"),
        ("es", "martes, 31 de marzo – jueves, 2 de abril de 2026"),
        ("ar", "الثلاثاء، 31 مارس – الخميس، 2 أبريل، 2026"),
        ("ru", "вторник, 31 марта – четверг, 2 апреля 2026\u202fг."),
        ("zh", "2026年3月31日星期二至4月2日星期四"),
    ],
)
def test_a_range_of_days_has_its_weekdays(language, words):
    assert write_days(date(2026, 3, 31), date(2026, 4, 2), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Sunday 1 February"),
        ("fr", "dimanche 1er février"),
        ("es", "domingo, 1 de febrero"),
        ("zh", "2月1日星期日"),
    ],
)
def test_a_brief_day_has_no_year(language, words):
    assert write_brief_day(date(2026, 2, 1), language) == words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (1, "dimanche 1er février 2026"),
        (7, "dimanche 1er – samedi 7 février 2026"),
        (11, "dimanche 1er – mercredi 11 février 2026"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(last, words):
    assert write_days(date(2026, 2, 1), date(2026, 2, last), "fr") == words
    assert write_day(date(2026, 2, 11), "fr") == "mercredi 11 février 2026"
    assert write_day(date(2026, 12, 21), "fr") == "lundi 21 décembre 2026"
    assert write_short_days(date(2026, 2, 1), date(2026, 2, last), "fr").startswith("1er")


def test_months():
    assert write_months(date(2025, 6, 1), date(2025, 11, 30), "en") == "June – November 2025"
    assert write_months(date(2026, 2, 1), date(2026, 2, 28), "fr") == "février 2026"


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Europe/Paris", "Paris time"),
        ("UTC", "UTC"),
        ("Etc/GMT-2", "UTC+2"),
        ("Etc/GMT+12", "UTC−12"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("America/Kentucky/Monticello", "Monticello, Kentucky time"),
    ],
)
def test_zone_label(zone, label):
    assert zone_label(zone, "en") == label


def test_words_against_the_line_are_isolated():
    assert isolate("Sanya, China", "ar") == "\u2068Sanya, China\u2069"
    assert isolate("الرباط", "ar") == "الرباط"
    assert isolate("الرباط", "fr") == "\u2068الرباط\u2069"
    assert isolate("12:30", "ar") == "12:30"


def test_a_minute_is_shown_in_the_readers_zone_first_and_the_organizers_second():
    when = seen(Stored("event", day(2026, 1, 15, 9, 30), day(2026, 1, 15, 10, 30), "Europe/Paris"))
    assert when.first == "Thursday, 15 January 2026, 17:30 – 18:30 (Tokyo time)"
    assert when.second == "Thursday, 15 January 2026, 09:30 – 10:30 (Paris time)"
    assert (when.phase, when.distance, when.machine) == (Phase.SOON, "in 3 days", "2026-01-15T09:30+01:00")


def test_an_event_over_midnight_names_both_days():
    when = seen(Stored("event", day(2026, 1, 20, 17), day(2026, 1, 20, 18), "Europe/Paris"), "Pacific/Kiritimati")
    assert when.first == "Wednesday, 21 January 2026, 06:00 – 07:00 (Kiritimati time)"
    when = seen(Stored("event", day(2026, 1, 20, 15, 30), day(2026, 1, 20, 16, 30), "Europe/Paris"))
    assert when.first == "Tuesday, 20 January 2026, 23:30 – Wednesday, 21 January 2026, 00:30 (Tokyo time)"


def test_without_a_reader_zone_the_organizers_is_shown_alone():
    when = seen(Stored("event", day(2026, 1, 15, 9, 30), None, "Europe/Paris"), zone=None)
    assert (when.first, when.second) == ("Thursday, 15 January 2026, 09:30 (Paris time)", "")


def test_a_day_precise_deadline_closes_with_its_day_in_its_own_zone():
    when = seen(Stored("deadline", day(2026, 2, 1), None, "Europe/Paris", "day"))
    assert (when.first, when.second) == ("Sunday, 1 February 2026", "Paris time")
    assert when.closes == "Open until Monday, 2 February 2026, 07:59 (Tokyo time)"
    assert when.machine == "2026-02-01"


def test_a_deadline_that_is_over_says_when_it_closed_and_one_taken_back_says_nothing_of_it():
    moment = Stored("deadline", day(2026, 2, 1), None, "Europe/Paris", "day")
    last = datetime(2026, 2, 1, 23, 59, 59, tzinfo=PARIS)
    assert seen(moment, now=last).closes == "Open until Monday, 2 February 2026, 07:59 (Tokyo time)"
    over = seen(moment, now=last + timedelta(seconds=1))
    assert over.closes == "Closed on Monday, 2 February 2026, 07:59 (Tokyo time)"
    assert seen(replace(moment, withdrawn=True), now=last).closes == ""


@pytest.mark.parametrize(
    ("now", "distance"),
    [
        (datetime(2026, 1, 31, 12, tzinfo=PARIS), "closes in 1 day"),
        (datetime(2026, 1, 29, 12, tzinfo=PARIS), "closes in 3 days"),
        (datetime(2026, 2, 1, 10, tzinfo=PARIS), "closes in 14 hours"),
        (datetime(2026, 2, 2, 3, tzinfo=PARIS), "closed 3 hours ago"),
        (datetime(2026, 2, 9, 3, tzinfo=PARIS), "closed 7 days ago"),
    ],
)
def test_the_distance_of_a_deadline_counts_to_its_last_day(now, distance):
    assert (
        seen(Stored("deadline", day(2026, 2, 1), None, "Europe/Paris", "day"), "Europe/Paris", now).distance == distance
    )


@pytest.mark.parametrize(
    ("precision", "start", "words"),
    [
        ("week", (2026, 2, 1), "1–7 Feb 2026 (to be confirmed)"),
        ("ten-days", (2026, 2, 1), "1–10 Feb 2026 (to be confirmed)"),
        ("month", (2026, 2, 1), "February 2026 (to be confirmed)"),
        ("day", (2026, 2, 2), "Monday, 2 February 2026, time to be confirmed"),
    ],
)
def test_what_is_to_be_confirmed_says_what_is_known(precision, start, words):
    when = seen(Stored("tentative", day(*start), None, "Europe/Paris", precision))
    assert (when.phase, when.first, when.second) == (Phase.TENTATIVE, words, "")


def test_what_has_no_date_is_to_be_confirmed():
    when = seen(Stored("tentative", None, None, "Europe/Paris"))
    assert (when.first, when.machine, when.distance) == ("to be confirmed", "", "")


def test_an_event_of_months():
    when = seen(Stored("event", day(2025, 6, 1), day(2025, 11, 1), "Europe/Paris", "month"))
    assert (when.first, when.phase) == ("June – November 2025", Phase.PAST)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_lies_in_its_stretch_of_days(found):
    for precision in ("day", "week", "ten-days", "half-month", "month", "half-year"):
        first = span_start(found, precision)
        assert first <= found <= span_end(first, precision)
        assert span_start(first, precision) == first


def test_a_stretch_with_an_end_of_its_own_keeps_it():
    when = seen(Stored("tentative", day(2026, 2, 2), day(2026, 2, 8), "Europe/Paris", "week"))
    assert when.first == "2–8 Feb 2026 (to be confirmed)"


def test_phases():
    event = Stored("event", day(2026, 1, 12, 9), day(2026, 1, 12, 11), "Europe/Paris")
    assert seen(event).phase == Phase.NOW
    assert seen(Stored("event", day(2026, 1, 20, 9), None, "Europe/Paris")).phase == Phase.UPCOMING
    assert seen(Stored("deadline", day(2026, 1, 1), None, "Europe/Paris", "day")).phase == Phase.PAST
    gone = seen(Stored("deadline", day(2026, 2, 1), None, "Europe/Paris", "day", withdrawn=True))
    assert (gone.phase, gone.distance) == (Phase.WITHDRAWN, "")


def test_an_opening_is_named():
    when = seen(Stored("deadline", day(2026, 2, 1), None, "Europe/Paris", "day", opens=day(2026, 1, 15)))
    assert when.opens == "from Thursday, 15 January 2026"


PRECISIONS = ["day", "week", "ten-days", "half-month", "month", "half-year"]


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.sampled_from(PRECISIONS))
def test_a_span_never_ends_before_it_begins(first, precision):
    last = span_end(first, precision)
    assert first <= last <= first + timedelta(days=184)


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.sampled_from(["Europe/Paris", "Pacific/Apia", "America/St_Johns", "Africa/Cairo"]),
)
def test_a_day_closes_when_the_next_one_begins_in_its_zone(day, zone):
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    over = closing(Stored("deadline", start, None, zone, "day"))
    assert over is not None
    assert (over - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date() == day
    assert over.astimezone(ZoneInfo(zone)).date() == day + timedelta(days=1)
