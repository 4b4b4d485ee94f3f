"""The log of a call says what each change was about."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import translation

from heliograph.calls.deadlines import extending
from heliograph.calls.deadlines.moments import later, on_day
from heliograph.calls.deadlines.setting import set_date, take_away
from heliograph.calls.deadlines.written import View
from heliograph.calls.desk.entry_details import details
from heliograph.calls.models import CallEntry
from heliograph.calls.states import DeadlineKind as D
from tests.calls.desk.test_domain import save
from tests.calls.factories import DAY, call
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def secretary():
    return with_role(person("desk@secretariat.example.org"), "secretariat")


def told(one) -> list[str]:
    with translation.override("en"):
        return details(one.entries.select_related("call"), View("Europe/Paris", "en", NOW))


def test_a_date_is_named_with_what_it_was_and_is(secretary) -> None:
    one = call(status="draft", published_at=None, closes=None, zone="Europe/Paris")
    set_date(one, D.DECIDE, on_day(date(2026, 2, 15), "Europe/Paris"), secretary, NOW)
    set_date(one, D.DECIDE, later("in May", "Europe/Paris"), secretary, NOW)
    take_away(one, D.DECIDE, secretary, NOW)
    assert told(one) == [
        "Decisions by: Sunday, 15 February 2026",
        "Decisions by: to be announced: in May (before: Sunday, 15 February 2026)",
        "Decisions by: to be announced: in May",
    ]


def test_a_line_of_before_is_still_read(secretary) -> None:
    one = call(zone="Europe/Paris")
    data = {"kind": "closes", "before": None, "after": "2026-02-15T09:00:00+00:00"}
    for each in (data, {**data, "after": "soon"}, {**data, "kind": "gone"}, {}):
        CallEntry.objects.create(call=one, at=NOW, verb="date-set", data=each)
    assert told(one) == ["Closes: Sunday, 15 February 2026, 10:00 (Paris time)", "Closes: soon", "", ""]


def test_the_fields_that_were_saved_are_named(secretary) -> None:
    one = call(capacity=3)
    saved = save(one, secretary, title={"en": "Other"}, capacity=4)
    save(saved, secretary)
    assert told(one) == ["places and title", ""]


def test_fields_and_places_are_parted_as_the_language_does_it() -> None:
    one = call()
    CallEntry.objects.create(call=one, at=NOW, verb="edit", data={"fields": ["title", "capacity"], "offered": 2})
    said = {}
    for language in ("en", "ar"):
        with translation.override(language):
            said[language] = details(one.entries.select_related("call"), View("Europe/Paris", language, NOW))
    assert said["en"] == ["title and places; 2 places offered"]
    assert ("؛" in said["ar"][0], ";" in said["ar"][0]) == (True, False)


def test_who_was_given_more_time_until_when_is_said_in_one_query(secretary, django_assert_num_queries) -> None:
    one, ama, kofi = call(zone="Europe/Paris"), person(name="Ama"), person(name="Kofi")
    until = on_day(date(2026, 2, 15), "Europe/Paris").until
    for who in (ama, kofi):
        extending.grant(one, who, D.CLOSES, until, secretary, NOW)
    with django_assert_num_queries(2):
        assert told(one) == [f"{who}, Closes: Sunday, 15 February 2026" for who in ("Ama", "Kofi")]


def test_a_version_of_the_questions_and_a_file_are_named(secretary) -> None:
    one = call()
    for verb, data in [
        ("questions", {"version": 2, "new": True}),
        ("questions", {"version": 2, "new": False}),
        ("file", {"title": "Guide"}),
        ("ask-reconfirm", {"letters": 3}),
        ("publish", {}),
    ]:
        CallEntry.objects.create(call=one, at=NOW, verb=verb, data=data)
    assert told(one) == ["version 2, begun", "version 2", "Guide", "3 letters", ""]


def test_the_page_of_a_call_shows_it(client, secretary) -> None:
    one = call(slug="register", zone="Europe/Paris", closes=NOW + DAY)
    set_date(one, D.DECIDE, on_day(date(2026, 2, 15), "Europe/Paris"), secretary, NOW)
    client.force_login(secretary)
    assert "<strong>date set</strong> <bdi>Decisions by: Sunday, 15 February 2026</bdi>" in (
        client.get("/desk/calls/register/").content.decode()
    )
