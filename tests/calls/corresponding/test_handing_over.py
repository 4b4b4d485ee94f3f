"""The lead passes to somebody who answers too, and back."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.calls.corresponding.handing_over import hand_over
from heliograph.calls.corresponding.inviting import leave, remove
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject, response_for
from heliograph.calls.lifecycle.verbs import Sheet, submit, withdraw
from heliograph.calls.models import CoRespondent
from heliograph.calls.rules import responses_of
from heliograph.network.states import Refused
from tests.calls.corresponding.scenes import invited, joined, joint_answer, trail
from tests.calls.factories import DAY, call, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def refusal(function, *arguments, **more):
    with pytest.raises(Refused) as caught:
        function(*arguments, **more)
    return caught.value.code


def live(answer):
    rows = CoRespondent.objects.filter(response=answer, removed_at=None)
    return [(row.person, row.accepted_at is not None) for row in rows]


def sent_for(to, subject, token=""):
    return submit(to, subject, Sheet(to.question_sets.get(), {}), Act(NOW, subject.person, token=token)).response


def test_the_lead_and_the_other_change_places_and_back():
    answer = joint_answer(kind="registration")
    lead, slot = answer.person, answer.slot
    co = joined(answer)
    new = co.person
    hand_over(answer, co, lead, NOW)
    answer.refresh_from_db()
    assert (answer.person, answer.slot, live(answer)) == (new, f"p{new.pk}", [(lead, True)])
    assert response_for(answer.call, Subject(new), "") == answer.pk
    assert response_for(answer.call, Subject(lead), "") is None
    hand_over(answer, CoRespondent.objects.get(person=lead), new, NOW)
    answer.refresh_from_db()
    assert (answer.person, answer.slot, live(answer)) == (lead, slot, [(new, True)])
    assert trail(answer)[2:] == [("hand-over", ""), ("hand-over", "")]


def test_both_see_it_throughout_and_the_former_lead_can_leave():
    answer = joint_answer()
    lead, co = answer.person, joined(answer)
    hand_over(answer, co, lead, NOW)
    assert [list(responses_of(who)) for who in (lead, co.person)] == [[answer], [answer]]
    leave(CoRespondent.objects.get(person=lead), NOW)
    assert [list(responses_of(who)) for who in (lead, co.person)] == [[], [answer]]


def test_a_double_click_hands_over_once():
    answer = joint_answer()
    co = joined(answer)
    done = [hand_over(answer, co, answer.person, NOW, token="t1").repeated for _time in range(2)]
    assert (done, trail(answer)[-1], len(trail(answer))) == ([False, True], ("hand-over", ""), 3)


def test_only_the_lead_hands_over_and_only_to_who_has_joined():
    answer = joint_answer()
    co, waiting = joined(answer), invited(answer, "abla@example.org")
    assert refusal(hand_over, answer, co, co.person, NOW) == "not-yours"
    assert refusal(hand_over, answer, waiting, answer.person, NOW) == "not-joined"
    remove(co, answer.person, NOW)
    assert refusal(hand_over, answer, co, answer.person, NOW) == "not-joined"


def test_an_answer_that_is_over_is_not_handed_over():
    answer = joint_answer()
    co = joined(answer)
    withdraw(answer, Act(NOW, answer.person))
    answer.refresh_from_db()
    assert refusal(hand_over, answer, co, answer.person, NOW) == "wrong-state"


def test_it_is_handed_over_after_closing_too():
    answer = joint_answer()
    co = joined(answer)
    hand_over(answer, co, answer.person, NOW + 30 * DAY)
    answer.refresh_from_db()
    assert answer.person == co.person


def test_who_has_an_answer_of_his_own_cannot_have_two():
    to = call(together=True)
    answer = response(to, person())
    co = joined(answer)
    response(to, co.person)
    assert refusal(hand_over, answer, co, answer.person, NOW) == "there-already"
    answer.refresh_from_db()
    assert (answer.person, live(answer)) == (co.invited_by, [(co.person, True)])


def test_an_answer_by_somebody_else_for_the_address_is_one_of_his_own():
    to = call(together=True, delegation=True)
    answer = response(to, person())
    sent_for(to, Subject(person(), name="Kofi", email="kofi@example.org"))
    co = joined(answer)
    assert refusal(hand_over, answer, co, answer.person, NOW) == "there-already"


def test_where_any_number_is_taken_nothing_clashes():
    to, lead = call(together=True, limit="many"), person()
    answer = sent_for(to, Subject(lead), token="t1")
    co = joined(answer)
    sent_for(to, Subject(co.person), token="t2")
    hand_over(answer, co, lead, NOW)
    answer.refresh_from_db()
    assert (answer.person, answer.slot) == (co.person, f"p{co.person.pk}:t1")


def test_a_schools_answer_stays_the_schools():
    lycee = school()
    answer = response(call(together=True, respondent="organization"), person(), lycee)
    co = joined(answer)
    with_role(co.person, "teacher", organization=lycee)
    hand_over(answer, co, answer.person, NOW)
    before = (answer.organization, answer.slot)
    answer.refresh_from_db()
    assert (answer.person, answer.organization, answer.slot) == (co.person, *before)


@pytest.mark.parametrize("respondent", ["organization", "country"])
def test_what_is_answered_for_a_school_or_country_is_not_handed_to_who_would_not_see_it(respondent):
    lycee = school()
    answer = response(call(together=True, respondent=respondent), person(), lycee if respondent[0] == "o" else None)
    co = joined(answer)
    assert refusal(hand_over, answer, co, answer.person, NOW) == "not-theirs"
    assert live(answer) == [(co.person, True)]


@pytest.mark.parametrize("field", ["organization_name", "name"])
def test_what_is_told_apart_by_who_answers_goes_with_the_lead(field):
    lead = person()
    answer = sent_for(call(together=True, delegation=True), Subject(lead, **{field: "Somebody"}))
    co = joined(answer)
    hand_over(answer, co, lead, NOW)
    answer.refresh_from_db()
    assert response_for(answer.call, Subject(co.person, **{field: "Somebody"}), "") == answer.pk


def test_a_delegate_who_answers_too_stays_the_one_it_is_for():
    guest = person("kofi@example.org", name="Kofi")
    lead = person()
    subject = Subject(lead, name="Kofi", email=guest.email, known=guest.pk)
    answer = sent_for(call(together=True, delegation=True), subject)
    slot, co = answer.slot, joined(answer, guest)
    assert list(responses_of(guest)) == [answer]
    hand_over(answer, co, lead, NOW)
    answer.refresh_from_db()
    assert (answer.person, answer.slot) == (guest, slot)
    hand_over(answer, CoRespondent.objects.get(person=lead), guest, NOW)
    answer.refresh_from_db()
    assert (answer.person, answer.slot, answer.name) == (lead, slot, "Kofi")


def test_a_delegate_who_is_taken_out_still_sees_what_is_for_him():
    guest = person("kofi@example.org")
    answer = sent_for(call(together=True, delegation=True), Subject(person(), email=guest.email, known=guest.pk))
    remove(joined(answer, guest), answer.person, NOW)
    assert list(responses_of(guest)) == [answer]
