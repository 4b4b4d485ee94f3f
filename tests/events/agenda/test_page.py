"""The agenda as a page: by days or as a month, in the reader's time, narrowed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from heliograph.events.agenda.days import grid
from heliograph.frame.reader import Reader
from tests.calls.factories import call, programme
from tests.events.factories import DAY, HOUR, event, follower, occurrence
from tests.events.observances.factories import day
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
#: Half past nine in Paris, half past five in the afternoon in Seoul, the night before in Honolulu.
MORNING = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)


def page(client, query="", zone="Asia/Seoul", **headers):
    client.cookies["zone"], client.cookies["zone-chosen"] = zone, "1"
    answer = client.get(f"/agenda/{query}", headers=headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


def by_day(main):
    return {
        one.select_one("h2 time")["datetime"]: [" ".join(each.get_text(" ").split()) for each in one.select("h3")]
        for one in main.select(".agenda-day")
        if one.select_one("h2 time")
    }


def titles(main):
    return [" ".join(each.get_text().split()) for each in main.select("h3")]


def test_each_thing_stands_on_the_day_that_it_is_for_the_reader(client):
    occurrence(event("Meeting"), MORNING, end=MORNING + HOUR)
    day("Peace", "01-15")
    seoul = page(client)
    assert by_day(seoul) == {"2026-01-15": ["Peace", "Meeting"]}
    assert "17:30 – 18:30 (Seoul time)" in seoul.get_text()
    assert "09:30 – 10:30 (Paris time)" in seoul.get_text()
    occurrence(event("At night"), MORNING.replace(hour=9, minute=59))
    assert by_day(page(client, "?x=1", "Pacific/Honolulu")) == {
        "2026-01-14": ["Meeting", "At night"],
        "2026-01-15": ["Peace"],
    }


def test_over_midnight_and_over_the_date_line(client):
    late = datetime(2026, 1, 15, 22, 30, tzinfo=UTC)
    occurrence(event("Over midnight"), late, end=late + 3 * HOUR)
    assert list(by_day(page(client, zone="Europe/Paris"))) == ["2026-01-15"]
    assert list(by_day(page(client, "?x=1", "Pacific/Kiritimati"))) == ["2026-01-16"]


def test_a_zone_that_is_none_is_not_believed(client):
    occurrence(event("Meeting"), MORNING)
    assert "09:30 (Paris time)" in page(client, zone="Mars/Olympus").get_text().replace(" – 10:30", "")


def test_from_a_day_on_and_to_the_days_before_and_after(client):
    occurrence(event("In spring"), NOW + 80 * DAY)
    occurrence(event("Began before"), NOW - DAY, end=NOW + DAY)
    assert titles(page(client)) == ["Began before"]
    later = page(client).select_one("a[rel=next]")["href"]
    assert later == "?from=2026-03-09"
    main = page(client, later)
    assert titles(main) == ["In spring"]
    assert main.select_one("a[rel=prev]")["href"] == "?from=2026-01-12"


@pytest.mark.parametrize(
    ("query", "there"), [("", "?kind=event&from=2027-03-01"), ("month=2026-01", "?kind=event&month=2027-03")]
)
def test_a_given_month_is_gone_to_by_a_form(client, query, there):
    occurrence(event("In a year"), datetime(2027, 3, 5, 9, tzinfo=UTC))
    form = page(client, f"?kind=event&{query}").select_one("form.agenda-jump")
    fields = {one["name"]: one["value"] for one in form.select("input")} | {form.select_one("select")["name"]: "3"}
    assert fields["year"] == "2026"
    answer = client.get(form["action"], fields | {"year": "2027"})
    assert (answer.status_code, answer["Location"]) == (302, f"/agenda/{there}")
    main = page(client, there)
    assert main.select_one(".agenda-line h3, .month-marks a").get_text(strip=True).endswith("In a year")
    form = main.select_one("form.agenda-jump")
    assert (form.select_one("option[selected]").text, form.select_one("[name=year]")["value"]) == ("March", "2027")
    kept = main.select_one("form.agenda-choices input[type=hidden]")
    assert there.endswith(f"{kept['name']}={kept['value']}")


def test_from_the_list_to_the_month_and_back_one_stays_where_one_was(client):
    def ways(query):
        shown = {each.get_text(strip=True): each["href"] for each in page(client, query).select("header nav a")}
        return {name: shown.get(name) for name in ("List", "Month", "Today")}

    assert ways("") == {"List": "?", "Month": "?month=2026-01", "Today": None}
    assert ways("?month=2026-01") == {"List": "?", "Month": "?month=2026-01", "Today": None}
    assert ways("?month=2027-03") == {"List": "?from=2027-03-01", "Month": "?month=2027-03", "Today": "?month=2026-01"}
    assert ways("?from=2027-03-09") == {"List": "?from=2027-03-09", "Month": "?month=2027-03", "Today": "?"}


@pytest.mark.parametrize(
    "query",
    [
        "?from=3&year=9999",
        "?from=13&year=2026",
        "?month=&year=",
        "?year=2026",
        "?from=x",
        "?from=9999-12-31",
        "?month=2026-13",
        "?month=x",
        "?kind=x",
        "?country=xx",
    ],
)
def test_what_no_address_says_asks_for_nothing(client, query):
    occurrence(event("Meeting"))
    assert titles(page(client, f"?{query}")) == ["Meeting"]


def test_what_is_to_be_confirmed_stands_below_the_days(client):
    occurrence(event("Who knows when"), None, state="tentative")
    main = page(client)
    assert main.select_one("#_undated").find_next("h3").get_text(strip=True) == "Who knows when"
    assert titles(page(client, "?from=2026-03-01")) == []


def test_a_cancelled_event_says_so(client):
    occurrence(event("Off"), state="cancelled")
    assert "cancelled" in page(client).select_one(".agenda-line").get_text()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=event", {"All", "Togo", "Peru", "French"}),
        ("?kind=deadline", {"Closes: Posters"}),
        ("?kind=day", {"Peace"}),
        ("?country=TG&kind=event", {"All", "Togo", "French"}),
        ("?region=africa&kind=event", {"All", "Togo", "French"}),
        ("?language=en&kind=event", {"All", "Togo", "Peru"}),
        ("?programme=summit", {"All"}),
    ],
)
@pytest.mark.every_case
def test_it_can_be_narrowed(client, query, expected):
    occurrence(event("All", programme=programme(slug="summit")))
    occurrence(event("Togo", country="TG"))
    occurrence(event("Peru", country="PE"))
    occurrence(event("French"), languages=["fr"])
    call("Posters", opens=None)
    day("Peace", "01-16")
    assert set(titles(page(client, query))) == expected


def test_what_is_mine(client):
    ama = person()
    client.force_login(ama)
    follower(occurrence(event("Followed")).event, ama)
    occurrence(event("Other"))
    assert titles(page(client, "?mine=1")) == ["Followed"]
    client.logout()
    assert set(titles(page(client, "?mine=1"))) == {"Followed", "Other"}


def test_the_grid_of_a_month_has_every_day_of_what_lasts(client):
    occurrence(event("Summit"), MORNING, end=MORNING + 50 * HOUR)
    occurrence(event("Next month"), MORNING + 25 * DAY)
    main = page(client, "?month=2026-01")
    assert [len(row.select("td")) for row in main.select(".month tbody tr")] == [7] * 5
    found = [cell.select_one("time")["datetime"] for cell in main.select("td:has(li)")]
    assert found == ["2026-01-15", "2026-01-16", "2026-01-17"]
    first = main.select_one("td:has(li)").get_text(" ", strip=True)
    assert "17:30 Summit" in first
    assert "09:30 Paris time" in first
    assert main.select_one("a[rel=next]")["href"] == "?month=2026-02"
    assert main.select_one("a[rel=prev]")["href"] == "?month=2025-12"


@pytest.mark.parametrize(("language", "first"), [("en", "Mon"), ("pt-BR", "dom."), ("ar-EG", "السبت")])
def test_weeks_begin_as_they_do_for_the_reader(language, first):
    month = grid([], 2026, 2, Reader((language,), "Africa/Cairo"), "Africa/Cairo", NOW)
    assert month.names[0][0] == first
    assert {cell.number for week in month.weeks for cell in week if cell.inside} == set(range(1, 29))


def test_ways_into_other_calendars(client):
    occurrence(event(programme=programme("Summit", slug="summit")))
    main = page(client, "?programme=summit&country=TG")
    assert re.findall(r'href="(webcal://[^"]+)"', str(main)) == [
        "webcal://127.0.0.1:8000/calendars/countries/tg.ics?in=en",
        "webcal://127.0.0.1:8000/calendars/programmes/summit.ics?in=en",
        "webcal://127.0.0.1:8000/calendars/all.ics?in=en",
    ]
    assert "calendar.google.com/calendar/r?cid=webcal%3A%2F%2F" in str(main)


def test_it_is_a_finished_page_for_who_is_signed_out(client, django_assert_num_queries):
    occurrence()
    page(client)
    with django_assert_num_queries(1):
        page(client)


def test_the_same_number_of_queries_for_any_number_of_things(client, django_assert_max_num_queries):
    client.force_login(person())
    for number in range(2):
        occurrence(event(f"E{number}"))
    with django_assert_max_num_queries(60) as few:
        page(client)
    for number in range(6):
        occurrence(event(f"E{number}"))
        call(f"C{number}")
    with django_assert_max_num_queries(len(few.captured_queries) + 2):
        page(client)
