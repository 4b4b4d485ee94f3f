"""What Babel writes in a language, the recogniser finds, and nothing else."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from babel.dates import format_date, format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from heliograph.moments.recognise import DateFound, Day, find

LANGUAGES = ("en", "fr", "es", "pt", "it", "de", "ru")
PHRASES = {
    "en": ("The meeting is on {}, in the hall.", "Deadline: {}."),
    "fr": ("La réunion a lieu le {}, dans la salle.", "Date limite : {}."),
    "es": ("La reunión es el {}, en la sala.", "Fecha límite: {}."),
    "pt": ("A reunião é em {}, na sala.", "Prazo: {}."),
    "it": ("La riunione è il {}, nella sala.", "Scadenza: {}."),
    "de": ("Das Treffen ist am {}, im Saal.", "Frist: {}."),
    "ru": ("Встреча состоится {}, в зале.", "Срок: {}."),
}
ARABIC_FIGURES = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))


def days_in(found: tuple[DateFound, ...]) -> list[tuple[date | None, date | None]]:
    return [(_day(each.first), _day(each.last) if each.last else None) for each in found]


def _day(day: Day) -> date | None:
    return day.on(day.year) if day.year else None


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS, width=st.sampled_from(["full", "long", "medium"]), phrase=st.integers(0, 1))
def test_a_date_in_words_is_found_as_written(language: str, day: date, width: str, phrase: int) -> None:
    text = PHRASES[language][phrase].format(format_date(day, width, locale=language))
    assert days_in(find(text, language).dates) == [(day, None)], text


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS)
def test_the_weekday_that_is_written_is_the_days_own(language: str, day: date) -> None:
    text = PHRASES[language][0].format(format_date(day, "full", locale=language))
    assert [each.first.weekday for each in find(text, language).dates] == [day.weekday()]


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("fr", "{:%d/%m/%Y}"),
        ("es", "{:%d/%m/%Y}"),
        ("de", "{:%d.%m.%Y}"),
        ("en", "{:%Y-%m-%d}"),
        ("ar", "{:%Y/%m/%d}"),
        ("ru", "{:%d.%m.%Y}"),
    ],
)
@given(day=DAYS)
def test_a_date_in_figures_is_found(language: str, pattern: str, day: date) -> None:
    assert days_in(find(pattern.format(day), language).dates) == [(day, None)]


@given(day=DAYS)
def test_a_chinese_date_is_found(day: date) -> None:
    assert days_in(find(f"会议于{day.year}年{day.month}月{day.day}日举行", "zh").dates) == [(day, None)]


@given(day=DAYS)
def test_arabic_figures_are_read(day: date) -> None:
    text = format_date(day, "long", locale="ar").translate(ARABIC_FIGURES)
    assert days_in(find(text, "ar").dates) == [(day, None)], text


RANGE = {"en": "from {} to {}", "fr": "du {} au {}", "es": "del {} al {}", "de": "vom {} bis {}", "it": "dal {} al {}"}


@pytest.mark.parametrize("language", RANGE)
@given(first=DAYS, length=st.integers(1, 200), dash=st.booleans())
def test_a_range_of_full_dates_is_one(language: str, first: date, length: int, dash: bool) -> None:
    last = first + timedelta(days=length)
    written = [format_date(day, "long", locale=language) for day in (first, last)]
    text = " – ".join(written) if dash else RANGE[language].format(*written)
    assert days_in(find(text, language).dates) == [(first, last)], text


SHORT_RANGE = {
    "en": (
        "{a} to {b} {month} {year}",
        "{a}–{b} {month} {year}",
        "{month} {a}–{b}, {year}",
        "between {a} and {b} {month} {year}",
    ),
    "fr": ("du {a} au {b} {month} {year}", "{a}-{b} {month} {year}", "entre le {a} et le {b} {month} {year}"),
    "es": (
        "del {a} al {b} de {month} de {year}",
        "{a}-{b} de {month} de {year}",
        "entre el {a} y el {b} de {month} de {year}",
    ),
}


@pytest.mark.parametrize(("language", "pattern"), [(key, each) for key, all_ in SHORT_RANGE.items() for each in all_])
@given(year=st.integers(2020, 2039), month=st.integers(1, 12), a=st.integers(1, 27), more=st.integers(1, 10))
def test_a_range_inside_a_month_is_one(language: str, pattern: str, year: int, month: int, a: int, more: int) -> None:
    first = date(year, month, a)
    last = date(year, month, min(a + more, 28))
    name = format_skeleton("MMMM", first, locale=language)
    text = pattern.format(a=first.day, b=last.day, month=name, year=year)
    assert days_in(find(text, language).dates) == [(first, last)], text


CLOCK = {
    "en": ("at {:%H:%M}", "at {:%I:%M %p}"),
    "fr": ("à {:%H:%M}", "à {:%Hh%M}", "à {:%H h %M}"),
    "es": ("a las {:%H:%M}", "a las {:%H.%M} h"),
}


@pytest.mark.parametrize(("language", "pattern"), [(key, each) for key, all_ in CLOCK.items() for each in all_])
@given(clock=st.times(time(0, 1), time(23, 58)))
def test_a_clock_time_is_found(language: str, pattern: str, clock: time) -> None:
    text = pattern.format(clock)
    found = find(text, language).times
    assert [(each.first.minute, each.last, each.fault) for each in found] == [
        (clock.hour * 60 + clock.minute, None, "")
    ], text
