"""A place that was given away is led by whoever takes it, from the first step by which that is done."""

from __future__ import annotations

import pytest

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.owning import given_away_by
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Response
from heliograph.calls.rules import responses_of
from heliograph.calls.telling import write_letters
from heliograph.delivery.models import Message
from tests.calls.factories import DAY, call, deadline, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
ESI = "esi@example.org"
QUESTIONS = [
    {"key": "diet", "type": "short", "label": {"en": "Diet"}, "why": {"en": "The kitchen."}, "personal": True},
    {"key": "topic", "type": "short", "label": {"en": "Topic"}},
]


def given_away(to=None, giver=None, address=ESI, name="Esi", **more):
    one = response(to or call(questions=QUESTIONS), giver, diet="no nuts", topic="water", **more)
    return verbs.substitute(one, name, address, Act(NOW, one.person)).response


def sheet(one, **answers):
    return Sheet(one.question_set, answers)


def now(one):
    one.refresh_from_db()
    return one.person, one.name, one.email, one.slot


def test_until_it_is_taken_whoever_gave_it_away_can_still_mend_it():
    one = given_away()
    giver = one.person
    assert responses_of(giver).get() == one
    verbs.substitute(one, "Esi", "esi.mensah@example.org", Act(NOW, giver))
    assert now(one) == (giver, "Esi", "esi.mensah@example.org", "eesi.mensah@example.org")
    assert not given_away_by(giver).exists()


@pytest.mark.parametrize("step", ["keep", "change", "resend", "reconfirm", "substitute"])
def test_with_the_first_step_it_is_whose_place_it_is(step):
    to = call(questions=QUESTIONS)
    deadline(to, "reconfirm", NOW + DAY)
    one = given_away(to)
    giver, esi = one.person, person(ESI)
    steps = {
        "keep": lambda: verbs.keep(one, sheet(one, diet="all"), Act(NOW, esi)),
        "change": lambda: verbs.change(one, sheet(one, diet="all"), Act(NOW, esi)),
        "resend": lambda: verbs.resend(one, sheet(one, diet="all"), Act(NOW, esi)),
        "reconfirm": lambda: verbs.reconfirm(one, Act(NOW, esi)),
        "substitute": lambda: verbs.substitute(one, "Yao", "yao@example.org", Act(NOW, esi)),
    }
    steps[step]()
    then = (esi, "Yao", "yao@example.org", "eyao@example.org") if step == "substitute" else (esi, "", "", f"p{esi.pk}")
    assert now(one) == then
    assert not responses_of(giver).exists()
    assert responses_of(esi).get() == one
    assert [entry.by for entry in given_away_by(giver)] == [giver]


def test_whoever_lets_it_go_again_leaves_it_to_who_gave_it():
    one, esi = given_away(), person(ESI)
    giver = one.person
    verbs.withdraw(one, Act(NOW, esi))
    assert (now(one)[0], one.state) == (giver, "withdrawn")
    assert responses_of(giver).get() == one


def test_by_the_person_whose_address_it_was_it_is_taken_also_under_a_new_address():
    esi = person(ESI)
    one = given_away()
    esi.email = "new@example.org"
    esi.save()
    verbs.change(one, sheet(one, diet="all"), Act(NOW, esi))
    assert now(one) == (esi, "", "", f"p{esi.pk}")


def test_of_many_answers_each_keeps_what_tells_it_apart():
    one, esi = given_away(call(questions=QUESTIONS, limit="many")), person(ESI)
    _base, _colon, more = one.slot.partition(":")
    verbs.change(one, sheet(one), Act(NOW, esi))
    assert now(one)[3] == f"p{esi.pk}:{more}"


def test_a_place_is_passed_on_from_one_to_the_next():
    one, esi, yao = given_away(), person(ESI), person("yao@example.org")
    verbs.change(one, sheet(one, diet="all"), Act(NOW, esi))
    verbs.substitute(one, "Yao", yao.email, Act(NOW, esi))
    verbs.change(one, sheet(one, diet="none"), Act(NOW, yao))
    assert now(one)[0] == yao
    assert not responses_of(esi).exists()
    assert [entry.data["name"] for entry in given_away_by(esi)] == ["Yao"]


def test_who_answers_for_somebody_else_leads_it_whoever_comes():
    to, lead, esi = call(questions=QUESTIONS, delegation=True), person(), person(ESI)
    subject = Subject(lead, name="Kofi", email="kofi@example.org")
    one = verbs.submit(to, subject, Sheet(to.question_sets.get(), {"topic": "water"}), Act(NOW, lead)).response
    verbs.substitute(one, "Esi", ESI, Act(NOW, lead))
    verbs.change(one, sheet(one, diet="all"), Act(NOW, esi))
    assert now(one)[:3] == (lead, "Esi", ESI)
    assert set(responses_of(lead)) == set(responses_of(esi)) == {one}


def test_the_answer_of_a_school_stays_its_peoples():
    at = school()
    lead, esi = with_role(person(), "focal-point", organization=at), person(ESI)
    one = given_away(call(questions=QUESTIONS, respondent="organization"), lead, for_=at)
    verbs.change(one, sheet(one, diet="all"), Act(NOW, esi))
    assert now(one) == (lead, "Esi", ESI, "")
    assert responses_of(lead).get() == one


def test_a_stranger_takes_no_place():
    one, other = given_away(), person("other@example.org")
    verbs.change(one, sheet(one), Act(NOW, other))
    assert now(one)[2] == ESI


def test_who_has_an_answer_of_his_own_by_now_takes_no_second_one():
    one, esi = given_away(), person(ESI)
    own = response(one.call, person("first@example.org"))
    Response.objects.filter(pk=own.pk).update(person=esi, slot=f"p{esi.pk}")
    verbs.change(one, sheet(one, diet="all"), Act(NOW, esi))
    assert now(one)[2] == ESI


def test_the_letter_about_a_change_goes_to_who_has_the_place_alone():
    one, esi = given_away(), person(ESI)
    write_letters(NOW)
    Message.objects.all().delete()
    verbs.change(one, sheet(one, diet="a secret"), Act(NOW, esi))
    write_letters(NOW)
    assert list(Message.objects.values_list("address", flat=True)) == [ESI]
