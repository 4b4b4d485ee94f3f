"""Who gets which reminder when: a table of people, driven over the days of two months, changes of clocks included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine

from heliograph.calls.deadlines import following
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import withdraw
from heliograph.calls.models import CoRespondent, Extension
from heliograph.calls.reminders.declining import not_this_one
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Suppression
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice
from tests.calls.reminders.scenes import PUBLISHED, answered, begun, closing, drive, letters, teachers
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(PUBLISHED, tick=False):
        yield


def teacher(name, zone="Europe/Paris", **fields):
    return with_role(person(f"{name}@example.org", name=name, zone=zone, **fields), "teacher", organization=school())


#: Both calls are addressed to teachers; "Posters" closes when 12 February ends in Paris, "Sessions" on 1 April.
#: By person: what he gets, in UTC. An asterisk: the text for who has begun to answer.
TABLE = {
    # Nothing was done: 14, 3 and 1 days before. Paris is an hour ahead in winter, and two from 29 March on.
    "silent": ["29 Jan 08:00 Posters", "09 Feb 08:00 Posters", "11 Feb 08:00 Posters", "18 Mar 08:00 Sessions",
               "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # In Tokyo it closes on the morning of the 13th, so each reminder comes a day later there; its clocks never change.
    "tokyo": ["30 Jan 00:00 Posters", "10 Feb 00:00 Posters", "12 Feb 00:00 Posters", "19 Mar 00:00 Sessions",
              "30 Mar 00:00 Sessions", "01 Apr 00:00 Sessions"],
    # New York changes its clocks on 8 March.
    "newyork": ["29 Jan 14:00 Posters", "09 Feb 14:00 Posters", "11 Feb 14:00 Posters", "18 Mar 13:00 Sessions",
                "29 Mar 13:00 Sessions", "31 Mar 13:00 Sessions"],
    # Nepal is at a quarter of an hour; it closes at 3:45 and at 3:45 (2:45 with summer time in Paris) of the next day.
    "kathmandu": ["30 Jan 03:15 Posters", "10 Feb 03:15 Posters", "12 Feb 03:15 Posters", "19 Mar 03:15 Sessions",
                  "30 Mar 03:15 Sessions", "01 Apr 03:15 Sessions"],
    # A zone that is none is the organizer's.
    "nowhere": ["29 Jan 08:00 Posters", "09 Feb 08:00 Posters", "11 Feb 08:00 Posters", "18 Mar 08:00 Sessions",
                "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # Begun, and not sent.
    "draft": ["29 Jan 08:00 Posters*", "09 Feb 08:00 Posters*", "11 Feb 08:00 Posters*", "18 Mar 08:00 Sessions*",
              "29 Mar 07:00 Sessions*", "31 Mar 07:00 Sessions*"],
    # Sent, withdrawn, sent by somebody else for him, joined: all answered. He has not answered the other one.
    "sent": ["18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    "withdrawn": ["18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    "delegate": ["18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    "joined": ["18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # Asked to answer together, and without a word: that has letters of its own.
    "invited": ["18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # Leads an answer that waits for somebody: told of that three days and one day before, so reminded only earlier.
    "lead": ["29 Jan 08:00 Posters*", "18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # Not this one.
    "declined": ["18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # Was given two days more for the posters, and is reminded by his own date.
    "extended": ["31 Jan 08:00 Posters", "11 Feb 08:00 Posters", "13 Feb 08:00 Posters", "18 Mar 08:00 Sessions",
                 "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # Answers on the day after the first reminder.
    "late-riser": ["29 Jan 08:00 Posters", "18 Mar 08:00 Sessions", "29 Mar 07:00 Sessions", "31 Mar 07:00 Sessions"],
    # Wants none, is not reached, has a closed account, is no teacher (he follows both), has left.
    "unwanted": [], "suppressed": [], "closed": [], "follower": [], "gone": [],
}  # fmt: skip


@pytest.fixture
def world():
    posters = closing("Posters", "2026-02-12", audience=teachers(), together=True, delegation=True)
    sessions = closing("Sessions", "2026-04-01", audience=posters.audience)
    for name in TABLE:
        if name in {"follower", "gone", "closed"}:
            continue
        zone = {"tokyo": "Asia/Tokyo", "newyork": "America/New_York", "kathmandu": "Asia/Kathmandu", "nowhere": "Mars"}
        teacher(name, zone.get(name, "Europe/Paris"))
    teacher("closed", is_active=False)
    left = person("gone@example.org")
    with_role(left, "teacher", organization=school(), ends=PUBLISHED.date())
    return posters, sessions


def of(name):
    from heliograph.network.models import Person

    return Person.objects.get(email=f"{name}@example.org")


def happen(posters, sessions):
    for call in (posters, sessions):
        begun(call, of("draft"))
        following.follow(call, person_once("follower"), PUBLISHED)
    answered(posters, of("sent"))
    gone = answered(posters, of("withdrawn"))
    withdraw(gone, Act(PUBLISHED, gone.person))
    answered(
        posters, person("principal@example.org"), name="Dele", email="delegate@example.org", known=of("delegate").pk
    )
    joint = answered(posters, person("head@example.org"))
    CoRespondent.objects.create(
        response=joint, email="joined@example.org", person=of("joined"), invited_at=PUBLISHED, accepted_at=PUBLISHED
    )
    waiting = begun(posters, of("lead"))
    CoRespondent.objects.create(response=waiting, email="invited@example.org", invited_at=PUBLISHED)
    not_this_one(posters, of("declined"), PUBLISHED)
    later = datetime(2026, 2, 14, 23, 0, tzinfo=UTC)
    Extension.objects.create(call=posters, person=of("extended"), until=later, made_at=PUBLISHED)
    choose(Subscription("unwanted@example.org", "reminders"), Choice.NEVER, PUBLISHED)
    Suppression.objects.create(address="suppressed@example.org", cause="bounce", at=PUBLISHED)


def person_once(name):
    from heliograph.network.models import Person

    return Person.objects.filter(email=f"{name}@example.org").first() or person(f"{name}@example.org", zone="UTC")


def test_exactly_these_get_exactly_that(world):
    posters, sessions = world
    happen(posters, sessions)
    go = partial(drive, step=timedelta(hours=3))
    go("2026-01-29T00:00", "2026-01-30T10:30")
    with time_machine.travel(datetime(2026, 1, 30, 11, 0, tzinfo=UTC), tick=False):
        answered(posters, of("late-riser"), datetime(2026, 1, 30, 11, 0, tzinfo=UTC))
    go("2026-01-30T11:30", "2026-01-31T12:00")
    go("2026-02-09T00:00", "2026-02-13T12:00")
    go("2026-03-18T00:00", "2026-03-19T06:00")
    go("2026-03-29T00:00", "2026-04-01T06:00")
    found = letters()
    assert {name: found.get(f"{name}@example.org", []) for name in TABLE} == TABLE
    assert set(found) <= {f"{name}@example.org" for name in TABLE}
