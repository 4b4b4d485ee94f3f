"""What registrants get: a receipt with the time and their way in, reminders, and nothing that is true no more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.telling import write_letters
from heliograph.delivery.lastly import Going
from heliograph.delivery.links import letter_token
from heliograph.delivery.models import Mailing, Message
from heliograph.events.models import Occurrence
from heliograph.events.registering import links
from heliograph.events.registering.looking import OVERTAKEN, WITHDRAWN, look
from heliograph.events.registering.models import OccurrenceReminder
from heliograph.events.registering.reminding import remind
from heliograph.events.scheduling.timing import change_time
from tests.events.factories import DAY, HOUR, SOON
from tests.events.registering.making import place, register, registration
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
THE_DAY_BEFORE, THE_HOUR_BEFORE = SOON - DAY, SOON - HOUR


def letters(hours):
    return Message.objects.filter(mailing__key__contains=f"/{hours}/").select_related("body").order_by("address")


def going(messages):
    return [Going(each.pk, each.body_id, each.address) for each in messages]


def test_the_receipt_has_the_readers_time_the_personal_link_and_the_entry_for_the_calendar():
    _event, call, (row,) = registration(None, {"languages": ["es"]})
    mine = register(call, row, person(languages=["es"], zone="America/Lima"), language="es")
    write_letters(NOW)
    body = Message.objects.get().body
    assert f"/join/{place(mine).token}/?lang=es" in body.text
    assert "4:00" in body.text
    assert "meet.example.org" not in body.text + body.html
    (entry,) = Calendar.from_ical(bytes(body.attachments.get(name="event.ics").content)).walk("VEVENT")
    assert entry.decoded("dtstart") == SOON
    assert "join" not in body.attachments.get(name="event.ics").content.decode()


def test_who_waits_gets_no_link_and_who_comes_on_site_gets_the_place():
    _event, call, (row,) = registration(None, {"mode": "hybrid", "lines": 0, "place": "Room 4", "address": "Rue 7"})
    waits, comes = register(call, row), register(call, row, seat="room")
    write_letters(NOW)
    texts = {each.address: each.body.text for each in Message.objects.select_related("body")}
    assert "/join/" not in texts[waits.person.email]
    assert "Room 4, Rue 7" in texts[comes.person.email]


def test_registrants_are_reminded_a_day_and_an_hour_before_once_in_their_own_time():
    _event, call, (row,) = registration()
    lima = register(call, row, person("lima@school.example.org", languages=["es"], zone="America/Lima"))
    register(call, row, person("seoul@school.example.org", languages=["en"], zone="Asia/Seoul"))
    gone = register(call, row)
    verbs.withdraw(gone, Act(NOW, gone.person))
    assert [remind(at) for at in (THE_DAY_BEFORE - MINUTE, THE_DAY_BEFORE, THE_DAY_BEFORE + MINUTE)] == [0, 2, 0]
    assert [remind(at) for at in (THE_HOUR_BEFORE - MINUTE, THE_HOUR_BEFORE, THE_HOUR_BEFORE + MINUTE)] == [0, 2, 0]
    first, second = letters(24)
    assert (first.address, "4:00" in first.body.subject, "Lima" in first.body.text) == (lima.person.email, True, True)
    assert ("18:00" in second.body.subject, "Seoul" in second.body.text) == (True, True)
    assert "/join/letter/" in first.body.html
    assert first.body.attachments.get().name == "event.ics"
    assert first.body.good_until == SOON
    assert sorted(OccurrenceReminder.objects.values_list("hours", "letters")) == [(1, 2), (24, 2)]


@pytest.mark.parametrize(
    "fields", [{"state": "tentative"}, {"state": "cancelled"}, {"precision": "day", "start": SOON + DAY}]
)
def test_nobody_is_reminded_of_what_is_uncertain_cancelled_or_of_the_hour_of_a_day(fields):
    _event, call, (row,) = registration()
    register(call, row)
    Occurrence.objects.update(**fields)
    assert remind(THE_HOUR_BEFORE) == 0


def test_a_reminder_that_was_missed_by_long_does_not_go():
    _event, call, (row,) = registration()
    register(call, row)
    assert remind(SOON - 2 * HOUR) == 0
    assert remind(SOON) == 0


def test_an_event_moved_while_its_reminder_goes_out_sends_the_new_time_alone():
    _event, call, (row,) = registration()
    register(call, row)
    register(call, row)
    remind(THE_DAY_BEFORE)
    mailing = Mailing.objects.get(key__contains="/24/")
    change_time(row, {"start": SOON + 3 * HOUR, "end": SOON + 4 * HOUR}, with_role(person(), "secretariat"), SOON - DAY)
    verdicts = look(mailing.pk, going(letters(24)), THE_DAY_BEFORE)
    assert [(each.body_id, each.answer) for each in verdicts.values()] == [(None, OVERTAKEN)] * 2
    assert remind(THE_DAY_BEFORE + 3 * HOUR) == 2
    fresh = Mailing.objects.filter(key__contains="/24/").latest("pk")
    assert fresh != mailing
    assert look(fresh.pk, going(fresh.messages.all()), THE_DAY_BEFORE + 3 * HOUR) == {}


def test_a_change_of_place_meanwhile_sends_the_letter_as_it_is_now():
    _event, call, (row,) = registration(None, {"mode": "on-site", "place": "Room 4"})
    register(call, row, seat="room")
    remind(THE_DAY_BEFORE)
    Occurrence.objects.update(place="Room 5", version=row.version + 1)
    (message,) = letters(24)
    (verdict,) = look(message.mailing_id, going([message]), THE_DAY_BEFORE).values()
    fresh = message.mailing.bodies.get(pk=verdict.body_id)
    assert ("Room 4" in message.body.text, "Room 5" in fresh.text) == (True, True)


def test_who_withdraws_or_takes_another_time_meanwhile_is_not_reminded():
    _event, call, (row, _other) = registration(None, {}, {"start": SOON + DAY})
    stays, gone = register(call, row), register(call, row)
    remind(THE_DAY_BEFORE)
    verbs.withdraw(gone, Act(NOW, gone.person))
    found = {each.address: each for each in letters(24)}
    verdicts = look(next(iter(found.values())).mailing_id, going(found.values()), THE_DAY_BEFORE)
    assert {pk: each.answer for pk, each in verdicts.items()} == {found[gone.person.email].pk: WITHDRAWN}
    assert stays.person.email in found


def test_the_link_of_a_reminder_leads_to_the_readers_own_until_that_is_renewed(client):
    _event, call, (row,) = registration()
    mine = place(register(call, row))
    remind(THE_DAY_BEFORE)
    mailing = Mailing.objects.get()
    token = letter_token(mine.response.person.email, mailing.key, THE_DAY_BEFORE)
    with time_machine.travel(THE_DAY_BEFORE, tick=False):
        answer = client.get(f"/join/letter/{token}/?lang=es")
        assert answer["Location"] == f"/join/{mine.token}/?lang=es"
        stranger = letter_token("stranger@school.example.org", mailing.key, THE_DAY_BEFORE)
        assert client.get(f"/join/letter/{stranger}/").status_code == 404
        other = letter_token(mine.response.person.email, "calls/reminders/1", THE_DAY_BEFORE)
        assert client.get(f"/join/letter/{other}/").status_code == 404
    links.renew(mine, None, THE_DAY_BEFORE + HOUR)
    with time_machine.travel(THE_DAY_BEFORE + 2 * HOUR, tick=False):
        answer = client.get(f"/join/letter/{token}/")
        assert (answer.status_code, re.search("/join/[^/]+/renew", answer.content.decode())) == (410, None)


def test_who_is_registered_by_somebody_else_is_reminded_at_his_own_address_and_nobody_twice():
    _event, call, (row,) = registration()
    by = person("lead@school.example.org")
    register(call, row, by)
    register(call, row, by, name="Guest", email="guest@school.example.org")
    assert remind(THE_DAY_BEFORE) == 2
    assert [each.address for each in letters(24)] == ["guest@school.example.org", "lead@school.example.org"]
