"""The dates of a call in a calendar: right days and instants, one name for life, a number that grows."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from icalendar import Calendar

from heliograph.calls.deadlines.calendar import ics
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.moments import later, on_day
from heliograph.calls.deadlines.setting import set_date, take_away
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import Extension
from heliograph.calls.states import DeadlineKind as D
from tests.calls.factories import DAY, call, deadline
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
PARIS = "Europe/Paris"
FIRST = on_day(date(2026, 2, 1), PARIS)


@pytest.fixture
def one():
    """A published call that opens at a minute and closes on 1 February in Paris."""
    made = call("Posters", closes=None, zone=PARIS)
    deadline(made, "closes", FIRST.at, until=FIRST.until, precision="day")
    return made


def events(of, dates=None, language="en"):
    parsed = Calendar.from_ical(ics(of, dates or dates_of(of), language, "Africa/Lome", NOW))
    return {str(event["summary"]): event for event in parsed.walk("VEVENT")}


def test_days_are_days_and_minutes_are_instants_in_the_organizers_zone(one):
    found = events(one)
    assert list(found) == ["Opens: Posters", "Closes: Posters"]
    opens, closes = found.values()
    assert (opens.start.astimezone(UTC), opens["dtstart"].params["TZID"]) == (NOW - DAY, PARIS)
    assert (closes.start, closes.end) == (date(2026, 2, 1), date(2026, 2, 2))
    assert (str(closes["status"]), str(closes["transp"])) == ("CONFIRMED", "TRANSPARENT")
    assert "22:59 (Lome time)" in str(closes["description"])


def test_the_bytes_are_what_calendars_read(one):
    made = ics(one, dates_of(one), "en", None, NOW)
    assert made.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"BEGIN:VTIMEZONE" in made
    assert b"METHOD:PUBLISH" in made


def test_a_replaced_date_keeps_its_name_and_counts_on(one, organizer):
    before = events(one)["Closes: Posters"]
    set_date(one, D.CLOSES, on_day(date(2026, 2, 8), PARIS), organizer, NOW)
    after = events(one)["Closes: Posters"]
    assert (str(after["uid"]), after.start) == (str(before["uid"]), date(2026, 2, 8))
    assert [int(before["sequence"]), int(after["sequence"])] == [0, 1]


def test_a_date_taken_away_is_cancelled_and_one_set_again_is_later_than_that(one, organizer):
    take_away(one, D.CLOSES, organizer, NOW)
    gone = events(one)["Closes: Posters"]
    assert (str(gone["status"]), int(gone["sequence"]), gone.start) == ("CANCELLED", 1, date(2026, 2, 1))
    set_date(one, D.CLOSES, on_day(date(2026, 2, 8), PARIS), organizer, NOW)
    again = events(one)["Closes: Posters"]
    assert (str(again["status"]), int(again["sequence"])) == ("CONFIRMED", 2)


def test_a_date_no_longer_certain_is_cancelled_and_one_never_known_is_no_entry(one, organizer):
    set_date(one, D.CLOSES, later("in spring", PARIS), organizer, NOW)
    set_date(one, D.DECIDE, later("in summer", PARIS), organizer, NOW)
    found = events(one)
    assert list(found) == ["Opens: Posters", "Closes: Posters"]
    assert (str(found["Closes: Posters"]["status"]), int(found["Closes: Posters"]["sequence"])) == ("CANCELLED", 1)


def test_the_dates_of_a_cancelled_call_are_cancelled(one):
    one.status = "cancelled"
    assert {str(event["status"]) for event in events(one).values()} == {"CANCELLED"}


def test_who_was_given_more_time_finds_his_own_date(one):
    who = person()
    until = on_day(date(2026, 2, 6), PARIS).until
    Extension.objects.create(call=one, person=who, until=until, made_at=NOW)
    assert events(one, dates_for(one, who))["Closes: Posters"].start == date(2026, 2, 6)


def test_the_file_is_for_who_may_see_the_call(client, one):
    found = client.get(f"/calls/{one.slug}/dates.ics")
    assert (found.status_code, found["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert len(list(Calendar.from_ical(found.content).walk("VEVENT"))) == 2
    assert client.get(f"/calls/{call(status='draft').slug}/dates.ics").status_code == 404
    hidden = call(visibility="link")
    assert client.get(f"/calls/{hidden.slug}/dates.ics").status_code == 404
    assert client.get(f"/calls/{hidden.slug}/dates.ics?key={hidden.link}").status_code == 200


def test_the_file_is_in_the_readers_language(client, one):
    found = client.get(f"/calls/{one.slug}/dates.ics", HTTP_ACCEPT_LANGUAGE="fr")
    assert b"Posters" in found.content
    assert client.get(f"/calls/{one.slug}/dates.ics", HTTP_ACCEPT_LANGUAGE="fr").status_code == 200
