"""What stands in the agenda: events, dates of calls and international days, each for whom it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from i18nfield.strings import LazyI18nString

from heliograph.events.agenda.sources import Wanted, gather
from heliograph.events.models import ObservanceFollower
from heliograph.events.registering.models import Registration
from heliograph.frame.reader import Reader
from heliograph.network.models import Audience
from tests.calls.factories import call, deadline, programme, response
from tests.events.factories import DAY, HOUR, event, follower, occurrence
from tests.events.observances.factories import day as observance
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


def audience(who):
    """The audience of one person."""
    rule = {"clause": "person", "values": [str(who.public_id)]}
    return Audience.objects.create(name=str(who.pk), rule=rule, made_at=NOW, changed_at=NOW)


SEOUL = Reader(("en",), "Asia/Seoul")
NOBODY = AnonymousUser()


def wanted(who=NOBODY, first=NOW - DAY, last=NOW + 60 * DAY, reader=SEOUL, **more):
    return Wanted(who, reader, NOW, first, last, **more)


def titles(who=NOBODY, kinds=(), **more):
    return [each.summary for each in gather(wanted(who, **more), kinds)]


def test_three_kinds_of_things_stand_in_one_order():
    occurrence(event("Webinar"), NOW + 3 * DAY)
    call("Posters", opens=NOW - 5 * DAY, closes=NOW + 2 * DAY)
    observance("Peace", "01-16")
    assert titles() == ["Closes: Posters", "Webinar", "Peace"]
    assert [each.sign for each in gather(wanted())] == ["deadline", "event", "day"]


def test_of_several_times_each_stands_and_what_tells_them_apart():
    one = event("Session")
    occurrence(one, NOW + DAY, label=LazyI18nString({"en": "in French"}))
    occurrence(one, None, state="tentative")
    assert titles() == ["Session (in French)", "Session"]


def test_what_began_before_and_goes_on_stands_and_what_is_over_does_not():
    occurrence(event("Going on"), NOW - 3 * DAY, end=NOW + DAY)
    occurrence(event("Over"), NOW - 3 * DAY)
    occurrence(event("Later"), NOW + 70 * DAY)
    assert titles(first=NOW) == ["Going on"]


def test_a_week_that_is_to_be_confirmed_lies_in_its_week():
    occurrence(event("First week"), None, state="tentative", precision="week", words="2026-02-02")
    assert titles(first=NOW + 14 * DAY, last=NOW + 30 * DAY) == ["First week"]
    assert titles(first=NOW + 30 * DAY) == []


def test_drafts_hidden_days_and_what_only_a_link_leads_to_stand_in_nobodys_agenda():
    occurrence(event("Draft", status="draft"))
    occurrence(event("By link", visibility="link"))
    occurrence(event("Of a draft", programme=programme(state="draft")))
    call("Draft call", status="draft")
    observance("Hidden", "01-20", hidden_at=NOW)
    assert titles() == []


def test_what_is_for_an_audience_is_seen_by_it_alone():
    ama, other = person(), person()
    occurrence(event("For Ama", visibility="audience", audience=audience(ama)))
    assert titles(ama) == ["For Ama"]
    assert titles(other) == titles() == []


def test_days_that_are_shown_only_if_asked_for():
    observance("Further", "01-20", tier="extended")
    observance("Own", "01-21", tier="extended", own=True)
    observance("Year", "2026", kind="year")
    assert titles() == ["Own"]
    assert titles(further=True) == ["Further", "Own"]


def test_a_cancelled_event_is_told_for_sixty_days():
    late, early = NOW - 10 * DAY, NOW - 61 * DAY
    occurrence(event("Lately"), NOW + DAY, state="cancelled", changed_at=late)
    occurrence(event("Long ago"), NOW + DAY, state="cancelled", changed_at=early)
    found = gather(wanted())
    assert [(each.summary, each.stored.withdrawn) for each in found] == [("Lately", True)]


def test_a_date_that_was_moved_keeps_its_name():
    made = call("Posters", opens=None)
    row = made.deadlines.get(kind="closes")
    (before,) = gather(wanted())
    row.replaced_at = NOW
    row.save()
    deadline(made, "closes", NOW + 20 * DAY, uid=row.uid, sequence=1)
    (after,) = gather(wanted())
    assert (after.uid, after.sequence, before.sequence) == (before.uid, 1, 0)
    assert after.stored.start == NOW + 20 * DAY


class TestMine:
    """What is expected of a person, and what he chose."""

    def test_nobody_has_anything_of_his_own_who_is_not_signed_in(self):
        occurrence(event())
        call()
        assert titles(mine=True) == []

    def test_calls_that_are_open_to_me_and_not_answered(self):
        ama = person()
        call("Open", closes=NOW + DAY)
        call("Not yet", opens=NOW + DAY)
        call("For others", audience=audience(person()))
        assert titles(ama, mine=True) == ["Closes: Open"]

    def test_dates_of_my_answers(self):
        ama = person()
        made = call("Conference", closes=NOW + DAY)
        deadline(made, "withdraw", NOW + 3 * DAY)
        deadline(made, "decide", NOW + 4 * DAY)
        response(made, ama)
        found = titles(ama, mine=True)
        assert "Withdraw by: Conference" in found
        assert not [each for each in found if each.startswith("Decisions")]

    def test_events_that_i_follow_or_am_registered_for(self):
        ama = person()
        followed = occurrence(event("Followed"), NOW + DAY)
        follower(followed.event, ama)
        occurrence(event("Other"), NOW + DAY)
        one = event("Registered", registration=call(closes=None))
        mine_, _other = occurrence(one, NOW + 2 * DAY), occurrence(one, NOW + 3 * DAY)
        Registration.objects.create(response=response(one.registration, ama), occurrence=mine_, made_at=NOW)
        found = gather(wanted(ama, mine=True), ["event"])
        assert [(each.summary, each.stored.start) for each in found] == [
            ("Followed", NOW + DAY), ("Registered", NOW + 2 * DAY),
        ]  # fmt: skip

    def test_days_that_i_follow(self):
        ama = person()
        ObservanceFollower.objects.create(observance=observance("Mine", "01-20", tier="extended"), person=ama, at=NOW)
        observance("Other", "01-21")
        assert titles(ama, mine=True) == ["Mine"]


def test_any_number_of_things_is_as_many_queries(django_assert_max_num_queries):
    def fill(count):
        for number in range(count):
            occurrence(event(f"E{number}"), NOW + DAY + number * HOUR)
            call(f"C{number}")
            observance(f"O{number}", "01-20")

    ama = person()
    fill(2)
    with django_assert_max_num_queries(40) as few:
        titles(ama)
        titles(ama, mine=True)
    fill(5)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(titles(ama)) > 14
        titles(ama, mine=True)


def test_days_have_no_zone():
    observance("Peace", "01-16")
    (entry,) = gather(wanted())
    assert entry.when(SEOUL, NOW).first == "Friday, 16 January 2026"
    assert entry.when(Reader(("en",), "America/Lima"), NOW).first == "Friday, 16 January 2026"
    assert entry.stored.start == datetime(2026, 1, 16, tzinfo=UTC)


def test_seoul_and_lima_read_their_own_times():
    occurrence(event(), datetime(2026, 1, 15, 8, 30, tzinfo=UTC), end=datetime(2026, 1, 15, 9, 30, tzinfo=UTC))
    (entry,) = gather(wanted())
    seoul, lima = (entry.when(Reader(("en",), zone), NOW) for zone in ("Asia/Seoul", "America/Lima"))
    assert seoul.first == "Thursday, 15 January 2026, 17:30 – 18:30 (Seoul time)"
    assert lima.first == "Thursday, 15 January 2026, 03:30 – 04:30 (Lima time)"
    assert seoul.second == lima.second == "Thursday, 15 January 2026, 09:30 – 10:30 (Paris time)"
    assert entry.alarm == timedelta(minutes=30)
