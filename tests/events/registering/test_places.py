"""Registering for one of several times: each has its places, on site and online, and its waiting list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.desk.cancelling import cancel_call
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.taking_back import take_back
from heliograph.calls.models import Call, Response, ResponseEntry
from heliograph.calls.questions import versions
from heliograph.calls.said import Role, said
from heliograph.calls.states import Actor, DeadlineKind
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.attending import door_of, registration_for
from heliograph.events.registering.listing import registrations
from heliograph.events.registering.making import close_with_event, open_registration
from heliograph.events.registering.models import Registration, ReplacedLink
from heliograph.events.registering.people import delegates, registrants
from heliograph.network.states import Refused
from tests.calls.factories import call as plain
from tests.calls.factories import response
from tests.events.factories import DAY, HOUR, SOON, event, occurrence
from tests.events.registering.making import place, register, registration, send
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db


def refused(code, act):
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code


def test_registration_is_a_call_with_the_texts_of_the_event_that_closes_as_the_last_time_begins():
    mine = event("Session 4")
    mine, call, rows = registration(mine, {}, {"start": SOON + DAY, "mode": "hybrid"})
    assert (str(call.title), call.status, call.kind, mine.registration) == ("Session 4", "published", "event", call)
    assert call.deadlines.get(kind=DeadlineKind.CLOSES).at == rows[1].start
    assert [each["key"] for each in versions.current(call).questions] == ["time", "needs"]
    assert open_registration(mine, with_role(person(), "secretariat"), NOW) == call
    assert Call.objects.count() == 1


def test_it_is_opened_by_who_runs_the_event_once_it_is_published_and_has_a_time():
    secretary = with_role(person(), "secretariat")
    refused("not-yours", lambda: open_registration(event(), person(), NOW))
    refused("draft", lambda: open_registration(event(status="draft"), secretary, NOW))
    refused("no-time", lambda: open_registration(event(), secretary, NOW))


def test_closing_follows_the_times_until_somebody_sets_another_date():
    secretary = with_role(person(), "secretariat")
    mine, call, (row,) = registration()
    row.start, row.end = SOON + DAY, SOON + DAY + HOUR
    row.save()
    assert close_with_event(mine, secretary, NOW + HOUR)
    assert call.deadlines.current().get(kind="closes").at == SOON + DAY
    call.deadlines.current().filter(kind="closes").update(at=NOW + DAY, until=NOW + DAY)
    row.start, row.end = SOON + 2 * DAY, SOON + 2 * DAY + HOUR
    row.save()
    assert not close_with_event(mine, secretary, NOW + 2 * HOUR)


def test_each_time_and_each_seat_has_its_own_places_and_its_own_waiting_list():
    _event, call, (first, second) = registration(
        None, {"lines": 1}, {"start": SOON + DAY, "mode": "hybrid", "rooms": 1, "lines": None}
    )
    states = [register(call, first).state, register(call, first).state]
    states += [register(call, second, seat="room").state, register(call, second, seat="room").state]
    states += [register(call, second).state, register(call, second).state]
    assert states == ["confirmed", "waitlisted", "confirmed", "waitlisted", "confirmed", "confirmed"]


def test_who_takes_another_time_leaves_his_place_to_who_waits_for_it():
    _event, call, (first, second) = registration(None, {"lines": 1}, {"start": SOON + DAY})
    mine, waits = register(call, first), register(call, first)
    before = place(mine).token
    send(call, second, mine.person)
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert (place(mine).occurrence, place(mine).token) == (second, before)
    assert Registration.objects.filter(response__person=mine.person).count() == 1


def test_who_waits_and_chooses_another_time_with_a_free_place_has_it_at_once():
    _mine, call, (full, free) = registration(None, {"lines": 1}, {"start": SOON + DAY, "lines": 5})
    register(call, full)
    waits = register(call, full)
    done = send(call, free, waits.person)
    assert (done.response.state, place(waits).occurrence, done.entry.verb) == ("confirmed", free, "change")
    assert [str(each) for each in said(done.entry, Role.OWN)] == [str(each) for each in said(take_up(), Role.OWN)]


def take_up():
    return ResponseEntry(verb="take-up", before="offered", after="confirmed")


@pytest.mark.parametrize(("hours", "until"), [(72, NOW + 48 * HOUR), (3, NOW + 3 * HOUR), (-0.5, NOW + 0.5 * HOUR)])
def test_a_freed_place_is_held_no_longer_than_it_is_of_use(hours, until):
    _mine, call, (row,) = registration(None, {"start": NOW + DAY, "lines": 1})
    first, waits = register(call, row), register(call, row)
    Occurrence.objects.filter(pk=row.pk).update(start=NOW + hours * HOUR, end=None)
    verbs.withdraw(first, Act(NOW, first.person))
    waits.refresh_from_db()
    assert (waits.state, waits.offered_until) == ("offered", until)


@pytest.mark.parametrize("change", [{"start": NOW - DAY, "end": None}, {"state": "cancelled"}])
def test_a_place_at_a_time_that_is_over_or_cancelled_is_neither_offered_nor_taken_up(change):
    _mine, call, (row,) = registration(None, {"lines": 1})
    first, second, third = register(call, row), register(call, row), register(call, row)
    verbs.withdraw(first, Act(NOW, first.person))
    Occurrence.objects.filter(pk=row.pk).update(**change)
    second.refresh_from_db()
    refused("over", lambda: verbs.take_up(second, Act(NOW, second.person)))
    verbs.withdraw(second, Act(NOW, second.person))
    third.refresh_from_db()
    assert third.state == "waitlisted"
    refused("over", lambda: verbs.offer(third, Act(NOW, actor=Actor.ORGANIZER)))


def test_a_time_of_another_event_one_that_is_cancelled_or_over_is_refused():
    _event, call, (row, gone) = registration(None, {}, {"start": SOON + DAY})
    other = occurrence(event())
    refused("invalid", lambda: register(call, other))
    gone.state = "cancelled"
    gone.save()
    refused("invalid", lambda: register(call, gone))
    refused("invalid", lambda: register(call, row, seat="room"))
    row.start, row.end = NOW - DAY, NOW - DAY + HOUR
    row.save()
    refused("over", lambda: register(call, row))
    assert not Response.objects.exists()


def test_who_has_taken_part_does_not_give_that_up_for_another_time():
    _event, call, (first, second) = registration(None, {}, {"start": SOON + DAY})
    mine = register(call, first)
    Registration.objects.update(joined_at=SOON)
    refused("invalid", lambda: send(call, second, mine.person, at=SOON + HOUR))


def test_a_registrant_in_two_times_has_a_place_and_a_link_in_each():
    _event, call, (first, second) = registration(None, {}, {"start": SOON + DAY})
    call.limit = "many"
    call.save()
    by = person()
    both = [place(register(call, first, by)), place(register(call, second, by))]
    assert [each.occurrence for each in both] == [first, second]
    assert both[0].token != both[1].token
    assert [list(registrants(each)) for each in (first, second)] == [[by], [by]]


def test_who_comes_instead_of_somebody_gets_a_link_of_his_own():
    _event, call, (row,) = registration()
    mine = register(call, row)
    before = place(mine).token
    verbs.substitute(mine, "Another", "another@school.example.org", Act(NOW, mine.person))
    assert ReplacedLink.objects.get().token == before
    assert place(mine).token != before
    assert [each.address for each in delegates(row)] == ["another@school.example.org"]


def test_who_takes_his_place_back_gets_another_link_and_nobody_joins_by_that_of_whoever_was_named():
    _event, call, (row,) = registration()
    mine = register(call, row)
    verbs.substitute(mine, "Another", "another@school.example.org", Act(NOW, mine.person))
    theirs = place(mine).token
    take_back(mine, Act(NOW, mine.person))
    assert ReplacedLink.objects.filter(token=theirs).exists()
    assert place(mine).token != theirs
    assert not list(delegates(row))


def test_registrants_are_those_that_come_or_wait():
    _event, call, (row,) = registration(None, {"lines": 1})
    comes, waits, gone = register(call, row), register(call, row), register(call, row)
    verbs.withdraw(gone, Act(NOW, gone.person))
    assert set(registrants(row)) == {comes.person, waits.person}


def test_the_table_and_the_export_say_which_time_was_chosen_and_who_took_part():
    _event, call, (row,) = registration(None, {"mode": "hybrid"})
    mine = register(call, row, seat="room")
    Registration.objects.update(came_at=SOON)
    columns = {each.key: each.of(mine) for each in kind_of(call).columns(call)}
    assert columns == {"joined": "", "came": SOON.isoformat(timespec="minutes")}


def test_a_call_of_this_kind_without_an_event_is_a_plain_registration():
    assert response(plain(kind="event")).state == "confirmed"
    assert not Registration.objects.exists()


def test_an_organizer_confirms_who_waits_only_where_a_place_is_free():
    _event, call, (row,) = registration(None, {"lines": 1})
    register(call, row)
    waits = register(call, row)
    secretary = with_role(person(), "secretariat")
    refused("full", lambda: verbs.decide(waits, verbs.Verb.CONFIRM, Act(NOW, secretary, Actor.ORGANIZER)))


def test_the_event_goes_on_without_a_call_that_was_cancelled(client):
    mine, call, (row,) = registration()
    secretary, who = with_role(person(), "secretariat"), person("ama@example.org", name="Ama")
    before = place(register(call, row, who))
    client.force_login(secretary)
    url = f"/desk/events/{mine.slug}/"
    assert "Open registration" not in client.get(url).content.decode()
    cancel_call(call, "The form was wrong", secretary, NOW)
    before = place(before.response)
    assert (door_of(before, NOW).standing, list(registrants(row)), registration_for(mine, who)) == ("gone", [], None)
    for page in (url, f"{url}registrants/"):
        assert "Open registration" in client.get(page).content.decode()
    fresh = open_registration(Event.objects.get(), secretary, NOW + timedelta(hours=1))
    assert fresh != call
    assert list(registrations(row)) == []
    after = place(register(fresh, row, who))
    assert (list(registrations(row)), registration_for(mine, who), list(registrants(row))) == ([after], after, [who])
    assert "Open registration" not in client.get(url).content.decode()
