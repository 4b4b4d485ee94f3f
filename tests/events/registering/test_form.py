"""Choosing a time in the form, in the reader's zone and language; and what stands on the page of the event."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from heliograph.calls.exporting.columns import layout_of
from heliograph.calls.models import Call
from heliograph.calls.questions import versions
from heliograph.calls.questions.telling import told
from heliograph.events.registering.models import Registration
from heliograph.events.scheduling import timing
from tests.events.factories import DAY, HOUR, SOON
from tests.events.registering.making import register, registration
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
#: Three times of one session on a day in January: in the evening in Paris, in the morning, at night.
MORNING, EVENING = datetime(2026, 1, 22, 8, tzinfo=UTC), datetime(2026, 1, 22, 15, tzinfo=UTC)


def session():
    return registration(
        None,
        {"start": MORNING, "end": MORNING + HOUR, "languages": ["fr"], "captions": ["ar"]},
        {"start": EVENING, "end": EVENING + HOUR, "languages": ["es"], "lines": 2},
        {"start": EVENING + DAY, "end": EVENING + DAY + HOUR, "mode": "hybrid", "place": "Paris"},
    )


def options(page):
    inputs = re.findall(r'<label for="[^"]+"><input([^>]+)> <span>(.+?)</span></label>', page)
    return [(re.search('value="([^"]+)"', tag).group(1), " checked" in tag, words) for tag, words in inputs]


def test_the_times_stand_in_the_readers_zone_with_language_and_places_and_one_is_proposed(client):
    _event, call, (fr, es, hybrid) = session()
    register(call, es)
    client.force_login(person(languages=["es"], zone="America/Lima"))
    found = options(client.get(f"/calls/{call.slug}/answer/").content.decode())
    keys = [f"{fr.public_id}:line", f"{es.public_id}:line", f"{hybrid.public_id}:room", f"{hybrid.public_id}:line"]
    assert [(key, chosen) for key, chosen, _words in found] == [(key, key == keys[1]) for key in keys]
    assert "10:00" in found[1][2]
    assert "16:00" in found[1][2]
    assert "español" in found[1][2]
    assert found[1][2].index("10:00") < found[1][2].index('<br><span class="quiet">') < found[1][2].index("16:00")
    assert ["1 plaza" in words for _key, _on, words in found] == [False, True, False, False]


def test_another_reader_is_proposed_another_time_from_the_same_process(client):
    _event, call, (fr, _es, _hybrid) = session()
    client.force_login(person(languages=["fr"], zone="Africa/Nairobi"))
    found = options(client.get(f"/calls/{call.slug}/answer/").content.decode())
    assert [key for key, chosen, _words in found if chosen] == [f"{fr.public_id}:line"]


def sent(client, call, **fields):
    page = client.get(f"/calls/{call.slug}/answer/").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return client.post(f"/calls/{call.slug}/answer/", {**hidden, "act": "send", "send": "1", **fields})


def test_it_is_sent_by_the_form_and_told_in_receipt_and_export(client):
    mine, call, (fr, _es, _hybrid) = session()
    by = person(languages=["en"], zone="Asia/Seoul")
    client.force_login(by)
    page = sent(client, call, q_time=f"{fr.public_id}:line").content.decode()
    assert "5:00" in page
    row = Registration.objects.select_related("response").get()
    assert (row.occurrence, row.response.share) == (fr, f"{fr.public_id}:line")
    lines = told(row.response.question_set, row.response.answers, ["en"], zone="Asia/Seoul")[0].lines
    assert "Seoul" in " ".join(lines)
    unknown = told(row.response.question_set, row.response.answers, ["en"])[0].lines
    assert unknown == ["Thursday, 22 January 2026, 09:00 – 10:00 (Paris time)"]
    layout = layout_of(call, "en", personal=True)
    assert "2026-01-22T08:00+00:00" in layout.row(row.response)
    event = client.get(f"/events/{mine.slug}/").content.decode()
    assert "You are registered for" in event
    assert f"/join/{row.token}/" in event


def test_a_time_that_was_cancelled_meanwhile_is_not_taken(client):
    _event, call, (fr, _es, _hybrid) = session()
    client.force_login(person())
    fr.state = "cancelled"
    fr.save()
    answer = sent(client, call, q_time=f"{fr.public_id}:line")
    assert answer.status_code == 422
    assert "not offered any more" in answer.content.decode()


def test_the_page_of_the_event_proposes_a_time_and_leads_to_the_form_and_never_shows_the_meetings_link(client):
    mine, call, _times = session()
    page = client.get(f"/events/{mine.slug}/?zone=America/Lima&lang=en").content.decode()
    assert f'href="/calls/{call.slug}/answer/"' in page
    assert "meet.example.org" not in page
    client.force_login(person())
    assert "meet.example.org" not in client.get(f"/events/{mine.slug}/").content.decode()


def test_the_page_after_registering_says_how_and_when_the_link_comes_in_the_readers_time(client):
    _event, call, (_fr, es, hybrid) = session()
    client.force_login(person("ana@example.org", languages=["en"], zone="America/Lima"))
    page = sent(client, call, q_time=f"{es.public_id}:line").content.decode()
    assert "You take part: Thursday, 22 January 2026, 10:00" in page
    assert "is on its way to ana@example.org" in page
    assert "It opens on Thursday, 22 January 2026, 09:30 (Lima time)" in page
    client.force_login(person(languages=["en"]))
    assert "Where: Paris" in sent(client, call, q_time=f"{hybrid.public_id}:room").content.decode()


def test_a_link_that_is_open_when_somebody_registers_is_said_to_be(client):
    _event, call, (row,) = registration(None, {"start": NOW + HOUR / 4})
    client.force_login(person(languages=["en"]))
    page = sent(client, call, q_time=f"{row.public_id}:line").content.decode()
    assert ("It is open already." in page, "It opens on" in page) == (True, False)


@pytest.mark.parametrize(("waiting", "words"), [(True, "but you can wait for one:"), (False, "All places are taken:")])
def test_what_is_full_is_said_and_not_proposed_while_something_is_free(client, waiting, words):
    mine, call, (full, free) = registration(
        None, {"lines": 1, "label": {"en": "early"}}, {"start": SOON + DAY, "label": {"en": "late"}}
    )
    Call.objects.filter(pk=call.pk).update(waiting=waiting)
    where, page = f"/events/{mine.slug}/?lang=en", f"/calls/{call.slug}/answer/"
    client.force_login(person(languages=["en"]))
    for held, of_event in ((full, "We propose to you: <strong><bdi>early"), (free, f"{words} <bdi>early")):
        chosen = [key for key, on, _words in options(client.get(page).content.decode()) if on]
        assert chosen == [f"{held.public_id}:line"]
        assert of_event in client.get(where).content.decode()
        if held is full:
            register(call, full)
    assert "We propose to you: <strong><bdi>late" in client.get(where).content.decode()


def test_a_language_that_the_label_says_is_not_said_twice(client):
    mine, call, _rows = registration(
        None,
        {"languages": ["en"], "captions": ["fr"], "label": {"en": "in English"}},
        {"start": SOON + DAY, "languages": ["fr"], "label": {"en": "in French"}},
    )
    client.force_login(person(languages=["en"]))
    for page in (f"/calls/{call.slug}/answer/", f"/events/{mine.slug}/"):
        found = client.get(page).content.decode()
        assert "captions in French" in found
        assert ("in English and captions" in found, '"quiet">in French<' in found) == (False, False)


@pytest.mark.parametrize("left", [True, False])
def test_registration_that_is_open_without_a_time_left_or_never_was_open_says_so(client, organizer, left):
    one, call, rows = session()
    if left:
        for row in rows:
            timing.cancel(row, "ill", organizer, NOW)
        assert "No time is left for which one can register." in client.get(f"/events/{one.slug}/").content.decode()
        return
    call.deadlines.update(until=NOW - DAY, at=NOW - DAY)
    Call.objects.filter(pk=call.pk).update(published_at=NOW - HOUR)
    page = client.get(f"/events/{one.slug}/").content.decode()
    assert "Registration is closed" not in page
    assert 'id="registering"' not in page


def test_the_desk_offers_no_question_of_this_type_and_keeps_what_it_has(client, organizer):
    _event, call, _times = session()
    client.force_login(organizer)
    base = f"/desk/calls/{call.slug}/questions/"
    assert "/add/time/" not in client.get(f"{base}add/").content.decode()
    before = versions.current(call).questions[0]["settings"]
    page = client.get(f"{base}one/time/").content.decode()
    assert before["event"] not in page
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    posted = {**fields, "label_en": "When do you come?", "required": "on", "do": "save", "set_event": "another"}
    assert client.post(f"{base}one/time/", posted).status_code == 302
    after = versions.current(call).questions[0]
    assert (after["settings"], after["label"]["en"]) == (before, "When do you come?")
