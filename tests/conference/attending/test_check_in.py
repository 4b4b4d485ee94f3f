"""Check-in: once for a badge and a day, whatever phones send, how often, in which order, and by which clock."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from heliograph.conference.attending import checking_in
from heliograph.conference.attending.checking_in import Gate, Outcome, Scan, put_right, undo
from heliograph.conference.attending.counting import figures, present
from heliograph.conference.attending.models import CheckIn
from heliograph.network.states import Refused
from tests.conference.attending.making import MORNING, badges_of, came, gathering
from tests.conference.factories import FIRST
from tests.conference.registering.making import withdraw
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def instants():
    return list(CheckIn.objects.standing().order_by("day").values_list("at", flat=True))


def test_a_badge_is_counted_once_a_day(organizer):
    _to, [badge] = gathering(organizer)
    seen = [came(badge).outcome, came(badge, MORNING + HOUR).outcome, came(badge, MORNING + DAY).outcome]
    assert seen == [Outcome.CAME, Outcome.ALREADY, Outcome.CAME]
    assert instants() == [MORNING, MORNING + DAY]


def test_what_is_sent_again_is_told_as_before(organizer):
    _to, [badge] = gathering(organizer)
    mark = uuid.uuid4()
    assert [came(badge, MORNING, mark).outcome for _time in range(3)] == [Outcome.CAME] * 3
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_phones_that_were_offline_the_earlier_counts(organizer, order):
    _to, [badge] = gathering(organizer)
    phones = [MORNING, MORNING + HOUR]
    for number in order:
        came(badge, phones[number])
    assert instants() == [MORNING]


def test_a_mark_that_a_phone_uses_twice_loses_nobody(organizer):
    _to, [one, other] = gathering(organizer, "A", "B")
    mark = uuid.uuid4()
    assert [came(each, MORNING, mark).outcome for each in (one, other)] == [Outcome.CAME, Outcome.CAME]


@pytest.mark.parametrize("days", [-1, 3])
def test_nobody_is_checked_in_on_a_day_of_no_conference(organizer, days):
    _to, [badge] = gathering(organizer)
    assert came(badge, MORNING + days * DAY).outcome == Outcome.WRONG_DAY
    assert instants() == []


def test_the_day_is_that_of_the_place(organizer):
    _to, [badge] = gathering(organizer)
    came(badge, MORNING - 8 * HOUR)
    assert CheckIn.objects.get().day == FIRST


@pytest.mark.parametrize("written", ["{}", " {} ", "lower", "plain"])
def test_a_code_is_known_as_it_is_typed(organizer, written):
    to, [badge] = gathering(organizer)
    typed = {"lower": badge.token.lower(), "plain": badge.token.replace("-", "")}.get(written, written).format(
        badge.token
    )
    scan = Scan(typed, MORNING, uuid.uuid4())
    assert checking_in.check_in(to, scan, Gate(), MORNING).outcome == Outcome.CAME


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA-AAAA", "\x00", "https://example.org/", "x" * 99])
def test_a_foreign_code_is_told_to_be_one(organizer, code):
    to, _badges = gathering(organizer)
    assert checking_in.check_in(to, Scan(code, MORNING, uuid.uuid4()), Gate(), MORNING).outcome == Outcome.UNKNOWN


def test_a_revoked_badge_opens_nothing_but_what_was_seen_before_counts(organizer):
    _to, [badge] = gathering(organizer)
    withdraw(badge.response)
    badge.refresh_from_db()
    assert came(badge).outcome == Outcome.REVOKED
    badge.revoked_at = MORNING + HOUR
    badge.save()
    assert came(badge, MORNING).outcome == Outcome.CAME


def test_a_mistake_is_taken_back_and_the_phone_does_not_bring_it_back(organizer):
    to, [badge] = gathering(organizer)
    mark = uuid.uuid4()
    came(badge, MORNING, mark)
    undo(to, mark, organizer, MORNING + HOUR)
    assert came(badge, MORNING, mark).outcome == Outcome.UNDONE
    assert came(badge, MORNING + HOUR / 2).outcome == Outcome.UNDONE
    assert list(present(to)) == []
    assert came(badge, MORNING + 2 * HOUR).outcome == Outcome.CAME
    assert instants() == [MORNING + 2 * HOUR]


def test_who_does_not_run_the_conference_takes_nothing_back(organizer):
    to, [badge] = gathering(organizer)
    came(badge)
    with pytest.raises(Refused):
        undo(to, CheckIn.objects.get().mark, person(), MORNING)
    assert undo(to, uuid.uuid4(), organizer, MORNING) is None


@pytest.mark.parametrize(
    ("off", "then"),
    [(timedelta(0), -HOUR), (timedelta(minutes=4), -HOUR), (3 * HOUR, -HOUR), (-5 * DAY, -HOUR), (None, -HOUR)],
)
def test_the_clock_of_a_phone_is_put_right(off, then):
    phone = None if off is None else MORNING + off
    scan = Scan("", (phone or MORNING) + then, uuid.uuid4())
    [right] = put_right([scan], phone, MORNING)
    assert abs(right.at - (MORNING + then)) <= checking_in.CLOCKS_DIFFER


def test_no_instant_lies_ahead():
    [right] = put_right([Scan("", MORNING + DAY, uuid.uuid4())], MORNING, MORNING)
    assert right.at == MORNING


def test_who_was_there_is_counted_by_day_country_and_region(organizer):
    to, [one, other, _absent] = gathering(organizer, "A", "B", "C")
    for badge, days in ((one, (0, 2)), (other, (0,))):
        for day in days:
            came(badge, MORNING + day * DAY)
    found = figures(to)
    assert (found.badges, found.present, found.represented) == (3, 2, 1)
    assert found.days == [(FIRST, 2), (FIRST + 2 * DAY, 1)]
    assert found.countries == [("TG", 2)]
    assert [count for _name, count in found.regions] == [2]
    assert [[each.day for each in badge.days] for badge in present(to).order_by("pk")] == [
        [FIRST, FIRST + 2 * DAY],
        [FIRST],
    ]
    assert len(badges_of(to)) == 3
