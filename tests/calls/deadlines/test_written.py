"""Dates as a reader sees them: in time order, with their history, and what he alone was given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.moments import later, on_day, sometime
from heliograph.calls.deadlines.setting import set_date, take_away
from heliograph.calls.deadlines.written import written
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import Call, Extension
from heliograph.calls.states import DeadlineKind as D
from tests.calls.factories import DAY, call, deadline
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
PARIS = "Europe/Paris"
FIRST = on_day(date(2026, 2, 1), PARIS)


def lines(one, dates=None, zone="Africa/Lome", language="en", now=NOW):
    with translation.override(language):
        return written(one, dates or dates_of(one), zone=zone, language=language, now=now)


@pytest.fixture
def dated(organizer):
    """A published call that closes on 1 February in Paris."""
    one = call(opens=None, closes=None, zone=PARIS)
    deadline(one, "closes", FIRST.at, until=FIRST.until, precision="day")
    return one


def test_dates_come_in_time_order_and_those_to_be_announced_last():
    one = call(opens=NOW - DAY, closes=NOW + 10 * DAY)
    deadline(one, "contact", None)
    deadline(one, "withdraw", NOW + 5 * DAY)
    found = lines(one)
    assert [line.kind for line in found] == [D.OPENS, D.WITHDRAW, D.CLOSES, D.CONTACT]
    assert [line.label for line in found] == ["Opened", "Withdraw by", "Closes", "You are contacted by"]
    assert [line.to_announce for line in found] == [False, False, False, True]


def test_only_closing_closes():
    one = call(opens=NOW + DAY, closes=NOW + 4 * DAY)
    deadline(one, "decide", NOW + 6 * DAY)
    assert [line.when.distance for line in lines(one)] == ["in 1 day", "closes in 4 days", "in 6 days"]


def test_a_day_says_until_which_instant_it_is_in_the_readers_time(dated):
    (line,) = lines(dated)
    assert (line.when.first, line.when.closes) == (
        "Sunday, 1 February 2026",
        "Open until Sunday, 1 February 2026, 22:59 (Lome time)",
    )


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Asia/Seoul", "until the end of the day in Paris time"), (PARIS, ""), (None, "")],
)
def test_a_day_names_the_organizers_zone_where_the_readers_is_another(dated, zone, said):
    (line,) = lines(dated, zone=zone)
    assert line.when.day_in == said


def test_an_instant_stands_in_both_zones_and_is_no_day_of_anybody(organizer):
    (line,) = lines(call(opens=None, closes=NOW + DAY, zone=PARIS))
    assert (line.when.first, line.when.second, line.when.day_in) == (
        "Tuesday, 13 January 2026, 09:00 (Lome time)",
        "Tuesday, 13 January 2026, 10:00 (Paris time)",
        "",
    )


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (
            "Asia/Seoul",
            "Monday, 2 February 2026, 07:59 (Seoul time), that is Sunday, 1 February 2026, 23:59 (Paris time)",
        ),
        ("Africa/Lome", "Sunday, 1 February 2026, 22:59 (Lome time), that is 23:59 (Paris time)"),
        (PARIS, "Sunday, 1 February 2026, 23:59 (Paris time)"),
        (None, "Sunday, 1 February 2026, 23:59 (Paris time)"),
    ],
)
def test_in_a_letter_a_date_is_one_line_of_words(dated, zone, said):
    deadline(dated, "contact", FIRST.at, until=FIRST.until, precision="day")
    deadline(dated, "decide", None, words="in spring")
    found = {line.kind: line.line for line in lines(dated, zone=zone)}
    own = zone in {None, PARIS}
    assert found == {
        D.CLOSES: said,
        D.CONTACT: "Sunday, 1 February 2026" + ("" if own else " (Paris time)"),
        D.DECIDE: "to be announced: in spring",
    }


def test_what_is_over_is_told_as_over(dated):
    (line,) = lines(dated, now=FIRST.until + DAY)
    assert (line.label, line.when.closes, line.when.distance) == (
        "Closed",
        "Closed on Sunday, 1 February 2026, 22:59 (Lome time)",
        "closed 1 day ago",
    )


def test_a_day_on_which_it_opens_says_from_which_instant(organizer):
    one, opening = call(opens=None, closes=None, zone=PARIS), on_day(date(2026, 2, 1), PARIS)
    deadline(one, "opens", opening.at, until=opening.until, precision="day")
    (line,) = lines(one)
    assert (str(line.when.phase), line.when.closes, line.when.day_in) == (
        "upcoming",
        "From Saturday, 31 January 2026, 23:00 (Lome time)",
        "from the beginning of the day in Paris time",
    )
    assert (
        line.line == "Saturday, 31 January 2026, 23:00 (Lome time), that is Sunday, 1 February 2026, 00:00 (Paris time)"
    )
    (over,) = lines(one, now=opening.at)
    assert (str(over.when.phase), over.when.closes) == ("past", "")


def test_dates_by_which_one_is_contacted_ask_nothing_of_the_reader(dated):
    deadline(dated, "contact", FIRST.at, until=FIRST.until, precision="day")
    deadline(dated, "withdraw", FIRST.at, until=FIRST.until, precision="day")
    closes = {line.kind: line.when.closes for line in lines(dated)}
    assert closes[D.CONTACT] == ""
    assert closes[D.WITHDRAW] == "Until Sunday, 1 February 2026, 22:59 (Lome time)"


def test_what_a_date_was_is_told_with_the_day_of_each_change(dated, organizer):
    for days, moment in enumerate(
        [on_day(date(2026, 2, 10), PARIS), on_day(date(2026, 2, 5), PARIS), later("in spring", PARIS), FIRST], 1
    ):
        set_date(dated, D.CLOSES, moment, organizer, NOW + days * DAY, f"Reason {days}")
    (line,) = lines(dated)
    assert line.history == (
        "was Sunday, 1 February 2026, extended on Tuesday, 13 January 2026",
        "was Tuesday, 10 February 2026, moved on Wednesday, 14 January 2026",
        "was Thursday, 5 February 2026, no longer certain since Thursday, 15 January 2026",
        "was to be announced: in spring, set on Friday, 16 January 2026",
    )
    assert line.reason == "Reason 4"


def test_a_date_that_was_taken_away_is_struck_out(dated, organizer):
    take_away(dated, D.CLOSES, organizer, NOW)
    (line,) = lines(dated)
    assert (line.is_gone, line.history) == (True, ("taken away on Monday, 12 January 2026",))
    assert (line.when.closes, line.when.day_in, line.when.distance) == ("", "", "")


def test_what_is_to_be_announced_says_what_is_known(dated, organizer):
    set_date(dated, D.CLOSES, later("first week of March", PARIS), organizer, NOW)
    (line,) = lines(dated)
    assert (line.when.first, str(line.when.phase)) == ("to be announced: first week of March", "tentative")


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("week", "to be announced: 4–10 Mar 2026"),
        ("ten-days", "to be announced: 1–10 Mar 2026"),
        ("half-month", "to be announced: 1–15 Mar 2026"),
        ("month", "to be announced: March 2026"),
        ("half-year", "to be announced: January – June 2026"),
    ],
)
def test_about_when_it_will_be_is_written_for_each_reader(dated, organizer, precision, said):
    set_date(dated, D.CLOSES, sometime(date(2026, 3, 4), precision, "Pacific/Apia"), organizer, NOW)
    (line,) = lines(dated)
    assert (line.when.first, line.line, line.to_announce) == (said, said, True)


def test_about_when_it_will_be_is_in_the_readers_language(dated, organizer):
    set_date(dated, D.CLOSES, sometime(date(2026, 3, 4), "month", PARIS), organizer, NOW)
    with translation.override("es"):
        (line,) = written(dated, dates_of(dated), zone=PARIS, language="es", now=NOW)
        assert "marzo de 2026" in line.when.first


def test_more_time_for_one_person_goes_before_the_date_of_everybody(dated):
    who, other = person(), person()
    until = on_day(date(2026, 2, 6), PARIS).until
    Extension.objects.create(call=dated, person=who, kind="closes", until=until, made_at=NOW)
    (line,) = lines(dated, dates_for(dated, who))
    assert (line.counts.first, line.counts.closes, line.when.first) == (
        "Friday, 6 February 2026",
        "Open until Friday, 6 February 2026, 22:59 (Lome time)",
        "Sunday, 1 February 2026",
    )
    assert line.line == "Friday, 6 February 2026, 22:59 (Lome time), that is 23:59 (Paris time)"
    (theirs,) = lines(dated, dates_for(dated, other))
    assert (theirs.own, theirs.counts) == (None, theirs.when)


def test_more_time_until_an_hour_is_shown_to_the_minute_and_less_time_not_at_all(dated):
    who, late = person(), person()
    Extension.objects.create(call=dated, person=who, until=datetime(2026, 2, 3, 15, tzinfo=UTC), made_at=NOW)
    Extension.objects.create(call=dated, person=late, until=NOW, made_at=NOW)
    assert lines(dated, dates_for(dated, who))[0].own.first == "Tuesday, 3 February 2026, 15:00 (Lome time)"
    assert lines(dated, dates_for(dated, late))[0].own is None


def test_prefetched_dates_need_no_query(dated, django_assert_num_queries):
    found = Call.objects.dated().get(pk=dated.pk)
    with django_assert_num_queries(0):
        lines(found)


def test_the_order_is_by_the_date_that_counts_for_the_person(dated):
    deadline(dated, "decide", FIRST.until + timedelta(days=2))
    who = person()
    Extension.objects.create(call=dated, person=who, until=FIRST.until + 9 * DAY, made_at=NOW)
    assert [line.kind for line in lines(dated, dates_for(dated, who))] == [D.DECIDE, D.CLOSES]
