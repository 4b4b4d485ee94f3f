"""What is repeated, as other programs count it: they agree with the times on record, one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from i18nfield.strings import LazyI18nString
from icalendar import Calendar

from heliograph.events.agenda.sources import Wanted, gather
from heliograph.events.agenda.writing import calendar
from heliograph.events.scheduling import timing
from heliograph.events.scheduling.recurring import repeat
from heliograph.events.scheduling.repeating import read_rule
from heliograph.frame.reader import Reader
from tests.events.factories import DAY, HOUR, event, occurrence
from tests.frame import strict_ics, two_readers
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db
PARIS = "Europe/Paris"
#: A Thursday at 9:30 in Paris.
FIRST = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)
SINCE, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)


def written(who):
    wanted = Wanted(who, Reader(("en",), None), NOW, NOW - 60 * DAY, whole=True)
    return calendar(gather(wanted), "Agenda", "en")


def counted(octets):
    """Start, end and place of each time, as recurring-ical-events finds them up to the horizon."""
    strict_ics.read(octets)
    two_readers.agree(octets)
    found = recurring_ical_events.of(Calendar.from_ical(octets)).between(SINCE, UNTIL)
    return sorted((each.start.astimezone(UTC), each.end.astimezone(UTC), str(each["location"])) for each in found)


def recorded(of):
    rows = of.occurrences.exclude(state="cancelled").filter(start__lt=UNTIL)
    return sorted((row.start, row.end, str(row.place) or "online") for row in rows)


@pytest.fixture
def standing(secretary):
    """A weekly meeting of the secretariat."""

    def made(rule="FREQ=WEEKLY", start=FIRST, **fields):
        one = event("Standing meeting", zone=PARIS)
        occurrence(one, start, end=start + HOUR, zone=PARIS, **fields)
        return repeat(one, read_rule(rule), secretary, NOW)

    return made


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
        "FREQ=WEEKLY;COUNT=5",
        "FREQ=WEEKLY;UNTIL=20260430",
        "FREQ=WEEKLY;UNTIL=20260430T083000Z",
        "FREQ=DAILY;COUNT=30",
        "FREQ=MONTHLY;BYDAY=3TH",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4",
        "FREQ=YEARLY;BYMONTH=1,6;BYDAY=1MO",
    ],
)
def test_rules_of_meetings_are_counted_alike(standing, secretary, rule):
    one = standing(rule)
    found = counted(written(secretary))
    assert found == recorded(one)
    assert len(found) > 1


def test_the_clock_on_the_wall_counts_when_the_clocks_change(standing, secretary):
    standing("FREQ=WEEKLY")
    clocks = {start.astimezone(ZoneInfo(PARIS)).time() for start, _end, _place in counted(written(secretary))}
    assert len(clocks) == 1


def test_a_meeting_at_an_hour_that_the_clocks_skip_or_show_twice(standing, secretary):
    """At half past two in Paris on 29 March no clock shows that time; on 25 October it comes twice."""
    one = standing("FREQ=DAILY;COUNT=300", start=datetime(2026, 3, 27, 1, 30, tzinfo=UTC))
    found = counted(written(secretary))
    assert {start for start, _e, _p in found} == {start for start, _e, _p in recorded(one)}


def test_exceptions_are_told_and_moved_times_stand_for_those_that_the_rule_gave(standing, secretary):
    one = standing()
    rows = list(one.occurrences.order_by("original_start"))
    timing.cancel(rows[2], "Holiday", secretary, NOW)
    rows[4].start, rows[4].end = rows[4].start + 26 * HOUR, rows[4].end + 27 * HOUR
    rows[4].sequence, rows[4].mode, rows[4].place = 1, "on-site", LazyI18nString({"en": "Room 4"})
    rows[4].save()
    octets = written(secretary)
    assert counted(octets) == recorded(one)
    master, moved = Calendar.from_ical(octets).walk("VEVENT")
    assert master["exdate"].dts[0].dt == rows[2].original_start
    assert (moved["recurrence-id"].dt, str(moved["location"])) == (rows[4].original_start, "Room 4")
    assert master["uid"] == moved["uid"] == f"{one.public_id}@heliograph.example.org"
    assert "rrule" in master
    assert "rrule" not in moved


def test_the_number_of_the_series_grows_with_every_change_of_one_of_its_times(standing, secretary):
    one = standing()
    before = Calendar.from_ical(written(secretary)).walk("VEVENT")[0]["sequence"]
    timing.cancel(one.occurrences.order_by("original_start")[3], "Holiday", secretary, NOW)
    assert Calendar.from_ical(written(secretary)).walk("VEVENT")[0]["sequence"] > before


def test_the_first_time_may_be_moved_or_cancelled(standing, secretary):
    one = standing()
    first = one.occurrences.order_by("original_start").first()
    first.start, first.end = first.start - DAY, first.end - DAY
    first.save()
    assert counted(written(secretary)) == recorded(one)
    timing.cancel(first, "Holiday", secretary, NOW)
    assert counted(written(secretary)) == recorded(one)


def test_another_rule_than_before_keeps_what_was_held(standing, secretary):
    one = standing("FREQ=DAILY;COUNT=10", start=NOW - 5 * DAY)
    repeat(one, read_rule("FREQ=WEEKLY;BYDAY=WE"), secretary, NOW)
    assert counted(written(secretary)) == recorded(one)


def test_a_meeting_that_is_over_for_long_is_told_no_more(standing, secretary):
    standing("FREQ=WEEKLY;COUNT=2", start=FIRST - 120 * DAY)
    assert list(Calendar.from_ical(written(secretary)).walk("VEVENT")) == []


def test_a_meeting_of_which_every_time_was_cancelled_is_told_as_cancelled(standing, secretary):
    one = standing("FREQ=WEEKLY;COUNT=2")
    for row in one.occurrences.all():
        timing.cancel(row, "Nobody comes", secretary, NOW)
    (master,) = Calendar.from_ical(written(secretary)).walk("VEVENT")
    assert str(master["status"]) == "CANCELLED"


def test_a_meeting_over_a_night_in_which_the_clocks_change_lasts_as_long_as_it_does(standing, secretary):
    night = datetime(2026, 3, 27, 22, 0, tzinfo=UTC)
    one = event("Night", zone=PARIS)
    occurrence(one, night, end=night + timedelta(hours=6), zone=PARIS)
    repeat(one, read_rule("FREQ=DAILY;COUNT=4"), secretary, NOW)
    assert counted(written(secretary)) == recorded(one)
