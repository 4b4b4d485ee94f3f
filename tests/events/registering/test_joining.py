"""The personal link to join: when it opens, what it notes, and what becomes of one that got into wrong hands."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.delivery.models import Message
from heliograph.events.afterwards.certifying import issue, revoke
from heliograph.events.registering import attending, links
from heliograph.events.registering.models import Registration
from heliograph.events.scheduling.timing import change_time
from heliograph.network.states import Refused
from tests.events.factories import HOUR, SOON
from tests.events.registering.making import place, register, registration
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
OPENS = SOON - 30 * MINUTE


@pytest.fixture
def mine():
    _event, call, (row,) = registration()
    return place(register(call, row))


def at(client, moment, method, address):
    with time_machine.travel(moment, tick=False):
        return getattr(client, method)(address)


def test_opening_the_link_changes_nothing_and_pressing_the_button_notes_and_leads_on(client, mine):
    address = f"/join/{mine.token}/"
    page = at(client, OPENS, "get", address)
    assert "Join now" in page.content.decode()
    assert "meet.example.org" not in page.content.decode()
    assert place(mine.response).joined_at is None
    answer = at(client, OPENS, "post", address)
    assert (answer.status_code, answer["Location"]) == (303, "https://meet.example.org/room")
    assert answer["Referrer-Policy"] == "no-referrer"
    at(client, OPENS + MINUTE, "post", address)
    assert place(mine.response).joined_at == OPENS


@pytest.mark.parametrize("moment", [OPENS - MINUTE, SOON + 2 * HOUR])
def test_it_is_open_from_half_an_hour_before_until_an_hour_after_the_end(client, mine, moment):
    address = f"/join/{mine.token}/"
    assert "Join now" not in at(client, moment, "get", address).content.decode()
    answer = at(client, moment, "post", address)
    assert (answer.status_code, "Location" in answer) == (409, False)
    assert place(mine.response).joined_at is None


def test_before_that_it_says_when_it_opens_in_the_readers_time(client, mine):
    page = at(client, NOW, "get", f"/join/{mine.token}/?zone=America/Lima").content.decode()
    assert "You can join from" in page
    assert "3:30" in page
    assert "Lima" in page


def test_the_browser_may_be_led_to_the_meeting(client, mine):
    page = at(client, OPENS, "get", f"/join/{mine.token}/")
    assert "form-action 'self' https: http:" in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "tentative"}, "to be confirmed"),
        ({"join_link": ""}, "has not opened the meeting yet"),
    ],
)
def test_what_is_cancelled_uncertain_or_has_no_link_opens_nothing(client, mine, fields, words):
    type(mine.occurrence).objects.update(**fields)
    assert words in at(client, OPENS, "get", f"/join/{mine.token}/").content.decode()
    assert at(client, OPENS, "post", f"/join/{mine.token}/").status_code == 409


def test_who_withdrew_and_who_waits_do_not_join(client):
    _event, call, (row,) = registration(None, {"lines": 1})
    gone, waits = register(call, row), register(call, row)
    verbs.withdraw(gone, Act(NOW, gone.person))
    said = [at(client, OPENS, "get", f"/join/{place(one).token}/").content.decode() for one in (gone, waits)]
    assert "not registered any more" in said[0]
    assert at(client, OPENS, "post", f"/join/{place(gone).token}/").status_code == 409


def test_a_moved_time_moves_the_link(client, mine):
    type(mine.occurrence).objects.update(start=SOON + 5 * HOUR, end=SOON + 6 * HOUR)
    assert at(client, OPENS, "post", f"/join/{mine.token}/").status_code == 409
    assert at(client, OPENS + 5 * HOUR, "post", f"/join/{mine.token}/").status_code == 303


def test_a_renewed_link_goes_to_the_registrant_alone_and_the_old_one_says_so(client, mine):
    old = mine.token
    answer = at(client, NOW, "post", f"/join/{old}/renew/")
    assert answer["Location"] == f"/join/{old}/"
    fresh = place(mine.response).token
    assert fresh != old
    page = at(client, OPENS, "get", f"/join/{old}/")
    assert (page.status_code, fresh in page.content.decode()) == (410, False)
    assert "This link was renewed" in page.content.decode()
    assert at(client, OPENS, "post", f"/join/{old}/").status_code == 410
    assert at(client, NOW, "post", f"/join/{old}/renew/").status_code == 410
    letter = Message.objects.get(body__subject__contains="new link")
    assert letter.address == mine.response.person.email
    assert f"/join/{fresh}/" in letter.body.text
    assert at(client, OPENS, "post", f"/join/{fresh}/").status_code == 303


def test_a_link_renewed_in_the_moment_of_joining_opens_nothing(mine):
    links.renew(mine, None, NOW)
    with pytest.raises(Refused, match="renewed"):
        attending.join(mine, OPENS)


def test_only_who_runs_the_event_renews_and_notes_who_came(mine):
    stranger = with_role(person(), "principal")
    for act in (lambda: links.renew(mine, stranger, NOW), lambda: attending.note_came(mine, stranger, SOON)):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.code == "not-yours"


def test_who_came_is_noted_at_the_door_and_taken_back():
    _event, call, (row,) = registration(None, {"mode": "hybrid"})
    mine, secretary = place(register(call, row, seat="room")), with_role(person(), "secretariat")
    with pytest.raises(Refused):
        attending.note_came(mine, secretary, NOW)
    assert attending.note_came(mine, secretary, SOON)
    assert not attending.note_came(mine, secretary, SOON)
    assert (place(mine.response).came_at, place(mine.response).attended) == (SOON, True)
    assert attending.note_came(mine, secretary, SOON, came=False)
    assert place(mine.response).came_by is None


def test_an_unknown_link_is_not_found(client):
    assert client.get("/join/nothing/").status_code == 404
    assert client.post("/join/nothing/").status_code == 404
    assert client.get("/join/letter/nothing/").status_code == 404
    assert not Registration.objects.exists()


def test_who_joined_a_time_that_was_then_put_off_has_taken_part_in_nothing(client, mine, secretary):
    at(client, OPENS, "post", f"/join/{mine.token}/")
    later = {"start": SOON + 24 * HOUR, "end": SOON + 25 * HOUR}
    change_time(mine.occurrence, later, secretary, OPENS + MINUTE, "The speaker is ill.")
    assert place(mine.response).joined_at is None


def test_who_comes_after_the_end_is_let_in_and_has_not_taken_part(client, mine):
    assert at(client, SOON + HOUR + MINUTE, "post", f"/join/{mine.token}/").status_code == 303
    assert place(mine.response).joined_at is None


def test_nobody_who_holds_a_certificate_is_noted_as_not_there(mine, secretary):
    type(mine.response.person).objects.filter(pk=mine.response.person_id).update(name="A. Example")
    attending.note_came(mine, secretary, SOON)
    certificate = issue(place(mine.response), "en", SOON + 2 * HOUR)
    with pytest.raises(Refused) as refused:
        attending.note_came(place(mine.response), secretary, SOON + 3 * HOUR, came=False)
    assert refused.value.code == "certified"
    revoke(certificate, "Was not there.", secretary, SOON + 3 * HOUR)
    assert attending.note_came(place(mine.response), secretary, SOON + 3 * HOUR, came=False)
