"""Somebody changes his address: what others have written down under the one before follows him."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.calls.corresponding.inviting import invite
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject, with_known_person
from heliograph.calls.lifecycle.verbs import Sheet, submit
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.rules import responses_of
from heliograph.delivery.models import Message
from heliograph.delivery.owed import write_owed
from heliograph.network.account import addresses
from heliograph.network.people import change_address
from tests.calls.factories import call, response
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db
OLD, NEW = "kofi@example.org", "kofi@new.example.org"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def given(to, by=None, address=OLD):
    """What somebody else has answered for an address."""
    who = by or person()
    subject = with_known_person(Subject(who, name="Kofi", email=address))
    return submit(to, subject, Sheet(to.question_sets.get()), Act(NOW, who)).response


def moves(who):
    """He takes another address himself, from its mailbox."""
    return addresses.take(addresses.ask(who, NEW, NOW).public_id, NOW)


def test_a_place_given_before_he_had_an_account_and_one_given_after_follow_him_with_their_letters():
    first = given(call(delegation=True))
    who = person(OLD)
    second = given(call(delegation=True))
    write_owed(NOW)
    change_address(who, NEW, "Asked on the phone.", with_role(person(), "secretariat"), NOW)
    assert list(responses_of(who).order_by("pk")) == [first, second]
    assert set(Response.objects.values_list("email", "slot")) == {(NEW, f"p{who.pk}")}
    first.refresh_from_db()
    verbs.withdraw(first, Act(NOW, first.person))
    write_owed(NOW)
    assert Message.objects.filter(address=NEW, body__subject__startswith="Withdrawn").count() == 1
    assert not Message.objects.filter(address=OLD, body__subject__startswith="Withdrawn").exists()


def test_an_account_that_is_taken_back_takes_its_places_back_and_none_of_the_others():
    who = person(OLD)
    his, another = given(call(delegation=True)), given(call(delegation=True), address=NEW)
    change = moves(who)
    his.refresh_from_db()
    assert his.email == NEW
    addresses.object_to(change.public_id, NOW)
    his.refresh_from_db()
    another.refresh_from_db()
    assert (his.email, another.email, another.slot) == (OLD, NEW, f"e{NEW}")


def test_who_has_an_answer_of_his_own_has_no_second_one():
    to = call(delegation=True)
    other = given(to)
    who = person(OLD)
    Response.objects.filter(pk=response(to, person()).pk).update(person=who, slot=f"p{who.pk}")
    moves(who)
    other.refresh_from_db()
    assert (other.email, other.slot) == (OLD, f"e{OLD}")


def test_a_draft_about_him_stays_a_draft_of_who_writes_it():
    to, writer = call(delegation=True), person()
    draft = verbs.start(to, Subject(writer, name="Kofi", email=OLD), Sheet(to.question_sets.get()), Act(NOW, writer))
    moves(who := person(OLD))
    draft.refresh_from_db()
    assert (draft.email, draft.slot) == (NEW, f"d{writer.pk}:p{who.pk}")


def test_an_invitation_to_answer_together_waits_at_the_new_address():
    answer = response(call(together=True))
    who = person(OLD)
    invite(answer, OLD, "Kofi", "en", answer.person, NOW)
    moves(who)
    assert CoRespondent.objects.get().email == NEW
