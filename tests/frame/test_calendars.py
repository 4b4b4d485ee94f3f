"""Calendars are written straight away, and what was written is what strict and lenient readers read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar import Timezone as IcalendarZone

from heliograph.frame import calendars
from heliograph.frame.calendar_zones import zone_lines
from heliograph.moments.stored import Stored
from tests.frame import strict_ics, two_readers

AT = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
ZONES = ("Europe/Paris", "America/Lima", "Asia/Seoul", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin")
CHANGING = (
    *ZONES, "America/New_York", "Pacific/Chatham", "Africa/Casablanca", "Africa/Cairo", "America/Santiago",
    "Pacific/Apia", "Asia/Gaza", "Asia/Pyongyang", "America/Sao_Paulo",
)  # fmt: skip


def entry(stored=None, **fields):
    first = {"uid": "1@example.org", "sequence": 0, "summary": "Meeting", "url": "https://a.example.org/", "stamp": AT}
    return calendars.Entry(**{**first, **fields}, stored=stored or Stored("event", AT, AT + timedelta(hours=1), "UTC"))


def made(*entries, name="Dates"):
    calendar = calendars.begin(name, "-//Heliograph//Tests//EN")
    calendar.extend(entries)
    return calendars.finish(calendar)


def one(*entries):
    octets = made(*entries)
    strict_ics.read(octets)
    two_readers.agree(octets)
    (event,) = Calendar.from_ical(octets).walk("VEVENT")
    return event


def test_a_time_keeps_its_zone_and_a_place_without_a_name_is_utc():
    paris = one(entry(Stored("event", AT, AT + timedelta(hours=1), "Europe/Paris")))
    assert (paris["dtstart"].params["TZID"], paris.start, paris.end) == ("Europe/Paris", AT, AT + timedelta(hours=1))
    for zone in ("UTC", "UTC+02:00", "Etc/GMT-2"):
        assert b"DTSTART:20260310T083000Z\r\n" in made(entry(Stored("event", AT, None, zone)))


def test_the_later_of_two_equal_times_on_the_clock_is_written_so_that_it_is_that_one():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for at in (first, first + timedelta(hours=1)):
        assert one(entry(Stored("event", at, None, "Europe/Paris"))).start.astimezone(UTC) == at


def test_days_end_with_the_day_after_the_last():
    midnight = datetime(2026, 3, 9, 23, tzinfo=UTC)
    event = one(entry(Stored("tentative", midnight, None, "Europe/Paris", "week")))
    assert (event.start, event.end, str(event["status"])) == (date(2026, 3, 10), date(2026, 3, 17), "TENTATIVE")


def test_what_is_free_takes_up_no_time():
    assert str(one(entry())["transp"]) == "OPAQUE"
    assert str(one(entry(free=True))["transp"]) == "TRANSPARENT"


def test_one_is_reminded_before_a_time_and_of_nothing_that_was_cancelled():
    (alarm,) = one(entry(alarm=timedelta(minutes=30))).walk("VALARM")
    assert alarm["trigger"].dt == timedelta(minutes=-30)
    gone = Stored("event", AT, None, "UTC", withdrawn=True)
    event = one(entry(gone, alarm=timedelta(minutes=30)))
    assert (str(event["status"]), list(event.walk("VALARM"))) == ("CANCELLED", [])


def test_the_organizer_is_named_and_his_name_breaks_out_of_no_quotes():
    event = one(entry(organizer="desk@secretariat.example.org\r\nX:1", organizer_name='The "desk": all; of\nus, ^'))
    assert str(event["organizer"]).split("@") == ["mailto:desk", "secretariat.example.orgX:1"]
    assert event["organizer"].params["CN"] == 'The "desk": all; of\nus, ^'


def test_a_repeated_entry_and_what_stands_instead_of_one_of_its_times():
    zone, day = "Europe/Paris", timedelta(days=1)
    rule = calendars.Repeated("FREQ=WEEKLY;COUNT=4", (AT + 7 * day,), (AT + 2 * day,))
    again = Stored("event", AT + 14 * day + timedelta(hours=2), None, zone)
    octets = made(entry(Stored("event", AT, None, zone), repeated=rule), entry(again, instead_of=AT + 14 * day))
    strict_ics.read(octets)
    two_readers.agree(octets)
    master, moved = Calendar.from_ical(octets).walk("VEVENT")
    assert [master["exdate"].dts[0].dt, master["rdate"].dts[0].dt] == [AT + 7 * day, AT + 2 * day]
    assert moved["recurrence-id"].dt == AT + 14 * day


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_text_comes_back_but_for_its_control_signs(words):
    ends = words.replace("\r\n", "\n").replace("\r", "\n")
    told = "".join("\n" if each in "\x85\u2028\u2029" else each for each in ends)
    expected = "".join(each for each in told if each in "\t\n" or not (each < " " or "\x7f" <= each <= "\x9f"))
    event = one(entry(summary=words, description=words, location=words, categories=(words or "x",)))
    assert str(event["summary"]) == expected
    assert str(event.get("description", "")) == expected


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400))
def test_long_lines_are_folded_between_signs(words):
    folded = calendars._fold(f"SUMMARY:{words}")
    lines = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    assert folded.replace(b"\r\n ", b"").decode() == f"SUMMARY:{words}\r\n"
    assert len(lines) <= len(words.encode()) // 70 + 2


def test_a_line_that_just_fits_is_not_folded():
    assert calendars._fold("X" * 75) == b"X" * 75 + b"\r\n"
    assert calendars._fold("X" * 76) == b"X" * 75 + b"\r\n X\r\n"
    assert calendars._fold("é" * 38) == ("é" * 37).encode() + b"\r\n " + "é".encode() + b"\r\n"


@settings(max_examples=40)
@given(st.sampled_from(ZONES), st.integers(946684800, 2208988800))
def test_every_instant_of_every_zone_comes_back(zone, seconds):
    at = datetime.fromtimestamp(seconds, UTC)
    octets = made(entry(Stored("event", at, at + timedelta(hours=3), zone)))
    strict_ics.read(octets)
    two_readers.agree(octets)
    (event,) = Calendar.from_ical(octets).walk("VEVENT")
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (at, at + timedelta(hours=3))


@pytest.mark.parametrize("zone", CHANGING)
def test_a_zone_as_it_is_written_goes_as_the_clocks_do(zone):
    """Read by two other programs, which know no zones but what the calendar says of them."""
    lines = zone_lines(zone, 2022, 2029)
    theirs = IcalendarZone.from_ical(lines).to_tz(lookup_tzid=False)
    other = tzical(StringIO(lines)).get(zone)
    first = datetime(2022, 1, 1, tzinfo=UTC)
    for number in range(8 * 290):
        wall = (first + timedelta(hours=30.25 * number)).astimezone(ZoneInfo(zone))
        naive = wall.replace(tzinfo=None, fold=0)
        if ZoneInfo(zone).utcoffset(naive) != ZoneInfo(zone).utcoffset(naive.replace(fold=1)):
            continue
        assert theirs.utcoffset(naive) == wall.utcoffset(), wall
        assert other.utcoffset(naive) == wall.utcoffset(), wall


def test_clocks_that_go_by_a_rule_are_written_by_it_also_for_later_years():
    lines = zone_lines("Europe/Paris", 2026, 2026)
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" in lines
    assert tzical(StringIO(lines)).get("Europe/Paris").utcoffset(
        AT.replace(year=2045, month=7, tzinfo=None)
    ) == timedelta(hours=2)
    assert "RRULE" not in zone_lines("Africa/Casablanca", 2022, 2029)


def test_a_moment_of_which_no_day_is_known_is_no_entry():
    assert not calendars.is_entry(Stored("tentative", None, None, "UTC"))
    assert not calendars.is_entry(Stored("tentative", AT, None, "UTC", "month"))
    assert calendars.is_entry(Stored("tentative", AT, None, "UTC", "week"))
