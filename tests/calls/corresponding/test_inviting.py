"""Invited, accepted, declined, taken out, left: what each does, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heliograph.calls.corresponding import inviting
from heliograph.calls.corresponding.inviting import accept, accept_from_mailbox, decline, leave, remove
from heliograph.calls.corresponding.members import check_all_answered, unfinished, waiting
from heliograph.calls.kinds import register, unregister
from heliograph.calls.kinds.plain import Proposal
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import decide, withdraw
from heliograph.calls.models import CoRespondent, Extension, ResponseEntry
from heliograph.calls.rules import responses_of
from heliograph.calls.states import Actor, Verb
from heliograph.network.models import Person
from heliograph.network.states import Refused
from tests.calls.corresponding.scenes import invited, joined, joint_answer, letters_to, trail
from tests.calls.factories import DAY
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def refusal(function, *arguments, **more):
    with pytest.raises(Refused) as caught:
        function(*arguments, **more)
    return caught.value.code


def test_an_invitation_is_a_letter_and_nothing_else_until_it_is_accepted():
    answer = joint_answer()
    known = person("kofi@example.org")
    invited(answer)
    row = CoRespondent.objects.get()
    assert (row.person, row.accepted_at, waiting(answer)) == (None, None, 1)
    assert len(letters_to("kofi@example.org")) == 1
    assert list(responses_of(known)) == []
    assert trail(answer) == [("invite", "")]


def test_the_log_names_nobody_who_was_invited():
    co = invited(joint_answer())
    assert ResponseEntry.objects.get(verb="invite").data == {"co": co.public_id.hex}


def test_the_letter_is_written_in_the_language_of_who_has_the_address():
    answer = joint_answer()
    person("kofi@example.org", languages=["fr", "en"])
    assert invited(answer).language == "fr"
    assert invited(answer, "new@example.org").language == "en"


def test_accepting_lets_one_see_and_makes_a_person_of_a_new_address():
    answer = joint_answer()
    done = accept_from_mailbox(invited(answer), NOW, zone="Africa/Accra", languages=("fr",))
    who = Person.objects.get(email="kofi@example.org")
    assert (done.person, done.new) == (who, True)
    assert (who.name, who.languages, who.zone) == ("Kofi Guest", ["en", "fr"], "Africa/Accra")
    assert list(responses_of(who)) == [answer]
    assert trail(answer) == [("invite", ""), ("join", "")]


def test_who_had_an_account_stays_the_same_person():
    known = person("Kofi@example.org")
    done = accept_from_mailbox(invited(joint_answer(), "KOFI@Example.ORG"), NOW, zone="UTC")
    assert (done.person, done.new, Person.objects.filter(email__iexact=known.email).count()) == (known, False, 1)


def test_accepting_twice_is_accepting_once():
    answer = joint_answer()
    co = invited(answer)
    for _time in range(2):
        accept_from_mailbox(co, NOW, zone="UTC")
    assert trail(answer) == [("invite", ""), ("join", "")]
    assert letters_to(answer.person.email) == ["Kofi Guest answers with you: “Registration”"]


def test_a_repeated_form_is_one_invitation():
    answer = joint_answer()
    first, second = invited(answer, token="t1"), invited(answer, token="t1")
    assert (first, CoRespondent.objects.count(), len(letters_to("kofi@example.org"))) == (second, 1, 1)


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("nonsense", "malformed"),
        ("LEAD@example.org", "oneself"),
        ("KOFI@example.org", "invited-already"),
        ("Abla@Example.org", "there-already"),
    ],
)
def test_who_cannot_be_invited_is_refused(email, code):
    answer = joint_answer(person("lead@example.org"))
    invited(answer)
    joined(answer, email="abla@example.org")
    assert refusal(invited, answer, email) == code


def test_a_co_respondent_invites_too_but_not_the_lead():
    answer = joint_answer(person("lead@example.org"))
    other = joined(answer).person
    invited(answer, "third@example.org", by=other)
    assert refusal(invited, answer, "lead@example.org", by=other) == "there-already"
    assert waiting(answer) == 1


def test_at_most_twenty_are_invited_at_a_time(monkeypatch):
    monkeypatch.setattr(inviting, "MOST", 2)
    answer = joint_answer()
    first = invited(answer)
    joined(answer, email="abla@example.org")
    assert refusal(invited, answer, "third@example.org") == "full"
    remove(first, answer.person, NOW)
    invited(answer, "third@example.org")


def test_the_same_address_is_not_pestered():
    answer = joint_answer()
    for _time in range(inviting.MOST_OFTEN):
        decline(invited(answer), NOW)
    assert refusal(invited, answer) == "often"


def test_one_person_sends_so_many_invitations_a_day(monkeypatch):
    monkeypatch.setattr(inviting, "MOST_A_DAY", 1)
    lead = person()
    invited(joint_answer(lead))
    other = joint_answer(lead)
    assert refusal(invited, other, "third@example.org") == "enough"
    invited(other, "third@example.org", at=NOW + DAY)


def test_strangers_and_those_who_have_not_accepted_cannot_invite():
    answer = joint_answer()
    invited(answer)
    for who in (person(), person("kofi@example.org")):
        assert refusal(invited, answer, "third@example.org", by=who) == "not-yours"


def test_a_call_that_is_answered_alone_takes_no_invitations():
    assert refusal(invited, joint_answer(together=False)) == "alone"


def test_after_closing_nobody_is_invited_or_joins():
    answer = joint_answer()
    co, late = invited(answer), NOW + 11 * DAY
    assert refusal(invited, answer, "third@example.org", at=late) == "closed"
    assert refusal(accept_from_mailbox, co, late, zone="UTC") == "closed"
    assert not Person.objects.filter(email=co.email).exists()


def test_more_time_for_the_lead_is_more_time_for_all():
    answer = joint_answer()
    until = NOW + 20 * DAY
    Extension.objects.create(call=answer.call, person=answer.person, until=until, made_at=NOW)
    accept_from_mailbox(invited(answer), NOW + 11 * DAY, zone="UTC")
    assert refusal(invited, answer, "third@example.org", at=until) == "closed"


def test_what_was_returned_for_changes_is_worked_on_after_closing():
    answer = joint_answer()
    decide(answer, Verb.RETURN, Act(NOW, actor=Actor.ORGANIZER))
    answer.refresh_from_db()
    accept_from_mailbox(invited(answer, at=NOW + 11 * DAY), NOW + 11 * DAY, zone="UTC")


def test_an_answer_that_was_withdrawn_takes_nobody():
    answer = joint_answer()
    co = invited(answer)
    withdraw(answer, Act(NOW, answer.person))
    answer.refresh_from_db()
    assert refusal(invited, answer, "third@example.org") == "closed"
    assert refusal(accept_from_mailbox, co, NOW, zone="UTC") == "closed"


def test_declining_is_told_to_the_lead_and_can_be_followed_by_a_new_invitation():
    answer = joint_answer()
    co = invited(answer)
    for _time in range(2):
        decline(co, NOW)
    assert trail(answer) == [("invite", ""), ("part", "declined")]
    assert letters_to(answer.person.email) == ["Kofi Guest has declined: “Registration”"]
    assert refusal(accept_from_mailbox, co, NOW, zone="UTC") == "declined"
    accept_from_mailbox(invited(answer), NOW, zone="UTC")


def test_who_has_accepted_leaves_instead_of_declining():
    answer = joint_answer()
    co = joined(answer)
    assert refusal(decline, co, NOW) == "accepted"
    for _time in range(2):
        leave(co, NOW)
    assert (list(responses_of(co.person)), trail(answer)[-1]) == ([], ("part", "left"))


def test_an_invitation_that_was_taken_back_does_nothing_any_more():
    answer = joint_answer()
    co = invited(answer)
    for _time in range(2):
        remove(co, answer.person, NOW)
    assert trail(answer) == [("invite", ""), ("part", "taken-back")]
    for function in (decline, lambda co, at: accept_from_mailbox(co, at, zone="UTC")):
        assert refusal(function, co, NOW) == "taken-back"
    assert refusal(leave, invited(answer), NOW) == "not-joined"


def test_who_was_taken_out_sees_nothing_and_is_told():
    answer = joint_answer()
    co = joined(answer)
    remove(co, answer.person, NOW)
    assert (list(responses_of(co.person)), trail(answer)[-1]) == ([], ("part", "removed"))
    assert letters_to(co.email)[-1] == "You no longer answer together: “Registration”"


def test_a_co_respondent_takes_back_only_what_he_sent_himself():
    answer = joint_answer()
    one = joined(answer)
    other = joined(answer, email="abla@example.org")
    by_lead, by_one = invited(answer, "a@example.org"), invited(answer, "b@example.org", by=one.person)
    assert refusal(remove, by_lead, one.person, NOW) == "not-yours"
    assert refusal(remove, other, one.person, NOW) == "not-yours"
    assert refusal(remove, by_one, other.person, NOW) == "not-yours"
    assert remove(by_one, one.person, NOW).removed_at == NOW


def test_a_closed_account_cannot_accept():
    person("kofi@example.org", is_active=False)
    assert refusal(accept_from_mailbox, invited(joint_answer()), NOW, zone="UTC") == "closed-account"


def test_one_person_joins_once_by_whichever_address():
    answer = joint_answer()
    co = joined(answer)
    assert refusal(accept, invited(answer, "kofi.two@example.org"), co.person, NOW) == "there-already"
    assert refusal(accept, invited(answer, "lead.two@example.org"), answer.person, NOW) == "there-already"


def test_an_erased_invitation_says_that_it_is_gone():
    co = invited(joint_answer())
    CoRespondent.objects.all().delete()
    assert refusal(decline, co, NOW) == "gone"


def test_a_kind_may_ask_that_all_have_answered():
    class Session(Proposal):
        key = "test-session"
        needs_all = True

    register(Session())
    try:
        answer = joint_answer(kind="test-session")
        co = invited(answer)
        assert unfinished(answer) == 1
        assert refusal(check_all_answered, answer) == "unfinished"
        decline(co, NOW + timedelta(hours=1))
        check_all_answered(answer)
    finally:
        unregister("test-session")


def test_other_kinds_do_not_wait_for_anybody():
    answer = joint_answer()
    invited(answer)
    assert (waiting(answer), unfinished(answer)) == (1, 0)
    check_all_answered(answer)
