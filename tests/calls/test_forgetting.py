"""Erasing a person: what was answered for him goes, what is others' stays, and what is shared is handed on."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject, response_for, with_known_person
from heliograph.calls.lifecycle.taking_back import take_back
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import AnswerFile, CallEntry, CoRespondent, Response, ResponseEntry
from heliograph.calls.rules import responses_of
from heliograph.calls.states import Actor, Verb
from heliograph.network.account.erasing import erase
from heliograph.network.account.holdings import holdings
from heliograph.network.models import AddressChange
from tests.calls.corresponding.scenes import invited, joined, joint_answer, trail
from tests.calls.factories import DAY, call, response
from tests.calls.files.making import kept
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db

ADDRESS = "kofi@example.org"
QUESTIONS = [
    {"key": "diet", "type": "short", "label": {"en": "Diet"}, "why": {"en": "For the kitchen."}, "personal": True},
    {"key": "topic", "type": "short", "label": {"en": "Topic"}},
]
ANSWERS = {"diet": "no nuts", "topic": "water"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def given_for(address, by=None, to=None, answers=ANSWERS, name="Kofi"):
    """An answer that somebody has sent for another, by name and address."""
    lead, to = by or person(), to or call(delegation=True, questions=QUESTIONS)
    subject = with_known_person(Subject(lead, name=name, email=address))
    return verbs.submit(to, subject, Sheet(to.question_sets.get(), answers), Act(NOW, lead)).response


def exported(who, slug="responses"):
    return list(next(one for one in holdings() if one.slug == slug).export(who))


def said(answer):
    """All that rows about an answer hold that could name somebody."""
    answer.refresh_from_db()
    return (answer.name, answer.email, answer.answers, answer.draft, [each.data for each in answer.entries.all()])


NOTHING = ("", "", {}, {}, [{}])


@pytest.mark.parametrize("limit", ["one", "many"])
def test_what_was_answered_for_an_address_goes_and_a_new_person_there_finds_nothing(limit):
    one = given_for(ADDRESS, to=call(delegation=True, questions=QUESTIONS, limit=limit))
    kofi = person(ADDRESS)
    file = kept(one)
    assert one.slot.startswith(f"e{ADDRESS}")
    assert list(responses_of(kofi)) == [one]
    erase(kofi, kofi, NOW)
    assert said(one) == NOTHING
    assert one.slot in {f"g{one.public_id.hex}", f"g{one.public_id}"}
    assert not AnswerFile.objects.filter(pk=file.pk).exists()
    again = person(ADDRESS)
    assert list(responses_of(again)) == []
    assert response_for(one.call, Subject(again), "") is None


def test_what_was_answered_for_an_earlier_address_goes_unless_another_has_it_now():
    one, other = given_for("old@example.org"), given_for("office@example.org")
    kofi, office = person(ADDRESS), person("office@example.org")
    for before in ("Old@example.org", "office@example.org"):
        AddressChange.objects.create(
            person=kofi, before=before, after=ADDRESS, asked_at=NOW - 99 * DAY, taken_at=NOW - 99 * DAY
        )
    erase(kofi, kofi, NOW)
    assert said(one) == NOTHING
    assert said(other) == ("Kofi", "office@example.org", ANSWERS, {}, [{}])
    assert list(responses_of(office)) == [other]


def test_two_answers_to_one_call_that_go_with_one_person_keep_apart():
    to = call(delegation=True)
    first, second = given_for(ADDRESS, to=to), given_for("old@example.org", to=to)
    kofi = person(ADDRESS)
    AddressChange.objects.create(person=kofi, before="old@example.org", after=ADDRESS, asked_at=NOW, taken_at=NOW - DAY)
    erase(kofi, None, NOW)
    assert [said(first), said(second)] == [NOTHING, NOTHING]


def test_what_he_has_answered_for_somebody_with_an_address_stays_that_persons():
    lead = person()
    one = given_for(ADDRESS, by=lead)
    file = kept(one)
    erase(lead, lead, NOW)
    assert said(one) == ("Kofi", ADDRESS, ANSWERS, {}, [{}])
    assert AnswerFile.objects.get() == file
    assert list(responses_of(person(ADDRESS))) == [one]


def test_whom_he_named_without_an_address_goes_also_from_what_tells_answers_apart():
    lead = person()
    one = given_for("", by=lead, name="Kofi Mensah")
    assert "kofi mensah" in one.slot
    erase(lead, lead, NOW)
    assert said(one) == NOTHING
    assert "kofi" not in one.slot


def passed_on(one, name, address):
    return verbs.substitute(one, name, address, Act(NOW, one.person)).response


def test_the_log_of_a_place_that_was_passed_on_keeps_nobody_who_was_erased():
    one = passed_on(passed_on(given_for(ADDRESS), "Abla", "Abla@Example.org"), "Yao", "yao@example.org")
    abla = person("abla@example.org")
    erase(abla, abla, NOW)
    nobody = {"name": "", "email": ""}
    data = [each.data for each in one.entries.filter(verb="substitute").order_by("pk")]
    assert data == [
        {**nobody, "before": {"name": "Kofi", "email": ADDRESS}},
        {"name": "Yao", "email": "yao@example.org", "before": nobody},
    ]
    one.refresh_from_db()
    assert (one.name, one.email, one.slot) == ("Yao", "yao@example.org", "eyao@example.org")
    yao = person("yao@example.org")
    erase(yao, yao, NOW)
    assert [each.data for each in one.entries.filter(verb="substitute").order_by("pk")] == [{}, {}]
    assert "yao" not in Response.objects.get(pk=one.pk).slot


def test_the_log_of_a_place_that_was_taken_back_keeps_nobody_who_was_erased():
    one, abla = response(call()), person("abla@example.org")
    take_back(passed_on(one, "Abla", "Abla@Example.org"), Act(NOW, one.person))
    erase(abla, abla, NOW)
    nobody = {"name": "", "email": ""}
    assert one.entries.get(verb="take-back").data == {"before": nobody}
    assert one.entries.get(verb="substitute").data == {**nobody, "before": nobody, "own": True}
    erase(one.person, one.person, NOW)
    assert one.entries.get(verb="take-back").data == {}


def test_in_the_answer_of_a_school_only_the_name_and_personal_answers_go():
    at = school()
    lead = with_role(person(), "focal-point", organization=at)
    one = response(call(respondent="organization", questions=QUESTIONS), lead, at, **ANSWERS)
    Response.objects.update(name="Kofi", email=ADDRESS)
    kofi = person(ADDRESS)
    erase(kofi, kofi, NOW)
    one.refresh_from_db()
    assert (one.name, one.email, one.answers, one.slot) == ("", "", {"topic": "water"}, "")


def test_the_draft_of_another_about_him_goes():
    lead, to = person(), call(delegation=True)
    subject = Subject(lead, name="Kofi", email=ADDRESS)
    verbs.start(to, subject, Sheet(to.question_sets.get(), {"topic": "x"}), Act(NOW, lead))
    kofi = person(ADDRESS)
    erase(kofi, kofi, NOW)
    assert not Response.objects.exists()


def test_what_organizers_wrote_to_him_goes_with_his_answer():
    one = response(call(kind="proposal"))
    verbs.decide(one, Verb.DECLINE, Act(NOW, None, Actor.ORGANIZER, note="Dear Kofi, you were ill."))
    CallEntry.objects.create(
        call=one.call, at=NOW, verb="extension", note="He was ill.", data={"person": one.person_id}
    )
    CallEntry.objects.create(call=one.call, at=NOW, verb="extension", note="She was ill.", data={"person": 0})
    erase(one.person, None, NOW)
    assert [each.note for each in ResponseEntry.objects.all()] == ["", ""]
    assert sorted(each.note for each in CallEntry.objects.all()) == ["", "She was ill."]


def test_a_shared_draft_is_handed_to_the_first_who_has_joined_without_his_personal_answers():
    answer = joint_answer(questions=QUESTIONS)
    Response.objects.update(answers={}, draft=ANSWERS, state="draft", submitted_at=None)
    answer.refresh_from_db()
    invited(answer, "waits@example.org")
    first, second = joined(answer).person, joined(answer, email="abla@example.org").person
    file, lead = kept(answer), answer.person
    erase(lead, lead, NOW)
    answer.refresh_from_db()
    assert (answer.person, answer.draft, answer.state) == (first, {"topic": "water"}, "draft")
    assert (list(responses_of(first)), list(responses_of(second))) == ([answer], [answer])
    assert AnswerFile.objects.get() == file
    assert trail(answer)[-1] == ("hand-over", "")
    assert not CoRespondent.objects.filter(person=lead).exists()


def test_a_shared_answer_is_handed_on_also_to_who_has_one_of_his_own():
    answer = joint_answer(questions=QUESTIONS)
    Response.objects.update(answers=ANSWERS)
    first = joined(answer).person
    own = response(answer.call, first)
    erase(answer.person, None, NOW)
    answer.refresh_from_db()
    assert (answer.person, answer.answers) == (first, {"topic": "water"})
    assert set(responses_of(first)) == {answer, own}


def test_a_draft_that_nobody_shares_goes():
    answer = joint_answer()
    Response.objects.update(state="draft")
    invited(answer, "waits@example.org")
    erase(answer.person, None, NOW)
    assert not Response.objects.exists()


def test_one_takes_away_what_others_have_answered_for_him_and_nothing_that_they_have_not_sent():
    to = call(delegation=True, questions=QUESTIONS)
    by_address = given_for(ADDRESS, to=to)
    kofi = person(ADDRESS)
    by_key = given_for(ADDRESS)
    given_for("abla@example.org", to=to)
    Response.objects.filter(pk=by_key.pk).update(draft={"topic": "unsent"}, email="")
    own = response(call(), kofi)
    rows = exported(kofi)
    assert [(row["public_id"], row["answers"], row["draft"], row["led_by_you"]) for row in rows] == [
        (by_address.public_id, ANSWERS, {}, False),
        (by_key.public_id, ANSWERS, {}, False),
        (own.public_id, {}, {}, True),
    ]
    assert [(row["verb"], row["by_you"]) for row in exported(kofi, "steps")] == [
        ("submit", False), ("submit", False), ("submit", True),
    ]  # fmt: skip


def test_files_that_others_sent_for_him_are_in_what_he_takes_away():
    one = given_for(ADDRESS)
    kofi = person(ADDRESS)
    kept(one, name="mine.txt")
    kept(given_for("abla@example.org"), name="other.txt")
    assert [row["name"] for row in exported(kofi, "answer-files")] == ["mine.txt"]
