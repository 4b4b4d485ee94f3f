"""The events of a programme stand on its page, a series in its order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.calls.programmes import parts
from tests.calls.factories import call, programme
from tests.events.factories import DAY, HOUR, SOON, event, occurrence
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        text = client.get(url).content.decode()
    return text, len(caught)


def test_sessions_stand_by_number_with_what_is_over_folded_away_and_ticks_on_the_ribbon(client):
    one = programme("Webinars")
    second, first = event("Second session", programme=one, number=2), event("First session", programme=one, number=1)
    occurrence(second, SOON)
    occurrence(first, SOON + DAY)
    occurrence(event("Held session", programme=one), NOW - DAY)
    vague = event("Vague meeting", programme=one)
    occurrence(vague, None, state="tentative", precision="week", words="2026-02-02")
    event("Draft", programme=one, status="draft")
    event("By link", programme=one, visibility="link")
    text, few = queries(client, f"/programmes/{one.slug}/")
    section = text[text.index('id="_events"') :]
    order = [section.index(words) for words in ("First session", "Second session", "Vague meeting", "Held session")]
    assert order == sorted(order)
    assert section.index("<details") < section.index("Held session")
    assert "Draft" not in section
    assert "By link" not in section
    ribbon = text[: text.index('id="_events"')]
    assert all(words in ribbon for words in ("First session", "Second session", "Vague meeting"))
    for number in range(3, 9):
        occurrence(event(f"Session {number}", programme=one, number=number), SOON + number * DAY)
    _text, many = queries(client, f"/programmes/{one.slug}/?again")
    assert many == few


def test_a_programme_without_events_has_no_such_section(client):
    one = call().programme
    assert 'id="_events"' not in client.get(f"/programmes/{one.slug}/").content.decode()


def test_the_page_is_made_anew_when_an_event_begins(client):
    one = programme()
    occurrence(event(programme=one), NOW + HOUR / 60)
    response = client.get(f"/programmes/{one.slug}/")
    assert response.headers["ETag"]
    assert "in 1 minute" in response.content.decode()


def test_a_part_can_be_taken_away(client):
    occurrence(event("Alone", programme=programme(slug="alone")))
    kept = parts._sources["events"]
    parts.unregister("events")
    try:
        assert "Alone" not in client.get("/programmes/alone/").content.decode()
    finally:
        parts.register("events", kept[1], kept[0])
