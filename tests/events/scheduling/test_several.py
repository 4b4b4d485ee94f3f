"""Several times in one act: all or none, one letter to each reader that names those that concern him."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from heliograph.delivery.lastly import Going, look_of
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.owed import write_owed
from heliograph.events.models import OccurrenceEntry
from heliograph.events.scheduling import recurring, several, timing
from heliograph.events.scheduling.repeating import read_rule
from heliograph.events.scheduling.several import Shift
from heliograph.network.states import Refused
from tests.events.afterwards.making import registered
from tests.events.factories import DAY, HOUR, SOON, event, follower, occurrence
from tests.events.scheduling.test_desk import form_of
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
READER = {"languages": ["en"], "zone": "Africa/Lome"}


def letters(address):
    found = Message.objects.filter(mailing__topic="events", address=address).select_related("body").order_by("pk")
    return [message.body for message in found]


def entries(body):
    """The VEVENTs that go with a letter, with the method of their file."""
    for attached in body.attachments.order_by("pk"):
        read = Calendar.from_ical(bytes(attached.content))
        yield from ((str(read["method"]), each) for each in read.walk("VEVENT"))


@pytest.fixture
def meeting():
    """A meeting at four times, which somebody follows; others are registered for the first, the second and two."""
    one = event("Meeting")
    rows = [occurrence(one, SOON + number * DAY) for number in range(4)]
    follower(one, person("all@example.org", **READER))
    registered(rows[0], person("first@example.org", **READER))
    registered(rows[1], person("second@example.org", **READER))
    registered(rows[3], person("fourth@example.org", **READER))
    both = person("both@example.org", **READER)
    registered(rows[0], both)
    registered(rows[2], both, slot="another")
    registered(rows[1], person("by@example.org", **READER), email="away@example.org", name="Ama")
    return rows


def test_each_reader_gets_one_letter_that_names_the_times_that_concern_him(meeting, organizer):
    assert several.cancel_all(meeting[0].event, meeting[:3], "The hall is flooded.", organizer, NOW) == 3
    assert write_owed(NOW) == 1
    (whole,), (first,), (both,), (away,) = (letters(f"{name}@example.org") for name in ("all", "first", "both", "away"))
    assert whole.subject == "Cancelled: 3 times of Meeting"
    assert [f"{day} January 2026, 09:00" in whole.text for day in (19, 20, 21, 22)] == [True, True, True, False]
    assert "The hall is flooded." in whole.text
    assert first.subject == "Cancelled: Meeting (Monday, 19 January 2026, 09:00 – 10:00 (Lome time))"
    assert both.subject == "Cancelled: 2 times of Meeting"
    assert "20 January" not in both.text
    assert "20 January" in away.subject
    assert letters("fourth@example.org") == []
    assert Mailing.objects.filter(topic="events").count() == 1
    assert {method for method, _entry in entries(whole)} == {"CANCEL"}
    assert [str(entry["uid"]).partition("@")[0] for _method, entry in entries(whole)] == [
        str(row.uid) for row in meeting[:3]
    ]


def test_they_are_moved_by_days_and_to_an_hour_of_the_clock_on_the_wall(organizer):
    one = event(zone="Europe/Paris")
    rows = [occurrence(one, datetime(2026, 3, day, 9, tzinfo=UTC)) for day in (21, 28)]
    whole = occurrence(one, datetime(2026, 3, 27, 23, tzinfo=UTC), precision="day", end=None)
    several.move_all(one, [*rows, whole], Shift(1, time(14, 30)), "", organizer, NOW)
    assert [row.start for row in one.occurrences.order_by("pk")] == [
        datetime(2026, 3, 22, 13, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 12, 30, tzinfo=UTC),
        datetime(2026, 3, 28, 23, tzinfo=UTC),
    ]
    assert [row.end - row.start for row in one.occurrences.order_by("pk")[:2]] == [HOUR, HOUR]


def test_one_that_cannot_be_leaves_all_as_they_were_and_is_named(meeting, organizer):
    past = occurrence(meeting[0].event, NOW - 2 * DAY)
    with pytest.raises(Refused) as refused:
        several.cancel_all(past.event, [*meeting, past], "ill", organizer, NOW)
    assert refused.value.sentence.startswith("Saturday, 10 January 2026")
    assert not OccurrenceEntry.objects.exists()


@pytest.mark.parametrize(
    ("count", "shift", "code"),
    [(0, Shift(1), "none"), (1, Shift(), "no-shift"), (several.MOST + 1, Shift(1), "too-many")],
)
def test_what_is_no_act_is_refused(organizer, count, shift, code):
    one = event()
    rows = [occurrence(one, SOON + number * HOUR) for number in range(count)]
    with pytest.raises(Refused) as refused:
        several.move_all(one, rows, shift, "", organizer, NOW)
    assert refused.value.code == code


def test_what_is_changed_again_before_anybody_was_told_is_told_as_it_is_now(meeting, organizer):
    several.move_all(meeting[0].event, meeting[:2], Shift(7), "", organizer, NOW)
    timing.cancel(meeting[1], "ill", organizer, NOW)
    write_owed(NOW)
    (body,) = letters("all@example.org")
    assert body.subject == "Changed: 2 times of Meeting"
    assert not OccurrenceEntry.objects.filter(told_at=None).exists()


def test_a_last_look_leaves_out_what_was_changed_since(meeting, organizer):
    several.cancel_all(meeting[0].event, meeting[:3], "ill", organizer, NOW)
    write_owed(NOW)
    mailing = Mailing.objects.get(topic="events")
    timing.restore(meeting[0], organizer, NOW + HOUR)
    going = [
        Going(pk=each.pk, body_id=each.body_id, address=each.address)
        for each in Message.objects.filter(mailing=mailing)
    ]
    verdicts = look_of("events")(mailing.pk, going, NOW + HOUR)
    told = {each.address.partition("@")[0]: verdicts.get(each.pk) for each in going}
    assert (told["second"], told["away"]) == (None, None)
    assert (told["first"].body_id, told["first"].answer != "") == (None, True)
    kept = {name: mailing.bodies.get(pk=told[name].body_id) for name in ("all", "both")}
    assert kept["all"].subject == "Cancelled: 2 times of Meeting"
    assert kept["both"].subject.startswith("Cancelled: Meeting (Wednesday, 21 January")
    timing.cancel(meeting[0], "ill all the same", organizer, NOW + HOUR)
    assert look_of("events")(mailing.pk, going, NOW + HOUR) == {}
    timing.restore(meeting[0], organizer, NOW + HOUR)
    write_owed(NOW + HOUR)
    assert letters("first@example.org")[-1].subject.startswith("Takes place after all")


def test_a_standing_meeting_is_ended_on_a_day_with_one_letter_and_one_file(organizer, desk):
    row = occurrence(event(zone="Europe/Paris"))
    follower(row.event, person("all@example.org", **READER))
    recurring.repeat(row.event, read_rule("FREQ=WEEKLY;COUNT=6"), organizer, NOW)
    url = f"/desk/events/{row.event.slug}/repeat/end/"
    assert desk.post(url, {"day": "2026-02-03", "reason": "The project ends."}).status_code == 302
    assert list(row.event.occurrences.values_list("state", flat=True)) == ["confirmed"] * 3 + ["cancelled"] * 3
    assert row.event.occurrences.count() == 6
    write_owed(NOW)
    (body,) = letters("all@example.org")
    assert (body.subject, body.attachments.count()) == ("Cancelled: 3 times of Meeting", 1)
    assert "The project ends." in body.text
    assert len({entry["recurrence-id"].dt for _method, entry in entries(body)}) == 3
    row.event.refresh_from_db()
    assert read_rule(row.event.recurrence)["UNTIL"].startswith(f"{date(2026, 2, 3):%Y%m%d}")


def test_the_desk_picks_many_and_says_what_is_missing(meeting, desk):
    one = meeting[0].event
    url = f"/desk/events/{one.slug}/times/several/"
    assert f'href="{url}"' in desk.get(f"/desk/events/{one.slug}/").content.decode()
    wrong = desk.post(url, {"times": [str(meeting[0].public_id)], "what": "cancel"})
    assert (wrong.status_code, "Say in a few words why" in wrong.content.decode()) == (422, True)
    assert "By so many days" in desk.post(url, {"times": [str(meeting[0].public_id)], "what": "move"}).content.decode()
    picked = [str(row.public_id) for row in meeting[:2]]
    done = desk.post(url, {"times": picked, "what": "move", "days": "-1", "clock": "", "reason": "so"}, follow=True)
    assert "2 times are moved." in done.content.decode()
    assert [row.start for row in one.occurrences.order_by("pk")[:2]] == [SOON - DAY, SOON]
    assert form_of(desk.get(url)) == {}
