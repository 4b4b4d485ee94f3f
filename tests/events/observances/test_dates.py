"""When days are marked: the data's rules against dates that the calendar gives by another way."""

from __future__ import annotations

import calendar
import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.events.observances import dates
from heliograph.events.observances.dates import Misruled, check, days_of, next_of

DATA = Path(dates.__file__).parents[1] / "data" / "international_days.csv"


@dataclass(frozen=True)
class Rule:
    rule: str
    days: int = 1
    since_year: int | None = None


def data() -> dict[str, Rule]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["key"]: Rule(row["rule"], int(row["duration_days"] or 1), int(row["since_year"] or 0) or None)
        for row in rows
    }


def nth(year: int, month: int, weekday: int, place: int) -> date:
    """The calendar's own answer: the first, second … of a weekday in a month."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return [day for week in weeks for day in week if day.month == month and day.weekday() == weekday][place - 1]


@pytest.mark.parametrize(
    ("key", "month", "weekday", "place"),
    [
        ("girls-in-ict-day", 4, calendar.THURSDAY, 4),
        ("arts-education-week", 5, calendar.MONDAY, 4),
        ("international-day-of-cooperatives", 7, calendar.SATURDAY, 1),
        ("world-habitat-day", 10, calendar.MONDAY, 1),
        ("violence-and-bullying-at-school-day", 11, calendar.THURSDAY, 1),
        ("road-traffic-victims-day", 11, calendar.SUNDAY, 3),
        ("world-philosophy-day", 11, calendar.THURSDAY, 3),
    ],
)
def test_floating_days_are_where_the_calendar_has_them(key: str, month: int, weekday: int, place: int) -> None:
    rule = data()[key]
    for year in range(2021, 2051):
        first = nth(year, month, weekday, place)
        assert days_of(rule, year) == [(first, first + timedelta(days=rule.days - 1))]


def test_a_day_that_is_marked_twice_a_year_and_one_in_five_years() -> None:
    rules = data()
    birds = [first for first, _last in days_of(rules["migratory-bird-day"], 2027)]
    assert birds == [nth(2027, 5, calendar.SATURDAY, 2), nth(2027, 10, calendar.SATURDAY, 2)]
    marked = [year for year in range(2000, 2042) if days_of(rules["world-statistics-day"], year)]
    assert marked == [2010, 2015, 2020, 2025, 2030, 2035, 2040]
    assert next_of(rules["world-statistics-day"], date(2025, 10, 21)) == (date(2030, 10, 20), date(2030, 10, 20))


def test_the_week_of_science_and_peace_has_the_eleventh_of_november_in_it() -> None:
    for year in range(1990, 2051):
        ((first, last),) = days_of(data()["science-and-peace-week"], year)
        assert first.weekday() == calendar.MONDAY
        assert first <= date(year, 11, 11) <= last
        assert (last - first).days == 6


def test_every_row_of_the_data_has_a_rule_and_a_next_time() -> None:
    for rule in data().values():
        check(rule)
        found = next_of(rule, date(2026, 1, 1))
        assert found is not None
        assert found[0] <= found[1]


def test_years_and_decades_are_marked_from_the_first_of_january_to_the_last_day() -> None:
    decade = data()["decade-of-ocean-science"]
    assert days_of(decade, 2021) == [(date(2021, 1, 1), date(2030, 12, 31))]
    assert days_of(decade, 2022) == []
    assert next_of(decade, date(2030, 12, 31)) == (date(2021, 1, 1), date(2030, 12, 31))
    assert next_of(decade, date(2031, 1, 1)) is None


def test_nothing_is_marked_before_its_first_year() -> None:
    assert days_of(Rule("08-31", since_year=2027), 2026) == []
    assert next_of(Rule("08-31", since_year=2027), date(2026, 1, 1)) == (date(2027, 8, 31), date(2027, 8, 31))


def test_a_week_over_the_new_year_is_on_until_its_last_day() -> None:
    week = Rule("12-28", days=7)
    assert next_of(week, date(2027, 1, 3)) == (date(2026, 12, 28), date(2027, 1, 3))
    assert next_of(week, date(2027, 1, 4)) == (date(2027, 12, 28), date(2028, 1, 3))


def test_the_29th_of_february_comes_in_leap_years_only() -> None:
    assert days_of(Rule("02-29"), 2027) == []
    assert next_of(Rule("02-29"), date(2096, 3, 1)) == (date(2104, 2, 29), date(2104, 2, 29))


@given(st.sampled_from(sorted(data())), st.dates(date(2026, 1, 1), date(2060, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_the_next_time_is_the_first_that_is_not_over(key: str, today: date) -> None:
    rule = data()[key]
    every = [days for year in range(2015, today.year + 8) for days in days_of(rule, year)]
    assert next_of(rule, today) == next((days for days in every if days[1] >= today), None)


@pytest.mark.parametrize(
    ("rule", "about"),
    [
        (Rule("02-30"), "fixed"),
        (Rule("13-01"), "fixed"),
        (Rule("2030/2021"), "years"),
        (Rule("0000"), "years"),
        (Rule(""), "rule"),
        (Rule("tomorrow"), "rule"),
        (Rule("FREQ=SECONDLY"), "rule"),
        (Rule("FREQ=YEARLY;BYHOUR=1"), "rule"),
        (Rule("FREQ=YEARLY;BYDAY=9XX"), "rule"),
        (Rule("FREQ=YEARLY;FREQ=YEARLY"), "rule"),
        (Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=32"), "rule"),
        (Rule("FREQ=YEARLY;INTERVAL=5;BYMONTH=2;BYMONTHDAY=3"), "since"),
        (Rule("FREQ=YEARLY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=3", since_year=2000), "rule"),
        (Rule("01-01", days=0), "days"),
        (Rule("01-01", days=400), "days"),
        (Rule("٠١-٠١"), "rule"),
    ],
)
def test_what_says_no_days_is_refused(rule: Rule, about: str) -> None:
    with pytest.raises(Misruled, match=f"^{about}$"):
        check(rule)
