"""The calendar of international days, the page of one, and the wish to follow it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.calls.models import Response
from heliograph.events.observances.following import themes_of
from heliograph.events.observances.loading import load_observances
from heliograph.events.observances.models import Observance, ObservanceCall, ObservanceDocument, ObservanceFollower
from tests.calls.factories import call, response
from tests.events.factories import SOON, event, occurrence
from tests.events.observances.factories import day
from tests.library.factories import document
from tests.network.factories import NOW, person, school

pytestmark = pytest.mark.django_db


def text(page) -> str:
    """The words of the main part of a page."""
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def test_the_calendar_has_a_year_by_months_and_the_next_days_first(client) -> None:
    load_observances(NOW)
    page = client.get("/days/")
    said = text(page)
    assert "World Logic Day Wednesday, 14 January 2026" in said
    assert next(line.observance.key for line in page.context["coming"]) == "world-logic-day"
    assert said.index("January Sunday, 4 January 2026") < said.index("Thursday, 19 November 2026 World Philosophy Day")
    assert "2021 to 2030 United Nations Decade of Ocean Science" in said
    assert "Girls in ICT" not in said
    assert "Thursday, 23 April 2026 International Girls in ICT Day" in text(client.get("/days/?all=1&theme=education"))


def test_names_are_in_the_readers_language_or_said_to_be_english(client) -> None:
    load_observances(NOW)
    day("Our day of rivers", own=True)
    page = client.get("/days/", headers={"accept-language": "ar"}).content.decode()
    assert "اليوم الدولي للتعليم" in page
    assert re.findall(r'lang="en" dir="ltr">([^<]*\bday\b[^<]*)<', page, re.IGNORECASE) == ["Our day of rivers"]


@pytest.mark.parametrize("query", ["year=1800", "year=2031", "year=0000"])
def test_a_year_far_away_has_no_page(client, query) -> None:
    assert client.get(f"/days/?{query}").status_code == 404


def test_odd_filters_are_none(client) -> None:
    day()
    assert "Day of Rivers" in text(client.get("/days/?year=soon&theme=nonsense&all=x"))


def test_a_page_says_when_it_comes_and_who_proclaimed_it(client) -> None:
    load_observances(NOW)
    said = text(client.get("/days/international-day-of-education/"))
    for words in (
        "Saturday, 24 January 2026",
        "then Sunday, 24 January 2027",
        "the General Assembly",
        "A/RES/73/25",
        "2019",
    ):
        assert words in said
    assert "It is over" not in said


def test_what_is_over_says_so(client) -> None:
    day("Year of Rivers", "2025", key="rivers", kind="year")
    assert "It is over and does not come again." in text(client.get("/days/rivers/"))


def contributed(of: Observance, state: str, **fields) -> Response:
    to = ObservanceCall.objects.get(observance=of, tells=True).call
    made = response(to, for_=school(**fields))
    made.state = state
    made.save(update_fields=["state"])
    return made


def test_a_page_has_what_the_network_does_on_it(client) -> None:
    rivers = day(key="rivers", text="We *clean* the banks.")
    ObservanceCall.objects.create(observance=rivers, call=call("Posters of rivers"))
    ObservanceCall.objects.create(observance=rivers, call=call("Tell us", kind="contribution"), tells=True)
    ObservanceDocument.objects.create(observance=rivers, document=document("Handbook of rivers"))
    ObservanceDocument.objects.create(observance=rivers, document=document("Secret draft", published=False))
    occurrence(event("Walk along the river", observance=rivers))
    event("Draft walk", observance=rivers, status="draft")
    contributed(rivers, "accepted", name="School of the Bridge")
    contributed(rivers, "submitted", name="School that waits")
    contributed(rivers, "declined", name="School that was declined")
    said = text(client.get("/days/rivers/"))
    for words in ("We clean the banks", "Posters of rivers", "Handbook of rivers", "Walk along the river",
                  "1 school has told", "School of the Bridge"):  # fmt: skip
        assert words in said
    for words in ("Secret draft", "Draft walk", "that waits", "was declined"):
        assert words not in said


def test_a_school_that_is_not_listed_is_counted_and_not_named(client) -> None:
    rivers = day(key="rivers")
    ObservanceCall.objects.create(observance=rivers, call=call(kind="contribution"), tells=True)
    contributed(rivers, "accepted", name="Hidden School", visibility="hidden")
    said = text(client.get("/days/rivers/"))
    assert "1 school has told" in said
    assert "Hidden School" not in said


def test_a_page_takes_as_many_queries_whatever_it_has(client) -> None:
    rivers = day(key="rivers")

    def fill(number: int) -> None:
        for each in range(number):
            ObservanceCall.objects.create(observance=rivers, call=call(f"Call {number}{each}"))
            ObservanceCall.objects.create(observance=rivers, call=call(kind="contribution"), tells=True)
            ObservanceDocument.objects.create(observance=rivers, document=document(f"Book {number}{each}"))
            occurrence(event(observance=rivers))

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get("/days/rivers/", headers={"accept-language": f"en;q=0.{len(found)}"}).status_code == 200
        return len(found)

    fill(1)
    client.force_login(person("one@example.org"))
    client.get("/days/rivers/")
    few = queries()
    fill(3)
    assert queries() == few


def test_a_hidden_day_has_no_page_and_stands_in_no_calendar(client, desk) -> None:
    day("Day of Nothing", key="nothing", hidden_at=NOW)
    stranger = type(desk)()
    assert stranger.get("/days/nothing/").status_code == 404
    assert "Day of Nothing" not in text(stranger.get("/days/"))
    assert "hidden" in text(desk.get("/days/nothing/"))


def test_who_is_signed_in_follows_a_day_and_no_more(client) -> None:
    rivers, somebody = day(key="rivers"), person("one@example.org")
    assert "/account/login" in client.post("/days/rivers/follow/").headers["Location"]
    client.force_login(somebody)
    for _again in range(2):
        assert client.post("/days/rivers/follow/").headers["Location"] == "/days/rivers/#follow"
    assert ObservanceFollower.objects.get().person == somebody
    assert "It stands in your calendar; you are written to two weeks before." in text(client.get("/days/rivers/"))
    assert client.get("/days/rivers/follow/").status_code == 303
    client.post("/days/rivers/follow/", {"follow": "0"})
    assert not rivers.followers.exists()


def test_who_is_signed_in_follows_a_theme(client) -> None:
    day("Day of Rivers", "01-20", key="rivers")
    day("Further", "01-21", key="further", tier="extended")
    page, somebody = "/days/themes/environment/follow/", person("one@example.org")
    assert "/account/login" in client.post(page).headers["Location"]
    client.force_login(somebody)
    for _again in range(2):
        assert client.post(page).headers["Location"] == "/days/?theme=environment#follow"
    assert themes_of(somebody) == {"environment"}
    assert "Take them out" in text(client.get("/days/?theme=environment"))
    assert "Follow this theme no longer" in text(client.get("/days/rivers/"))
    assert "Follow this theme no longer" not in text(client.get("/days/further/"))
    agenda = text(client.get("/agenda/?mine=1"))
    assert ("Day of Rivers" in agenda, "Further" in agenda) == (True, False)
    assert client.get(page).status_code == 303
    assert client.post("/days/themes/nothing/follow/").status_code == 404
    client.post(page, {"follow": "0"})
    assert not themes_of(somebody)


@pytest.mark.parametrize(("query", "feed"), [("", "all"), ("?theme=peace", "peace")])
def test_the_calendar_of_a_theme_can_be_subscribed_to(client, query, feed) -> None:
    day(theme="peace")
    assert f"/calendars/days/{feed}.ics?in=en" in client.get(f"/days/{query}").text
    assert client.get(f"/calendars/days/{feed}.ics").status_code == 200


def test_an_edit_shows_at_the_next_request(client, desk) -> None:
    day(key="rivers")
    stranger = type(desk)()
    assert stranger.get("/days/rivers/").status_code == 200
    desk.post("/desk/days/rivers/hide/")
    assert stranger.get("/days/rivers/").status_code == 404


def test_events_of_a_day_stand_in_their_order_whenever_they_were_entered(client):
    one = day(key="peace")
    for title, hours in (("Unknown", None), ("Afternoon", 15), ("Morning", 9)):
        occurrence(event(title, observance=one), None if hours is None else SOON.replace(hour=hours))
    page = client.get("/days/peace/").content.decode()
    assert page.index("Morning") < page.index("Afternoon") < page.index("Unknown")
