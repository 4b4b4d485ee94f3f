"""The letter after an event: once, a day after its end, to who had a place, unless it is withheld."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.delivery.models import Mailing, Message
from heliograph.events.afterwards.models import AfterLetter
from heliograph.events.afterwards.telling import occurrence_of_key, send, withhold, write_due
from heliograph.network.states import Refused
from tests.events.afterwards.making import recording, registered
from tests.events.factories import event, occurrence
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Over since exactly a day.
START = NOW - DAY - HOUR


def addresses():
    return sorted(Message.objects.values_list("address", flat=True))


def test_a_day_after_the_end_all_who_had_a_place_get_one_letter():
    row = occurrence(event("Fourth session"), START)
    registered(row, person("ama@example.org", name="Ama", zone="Africa/Lome", languages=["fr"]))
    registered(row, person("bo@example.org"), name="Bo", email="guest@example.org", slot="e:guest@example.org")
    registered(row, person("gone@example.org"), state="withdrawn")
    assert (write_due(NOW - timedelta(seconds=1)), write_due(NOW), write_due(NOW + HOUR)) == (0, 1, 0)
    assert addresses() == ["ama@example.org", "bo@example.org", "guest@example.org"]
    mailing, letter = Mailing.objects.get(), AfterLetter.objects.get()
    assert (mailing.state, mailing.automatic, letter.letters, letter.withheld) == ("sending", True, 3, False)
    assert occurrence_of_key(mailing.key) == row
    body = mailing.bodies.get(language="fr")
    assert "HeliographMarkToken" in body.html
    assert "HeliographMarkToken" in body.text
    assert "Fourth session" in body.subject


@pytest.mark.parametrize(
    ("fields", "of_event"),
    [({"state": "cancelled"}, {}), ({"state": "tentative"}, {}), ({}, {"status": "draft"}),
     ({"start": START - timedelta(days=30)}, {})],
)  # fmt: skip
def test_of_what_was_not_held_or_is_long_over_no_letter_goes(fields, of_event):
    registered(occurrence(event(**of_event), **{"start": START, **fields}))
    assert (write_due(NOW), Mailing.objects.count(), AfterLetter.objects.count()) == (0, 0, 0)


def test_what_nobody_was_registered_for_is_not_written_of():
    occurrence(event(), START)
    assert (write_due(NOW), AfterLetter.objects.count()) == (0, 0)


def test_a_withheld_letter_goes_when_somebody_sends_it(organizer):
    row = occurrence(event(), START)
    registered(row)
    withhold(row, organizer, NOW)
    assert write_due(NOW) == 0
    assert send(row, organizer, NOW).letters == 1
    assert withhold(row, organizer, NOW).withheld is False
    assert send(row, organizer, NOW + DAY).at == NOW
    assert [each.verb for each in row.event.entries.order_by("pk")] == ["letter-withheld", "letter-after"]


def test_it_may_be_sent_at_once_by_who_runs_the_event_when_it_is_over(organizer):
    row, running = occurrence(event(), NOW - 2 * HOUR), occurrence(event(), NOW)
    registered(row)
    for one, by in ((running, organizer), (row, person())):
        with pytest.raises(Refused):
            send(one, by, NOW)
    with pytest.raises(Refused):
        withhold(row, person(), NOW)
    assert (send(row, organizer, NOW).letters, write_due(NOW + DAY)) == (1, 0)


def test_a_letter_whose_writing_was_cut_off_is_finished_and_not_doubled(organizer):
    row = occurrence(event(), START)
    registered(row)
    send(row, None, NOW)
    AfterLetter.objects.all().delete()
    assert (write_due(NOW), Message.objects.count(), AfterLetter.objects.get().letters) == (1, 1, 1)


def test_the_letter_says_whether_there_is_a_recording_yet(organizer):
    bare, full = occurrence(event(), START), occurrence(event(), START)
    recording(full.event, occurrence=full)
    for row in (bare, full):
        registered(row, person(languages=["en"]))
        send(row, organizer, NOW)
    said = {body.mailing.key: body for body in Mailing.objects.get(key=f"events/after/{full.pk}").bodies.all()}
    body = said[f"events/after/{full.pk}"]
    assert (body.subject.startswith("Recording"), "The recording and what" in body.text) == (True, True)
    other = Mailing.objects.get(key=f"events/after/{bare.pk}").bodies.get()
    assert (other.subject.startswith("Certificate"), "Once there is a recording" in other.text) == (True, True)


def test_no_other_mailing_is_taken_for_one_of_these():
    row = occurrence(event(), START)
    draft = occurrence(event(status="draft"), START)
    keys = ("", str(row.pk), f"events/entry/{row.pk}", "events/after/x", f"events/after/{draft.pk}")
    assert [occurrence_of_key(key) for key in keys] == [None] * 5
