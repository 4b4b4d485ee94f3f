"""What the letters say, and when the clock writes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heliograph.calls.corresponding import links
from heliograph.calls.corresponding.inviting import decline, remove
from heliograph.calls.corresponding.reminding import remind_unfinished
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import withdraw
from heliograph.calls.models import Call, Deadline, Extension
from heliograph.delivery.models import Message
from tests.calls.corresponding.scenes import invited, joined, joint_answer, letters_to
from tests.calls.factories import DAY
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
#: Calls of the factory close at this instant.
CLOSES = NOW + 10 * DAY


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def body_of(address):
    message = Message.objects.filter(address=address).latest("pk")
    return message.body


def test_the_invitation_says_who_asks_what_and_by_when_in_the_readers_time():
    person("kofi@example.org", zone="Asia/Tokyo", languages=["en"])
    co = invited(joint_answer())
    letter = body_of(co.email)
    assert letter.subject == (
        "Please answer by Thursday, 22 January 2026, 18:00 (Tokyo time): “Registration” together with Ama Lead?"
    )
    assert (
        "Answers are taken until: Thursday, 22 January 2026, 18:00 (Tokyo time) · Thursday, 22 January 2026"
        in letter.text
    )
    assert links.link(co, "en") in letter.text
    assert letter.reply_to == co.response.person.email


def test_an_address_that_nobody_has_is_written_to_in_the_organizers_time():
    letter = body_of(invited(joint_answer(zone="Africa/Accra")).email)
    assert "by Thursday, 22 January 2026, 09:00 (Accra time)" in letter.subject


def test_a_call_without_a_closing_date_names_none():
    letter = body_of(invited(joint_answer(closes=None)).email)
    assert letter.subject == "Please answer: “Registration” together with Ama Lead?"
    assert "Answers are taken until" not in letter.text


def test_before_closing_who_has_not_answered_and_the_lead_are_reminded_once_at_each_stage():
    answer = joint_answer()
    co = invited(answer)
    joined(answer, email="abla@example.org")
    decline(invited(answer, "no@example.org"), NOW)
    lead = answer.person.email
    before = {address: len(letters_to(address)) for address in (co.email, lead, "abla@example.org", "no@example.org")}
    told = [remind_unfinished(at) for at in (
        CLOSES - 4 * DAY, CLOSES - 3 * DAY, CLOSES - 2 * DAY, CLOSES - DAY, CLOSES - HOUR, CLOSES, CLOSES + DAY,
    )]  # fmt: skip
    assert told == [0, 2, 0, 2, 0, 0, 0]
    more = {address: len(letters_to(address)) - count for address, count in before.items()}
    assert more == {co.email: 2, lead: 2, "abla@example.org": 0, "no@example.org": 0}
    assert letters_to(lead)[-1].startswith("1 invitation waits for an answer by Thursday, 22 January 2026")
    assert letters_to(co.email)[-1].startswith("Reminder: please answer by Thursday, 22 January 2026")


def test_who_was_invited_after_a_stage_began_is_not_reminded_at_it():
    answer = joint_answer()
    invited(answer, at=CLOSES - 2 * DAY)
    assert remind_unfinished(CLOSES - 2 * DAY + HOUR) == 0
    assert remind_unfinished(CLOSES - HOUR) == 2


def test_a_date_that_was_moved_has_reminders_of_its_own():
    answer = joint_answer()
    invited(answer)
    assert remind_unfinished(CLOSES - DAY) == 2
    Deadline.objects.filter(kind="closes").update(at=CLOSES + 5 * DAY, until=CLOSES + 5 * DAY)
    assert remind_unfinished(CLOSES - DAY) == 0
    assert remind_unfinished(CLOSES + 2 * DAY) == 2


def test_more_time_for_the_lead_moves_the_reminders():
    answer = joint_answer()
    Extension.objects.create(call=answer.call, person=answer.person, until=CLOSES + 5 * DAY, made_at=NOW)
    invited(answer)
    assert [remind_unfinished(CLOSES - DAY), remind_unfinished(CLOSES + 4 * DAY)] == [0, 2]


def test_nobody_is_reminded_of_what_is_over():
    withdrawn, taken_back, cancelled = (joint_answer(person()) for _number in range(3))
    for answer in (withdrawn, taken_back, cancelled):
        invited(answer)
    withdraw(withdrawn, Act(NOW, withdrawn.person))
    remove(taken_back.co_respondents.get(), taken_back.person, NOW)
    Call.objects.filter(pk=cancelled.call_id).update(status="cancelled")
    assert remind_unfinished(CLOSES - DAY) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_nothing_to_write_takes_as_many_queries_for_three_as_for_one(count, django_assert_num_queries):
    for _number in range(count):
        invited(joint_answer(person()))
    remind_unfinished(CLOSES - DAY)
    with django_assert_num_queries(7):
        assert remind_unfinished(CLOSES - DAY + HOUR) == 0
