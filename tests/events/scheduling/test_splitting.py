"""A standing meeting goes on otherwise from one of its times: what is past stays, who is registered goes along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from recurring_ical_events import of as repeated

from heliograph.delivery.models import Message
from heliograph.delivery.owed import write_owed
from heliograph.events.scheduling import recurring, splitting, timing
from heliograph.events.scheduling.repeating import read_rule
from heliograph.events.scheduling.splitting import Onwards
from heliograph.network.states import Refused
from tests.events.afterwards.making import registered
from tests.events.factories import DAY, HOUR, event, follower, occurrence
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
#: Tuesdays at ten o'clock of Paris, the first before now.
FIRST = datetime(2026, 1, 6, 9, tzinfo=UTC)
WEEK = 7 * DAY
TUESDAYS = "FREQ=WEEKLY;BYDAY=TU;COUNT=6"


@pytest.fixture
def meeting(organizer):
    row = occurrence(event("Meeting", zone="Europe/Paris"), FIRST)
    recurring.repeat(row.event, read_rule(TUESDAYS), organizer, NOW)
    return list(row.event.occurrences.select_related("event").order_by("start"))


def later(row, by, rule, organizer, reason="The room is taken."):
    start = row.start + by
    return splitting.change_following(row, Onwards(start, start + HOUR, read_rule(rule)), reason, organizer, NOW)


def starts(one):
    return list(one.occurrences.exclude(state="cancelled").order_by("start").values_list("start", flat=True))


def test_the_hour_changes_from_a_time_on_and_what_is_past_keeps_its_rule_and_its_uid(meeting, organizer):
    one = later(meeting[2], 2 * HOUR, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", organizer)
    assert starts(one) == [FIRST, FIRST + WEEK, *(FIRST + number * WEEK + 2 * HOUR for number in range(2, 6))]
    rows = list(one.occurrences.order_by("pk"))
    assert [row.uid == one.public_id for row in rows] == [True] * 2 + [False] * 4
    assert {row.uid for row in rows[2:]} == {one.series_uid}
    assert one.rule_of(one.public_id).startswith("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260113")
    assert recurring.extend(one, NOW) == []


def test_who_is_registered_stays_registered_and_one_letter_tells_all_and_takes_the_old_entries_back(meeting, organizer):
    row = meeting[3]
    follower(row.event, person("all@example.org", zone="Europe/Paris"))
    place = registered(row, person("one@example.org", zone="Europe/Paris"))
    old = row.original_start
    later(meeting[2], 2 * HOUR, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", organizer)
    write_owed(NOW)
    place.refresh_from_db()
    assert place.occurrence.start == old + 2 * HOUR
    bodies = {each.address: each.body for each in Message.objects.filter(mailing__topic="events")}
    assert bodies["all@example.org"].subject == "Moved: 4 times of Meeting"
    mine = bodies["one@example.org"]
    assert "12:00" in mine.subject
    assert "10:00" in mine.text
    files = [Calendar.from_ical(bytes(each.content)) for each in mine.attachments.order_by("pk")]
    told = [(str(each["method"]), str(each.walk("VEVENT")[0]["uid"]), each.walk("VEVENT")[0]) for each in files]
    assert [method for method, _uid, _entry in told] == ["PUBLISH", "CANCEL"]
    assert told[0][1].startswith(str(place.occurrence.uid))
    assert (told[1][1].startswith(str(row.event.public_id)), told[1][2]["recurrence-id"].dt) == (True, old)


def test_what_was_moved_or_cancelled_by_itself_stays_an_exception(meeting, organizer):
    timing.change_time(meeting[3], {"start": meeting[3].start + DAY, "end": None}, organizer, NOW)
    timing.cancel(meeting[4], "holiday", organizer, NOW)
    one = later(meeting[2], HOUR, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", organizer)
    assert starts(one)[2:] == [FIRST + 2 * WEEK + HOUR, FIRST + 3 * WEEK + DAY, FIRST + 5 * WEEK + HOUR]
    assert recurring.extend(one, NOW) == []


def test_another_rule_cancels_what_it_does_not_give_and_makes_what_is_not_there(meeting, organizer):
    one = later(meeting[2], DAY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=4", organizer)
    first = FIRST + 2 * WEEK + DAY
    assert starts(one) == [FIRST, FIRST + WEEK, *(first + number * 2 * WEEK for number in range(4))]
    assert one.occurrences.filter(state="cancelled").count() == 2


def test_it_can_be_changed_again_and_ended(meeting, organizer):
    one = later(meeting[2], HOUR, "FREQ=WEEKLY;BYDAY=TU", organizer)
    again = one.occurrences.get(start=FIRST + 4 * WEEK + HOUR)
    one = later(again, HOUR, "FREQ=WEEKLY;BYDAY=TU", organizer)
    recurring.end_on(one, (FIRST + 5 * WEEK).date(), organizer, NOW)
    assert starts(one) == [
        FIRST, FIRST + WEEK, FIRST + 2 * WEEK + HOUR, FIRST + 3 * WEEK + HOUR,
        FIRST + 4 * WEEK + 2 * HOUR, FIRST + 5 * WEEK + 2 * HOUR,
    ]  # fmt: skip
    assert len(one.former_rules) == 2


def test_calendars_read_each_series_by_its_own_rule(client, meeting, organizer):
    one = later(meeting[2], 2 * HOUR, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", organizer)
    read = Calendar.from_ical(client.get(f"/calendars/programmes/{one.programme.slug}.ics").content)
    found = repeated(read).between(FIRST - DAY, FIRST + timedelta(days=90))
    assert sorted(each["dtstart"].dt.astimezone(UTC) for each in found) == starts(one)
    assert len(read.walk("VEVENT")) == 2


@pytest.mark.parametrize("which", ["past", "cancelled", "alone"])
def test_what_is_not_of_the_rule_or_not_to_come_is_refused(meeting, organizer, which):
    row = {"past": meeting[0], "cancelled": meeting[3], "alone": occurrence(meeting[0].event)}[which]
    if which == "cancelled":
        timing.cancel(row, "holiday", organizer, NOW)
    with pytest.raises(Refused) as refused:
        later(row, HOUR, "FREQ=WEEKLY", organizer)
    assert refused.value.code == {"past": "over", "cancelled": "cancelled", "alone": "not-of-rule"}[which]


def test_the_desk_changes_this_and_all_that_follow(desk, meeting):
    one, row = meeting[0].event, meeting[2]
    url = f"/desk/events/{one.slug}/times/{row.public_id}/following/"
    assert f'href="{url}"' in desk.get(f"/desk/events/{one.slug}/").content.decode()
    other = desk.post(url, {"day": "2026-01-21", "clock": "11:00", "way": "own"})
    assert "The present rule gives other days than this one." in other.content.decode()
    assert desk.post(url, {"day": "2026-01-20", "clock": "11:00", "way": "own", "reason": "so"}).status_code == 302
    assert starts(one)[2:] == [FIRST + number * WEEK + HOUR for number in range(2, 6)]
    one.refresh_from_db()
    assert read_rule(one.recurrence)["COUNT"] == "4"
    assert desk.get(url).status_code == 200
    first = one.occurrences.order_by("start")[0]
    by_itself = f"/desk/events/{one.slug}/times/{first.public_id}/"
    assert desk.get(f"{by_itself}following/").headers["Location"] == by_itself
