"""From a proposal to an event: one confirmation each, tentative ones in the words of the bulletin."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from heliograph.bulletin.binding.guessing_events import guess_event
from heliograph.bulletin.binding.tying import unmake
from heliograph.bulletin.importing import convert_file, draft_from
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import Binding, Issue, ItemProposal
from heliograph.calls.models import Programme
from heliograph.events.models import Event
from tests.bulletin.binding.scenes import conference
from tests.conftest import NOW
from tests.events.factories import event

pytestmark = pytest.mark.django_db
REAL = Path(
    os.environ.get("HELIOGRAPH_BULLETIN", Path(__file__).parents[4] / "shared" / "bulletins" / "info-flash-22.txt")
)
PREFILL = {
    "what": "meeting", "start": "2026-02-02T10:00", "end": "2026-02-02T12:00", "zone": "Europe/Paris",
    "date_only": False, "precision": "minute", "tentative": False, "place": None, "mode": "online",
    "languages": ["en"], "contact": ["conference@secretariat.example.org"],
}  # fmt: skip


def proposed(item, title="Conference: meeting", **prefill):
    made: ItemProposal = ItemProposal.objects.create(
        item=item, kind="event", title=title, position=item.proposals.count(), prefill={**PREFILL, **prefill}
    )
    return made


def page_of(one):
    return f"/desk/issues/{one.item.issue.number}/items/{one.item.slug}/proposals/{one.pk}/event/"


def filled(page):
    """What a browser would send of a page that nobody has changed."""
    sent: dict[str, object] = {}
    for field in BeautifulSoup(page.content, "html.parser").select("main form [name]"):
        name, kind = field["name"], field.get("type")
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            sent[name] = chosen["value"] if chosen else ""
        elif kind in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field["value"] if field.has_attr("value") else "on")
        elif name != "csrfmiddlewaretoken":
            sent[name] = field.get_text() if field.name == "textarea" else field.get("value", "")
    return sent


def test_one_press_makes_a_draft_with_its_time_and_binds_the_item(desk):
    one = proposed(conference())
    answer = desk.post(page_of(one), filled(desk.get(page_of(one))))
    made = Event.objects.get()
    assert answer.headers["Location"] == f"/desk/events/{made.slug}/"
    time = made.occurrences.get()
    assert (str(made.title), made.kind, made.status) == ("Conference: meeting", "meeting", "draft")
    assert (time.start, time.end) == (datetime(2026, 2, 2, 9, tzinfo=UTC), datetime(2026, 2, 2, 11, tzinfo=UTC))
    assert (time.state, time.mode, time.languages) == ("confirmed", "online", ["en"])
    assert (made.contact, str(made.programme.title)) == ("conference@secretariat.example.org", "Conference")
    assert Binding.objects.get().event == made
    assert desk.get(page_of(one)).headers["Location"] == f"/desk/events/{made.slug}/"
    assert not ItemProposal.objects.open().exists()


def test_one_session_in_three_languages_is_one_event_with_three_times(desk):
    item = conference()
    times = [("en", "2026-02-02T10:00"), ("fr", "2026-02-03T15:00"), ("es", "2026-02-04T18:00")]
    for language, start in times:
        one = proposed(item, "Conference: webinar", what="webinar", start=start, end=None, languages=[language])
        desk.post(page_of(one), filled(desk.get(page_of(one))))
    made = Event.objects.get()
    assert made.kind == "webinar"
    assert [each.languages for each in made.occurrences.order_by("start")] == [["en"], ["fr"], ["es"]]
    assert Programme.objects.count() == 1


def test_what_is_known_by_the_week_stays_tentative_in_its_own_words(desk):
    item = conference()
    item.moments.filter(kind="event").delete()
    item.moments.create(
        kind="tentative", what="meeting", start=datetime(2026, 1, 31, 23, tzinfo=UTC), zone="Europe/Paris",
        precision="week", text="in the first week of February",
    )  # fmt: skip
    one = proposed(item, start="2026-02-01", end=None, precision="week", tentative=True, date_only=True)
    desk.post(page_of(one), filled(desk.get(page_of(one))))
    time = Event.objects.get().occurrences.get()
    assert (time.state, time.start, str(time.said)) == ("tentative", None, "in the first week of February")
    assert time.words.startswith("2026-0")


def test_a_time_that_cannot_be_is_refused_at_its_field_and_nothing_is_made(desk):
    one = proposed(conference())
    page = desk.post(page_of(one), {**filled(desk.get(page_of(one))), "end_clock": "09:00"})
    assert "The time cannot be read as you wrote it." in page.text
    page = desk.post(page_of(one), {**filled(desk.get(page_of(one))), "programme_title": "", "programme": ""})
    assert "Give the new programme a name" in page.text
    assert not Event.objects.exists()


def test_a_draft_is_unmade_with_all_its_times_and_the_proposals_are_open_again(desk, secretary):
    item = conference()
    ones = [proposed(item, start=f"2026-02-0{day}T10:00", end=None) for day in (2, 3)]
    for one in ones:
        desk.post(page_of(one), filled(desk.get(page_of(one))))
    asked = desk.get(page_of(ones[0]).replace("event/", "unmake/"))
    assert "The event goes with all its times" in asked.text
    unmake(ones[1], secretary, NOW)
    assert ItemProposal.objects.open().count() == 2
    assert [each.objects.count() for each in (Event, Programme, Binding)] == [0, 0, 0]


def test_an_event_of_another_item_is_not_offered(desk):
    one, other = proposed(conference()), event()
    page = desk.post(page_of(one), {**filled(desk.get(page_of(one))), "event": other.slug})
    assert page.status_code == 200
    assert not other.occurrences.exists()


@pytest.mark.skipif(not REAL.exists(), reason="the real bulletin is not here")
def test_every_proposal_of_the_real_bulletin_becomes_an_event_by_one_press(desk):
    issue = save_draft(
        draft_from(convert_file(REAL, REAL.name), now=NOW, organizer_zone="Europe/Paris"), {}, REAL.name, None, NOW
    )
    proposals = list(ItemProposal.objects.events().filter(item__issue=issue).select_related("item__issue"))
    assert len(proposals) >= 8
    for one in proposals:
        tentative = guess_event(one).time.state == "tentative"
        answer = desk.post(page_of(one), filled(desk.get(page_of(one))))
        assert answer.status_code == 302, one.title
        one.refresh_from_db()
        time = one.event.occurrences.order_by("-pk").first()
        assert (time.state == "tentative") == tentative
        assert not tentative or str(time.said), one.title
    assert Issue.objects.count() == 1
