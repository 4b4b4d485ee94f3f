"""The calendar: right instants, right days, stable names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from heliograph.bulletin.renditions import calendar
from tests.bulletin.renditions.editions import edition, item, moment
from tests.frame import two_readers

MEETING = (datetime(2026, 1, 15, 8, 30, tzinfo=UTC), datetime(2026, 1, 15, 9, 30, tzinfo=UTC))


def events_of(*moments):
    made = calendar.render([edition([item(moments=moments)])], name="Dates", domain="example.org")
    two_readers.agree(made)
    parsed = Calendar.from_ical(made)
    return made, list(parsed.walk("VEVENT"))


def test_a_meeting_keeps_its_zone_and_its_instants():
    made, (event,) = events_of(moment("Meeting", "event", *MEETING, place="Hainan"))
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event.start.astimezone(UTC) == MEETING[0]
    assert event.end.astimezone(UTC) == MEETING[1]
    assert b"BEGIN:VTIMEZONE" in made
    assert str(event["location"]) == "Hainan"
    assert str(event["status"]) == "CONFIRMED"


def test_a_deadline_of_a_day_is_that_day_in_the_organizers_zone():
    _made, (event,) = events_of(
        moment("Register by", "deadline", datetime(2026, 1, 31, 23, tzinfo=UTC), precision="day")
    )
    assert (event.start, event.end) == (date(2026, 2, 1), date(2026, 2, 2))
    assert str(event["transp"]) == "TRANSPARENT"
    assert str(event["summary"]) == "Register by: A meeting of the network"


def test_a_range_of_days_ends_with_its_last_day():
    first, last = datetime(2026, 3, 30, 22, tzinfo=UTC), datetime(2026, 4, 1, 22, tzinfo=UTC)
    _made, (event,) = events_of(moment("Conference", "event", first, last, precision="day"))
    assert (event.start, event.end) == (date(2026, 3, 31), date(2026, 4, 3))


def test_a_tentative_week_is_tentative_and_a_month_is_no_entry():
    begin = datetime(2026, 1, 31, 23, tzinfo=UTC)
    _made, events = events_of(
        moment("Second meeting", "tentative", begin, precision="week"),
        moment("Some time", "tentative", begin, precision="month"),
        moment("Unknown", "tentative"),
    )
    assert [(str(event["status"]), event.start, event.end) for event in events] == [
        ("TENTATIVE", date(2026, 2, 1), date(2026, 2, 8))
    ]


def test_what_was_taken_back_is_cancelled_under_the_same_name():
    made, (event,) = events_of(moment("Meeting", "event", *MEETING, withdrawn=True, sequence=3))
    again, (kept,) = events_of(moment("Meeting", "event", *MEETING))
    assert event["uid"] == kept["uid"]
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 3)
    assert made != again


def test_the_same_editions_give_the_same_bytes():
    given = moment("Meeting", "event", *MEETING)
    assert events_of(given)[0] == events_of(given)[0]


@pytest.mark.parametrize("title", ["Comma, semicolon; backslash \\", "BEGIN:VEVENT\r\nEND:VCALENDAR", "نشرة " * 60])
def test_no_text_breaks_out_of_its_line(title):
    made = calendar.render(
        [edition([item(title=title, moments=[moment("M", "event", *MEETING)])])], name=title, domain="example.org"
    )
    assert len(list(Calendar.from_ical(made).walk("VEVENT"))) == 1
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
