"""The sample's dates move by whole weeks, and every edition stays sensible on any day."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.sample.bulletins import earlier_issues, translations
from heliograph.sample.days import next_days
from heliograph.sample.moving import PRINTED_MONDAY, bulletin_monday, calendar
from heliograph.sample.phrases import paris_abbreviation, spell
from heliograph.sample.sources import SampleEdition, edition
from heliograph.texts import tree
from heliograph.texts.languages import CONTENT_LANGUAGES
from heliograph.texts.markdown import parse

ANY_DAY = st.dates(date(2024, 1, 1), date(2045, 12, 31))
MONTHS = list(month_name)
WEEKDAYS = list(day_name)
WEEKDAY_DATE = re.compile(rf"({'|'.join(WEEKDAYS)}) (\d+) ({'|'.join(MONTHS[1:])}) (\d{{4}})")
IN_SUMMER = date(2026, 7, 15)


def whole(one: SampleEdition) -> str:
    return "\n".join([one.title, one.introduction, *(f"{item.title}\n{item.body}" for item in one.items)])


@given(ANY_DAY)
def test_dates_move_by_whole_weeks_to_the_week_of_the_day(today: date) -> None:
    monday = bulletin_monday(today)
    assert calendar(today, "en").shift.days % 7 == 0
    assert timedelta(0) <= today - monday < timedelta(days=7)
    assert edition(22, "en", today).date == monday


def test_dates_stay_as_printed_where_the_setting_says_so() -> None:
    printed = edition(22, "en", bulletin_monday(IN_SUMMER, as_printed=True))
    assert printed.date == PRINTED_MONDAY
    assert printed.items[0].body.startswith("**31 March – 2 April 2026 | Hainan, China**")
    assert [picture.caption for picture in printed.items[7].pictures] == [
        "International Day of Education, 24 January 2026",
        "International Day of Commemoration in Memory of the Victims of the Holocaust, 27 January 2026",
        "International Mother Language Day, 21 February 2026",
    ]


@given(ANY_DAY)
@settings(max_examples=40)
def test_every_edition_is_whole_on_any_day(today: date) -> None:
    for one in [edition(22, "en", today), *translations(today).values()]:
        assert len(one.items) == 8
        assert [len(item.pictures) for item in one.items] == [0] * 7 + [3]
        assert not re.search(r"[{}]", whole(one))
        assert not any("*" in tree.words(parse(item.body)) for item in one.items)
        assert [item.label is None for item in one.items] == [True] + [False] * 7


@given(ANY_DAY)
@settings(max_examples=40)
def test_weekdays_are_true_on_any_day(today: date) -> None:
    found = WEEKDAY_DATE.findall(whole(edition(22, "en", today)))
    assert len(found) == 3
    for weekday, day, month, year in found:
        assert date(int(year), MONTHS.index(month), int(day)).strftime("%A") == weekday


@given(ANY_DAY)
def test_the_two_meetings_name_a_zone_that_is_not_in_force_and_the_webinars_the_right_one(today: date) -> None:
    one, dates = edition(22, "en", today), calendar(today, "en")
    meeting, webinar = dates.move(date(2026, 1, 15)), dates.move(date(2026, 1, 20))
    wrong = re.findall(r"\((CES?T), Paris time\)", one.items[0].body)
    assert wrong[0] == paris_abbreviation(meeting, in_force=False) != paris_abbreviation(meeting, in_force=True)
    assert re.findall(r"\((CES?T), Paris time\)", one.items[1].body)[0] == paris_abbreviation(webinar, in_force=True)


@given(ANY_DAY)
def test_international_days_stand_on_their_true_dates(today: date) -> None:
    found = next_days(today)
    assert len(found) == 3
    assert today <= found[0].on < found[1].on < found[2].on
    assert all(set(day.names) == set(CONTENT_LANGUAGES) and all(day.names.values()) for day in found)


@given(ANY_DAY)
@settings(max_examples=40)
def test_earlier_issues_lie_in_the_past(today: date) -> None:
    twentieth, twenty_first = earlier_issues(today)
    assert [one["en"].number for one in (twentieth, twenty_first)] == [20, 21]
    assert twentieth["en"].date < twenty_first["en"].date < bulletin_monday(today)
    assert not any(re.search(r"[{}]", whole(one)) for each in (twentieth, twenty_first) for one in each.values())
    assert [len(one["en"].items) for one in (twentieth, twenty_first)] == [3, 4]


@pytest.mark.parametrize(
    ("form", "language", "first", "last", "words"),
    [
        ("day", "fr", "2026-02-01", "2026-02-01", "1er février 2026"),
        ("day", "es", "2026-02-01", "2026-02-01", "1 de febrero de 2026"),
        ("day", "ar", "2026-02-01", "2026-02-01", "1 فبراير 2026"),
        ("weekday", "fr", "2026-01-15", "2026-01-15", "jeudi 15 janvier 2026"),
        ("weekday-month", "en", "2026-01-20", "2026-01-20", "Tuesday, 20 January"),
        ("range", "en", "2026-03-31", "2026-04-02", "31 March – 2 April 2026"),
        ("range", "en", "2026-04-01", "2026-04-03", "1 – 3 April 2026"),
        ("range", "en", "2026-12-31", "2027-01-02", "31 December 2026 – 2 January 2027"),
        ("from-to", "fr", "2026-04-01", "2026-04-03", "du 1er au 3 avril 2026"),
        ("from-to-without-year", "en", "2025-11-12", "2025-11-14", "from 12 to 14 November"),
        ("from-to-without-year", "es", "2025-12-31", "2026-01-02", "del 31 de diciembre al 2 de enero"),
        ("months", "fr", "2026-04-15", "2026-12-15", "d’avril à décembre 2026"),
        ("months", "en", "2026-10-15", "2027-06-15", "from October 2026 to June 2027"),
        ("week", "en", "2026-02-02", "2026-02-02", "the first week of February"),
        ("week", "fr", "2026-08-30", "2026-08-30", "la dernière semaine d’août"),
        ("week", "ar", "2026-02-08", "2026-02-08", "الأسبوع الثاني من فبراير"),
        ("day", "ru", "2026-02-01", "2026-02-01", "1 февраля 2026 года"),
        ("range", "ru", "2026-03-31", "2026-04-02", "31 марта – 2 апреля 2026 года"),
        ("months", "ru", "2026-04-15", "2026-12-15", "с апреля по декабрь 2026 года"),
        ("week", "ru", "2026-02-02", "2026-02-02", "первой неделе февраля"),
        ("weekday", "zh", "2026-01-15", "2026-01-15", "2026年1月15日星期四"),
        ("range", "zh", "2026-03-31", "2026-04-02", "2026年3月31日至4月2日"),
        ("range", "zh", "2026-12-31", "2027-01-02", "2026年12月31日至2027年1月2日"),
        ("from-to-without-year", "zh", "2025-11-12", "2025-11-14", "11月12日至14日"),
        ("months", "zh", "2026-10-15", "2027-06-15", "2026年10月至2027年6月"),
        ("year", "en", "2026-03-31", "2026-03-31", "2026"),
    ],
)  # fmt: skip
def test_dates_are_written_as_editors_of_the_language_do(form, language, first, last, words) -> None:
    assert spell(date.fromisoformat(first), date.fromisoformat(last), form, language) == words


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        calendar(PRINTED_MONDAY, "en").write("{2026-01-12 fortnight}")
