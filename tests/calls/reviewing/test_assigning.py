"""Assignments by rule and by hand: never against a conflict, evenly, once, and taken back while they are not done."""

from __future__ import annotations

from collections import Counter

import pytest
import time_machine
from django.urls import reverse

from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.reviewing import assigning, plans, reviewers
from heliograph.calls.reviewing.able import Able
from heliograph.calls.reviewing.conflicts import Why, facts_of, ties_of, why_not
from heliograph.calls.reviewing.models import Review, Reviewer
from heliograph.calls.reviewing.reviewers import reviewers_of
from heliograph.delivery.models import Message
from heliograph.network.models import Person
from heliograph.network.states import Refused
from tests.calls.factories import DAY, response
from tests.calls.reviewing.scenes import answers, due, given, organizer, reviewed_call, reviewer, run, run_by
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ama():
    return organizer(name="Ama")


@pytest.fixture
def to(ama):
    return reviewed_call(programme=run_by(ama), plan=due({}))


def proposal(of, **asked):
    plan = plans.plan_of(of)
    assert plan is not None
    return assigning.propose(plan, NOW, **asked)


def reasons(of) -> dict[Why, int]:
    """Why reviewers are none for the only response, with how often."""
    (short,) = proposal(of).short
    return dict(short.reasons)


def test_each_answer_gets_the_reviews_that_are_wanted_and_loads_are_even(ama, to):
    answers(to, 7)
    for _number in range(4):
        reviewer(to)
    run(to, ama)
    loads = Counter(Review.objects.values_list("person", flat=True))
    assert set(Counter(Review.objects.values_list("response", flat=True)).values()) == {2}
    assert sorted(loads.values()) == [3, 3, 4, 4]


def test_nobody_gets_his_own_answer(to):
    who = person()
    response(to, who)
    reviewer(to, who)
    assert reasons(to) == {Why.OWN: 1}


def test_nobody_gets_what_was_answered_for_him_by_his_address(to):
    who = person("edem@example.org")
    one = response(to)
    Response.objects.filter(pk=one.pk).update(email="edem@example.org", name="Edem")
    reviewer(to, who)
    assert reasons(to) == {Why.OWN: 1}


def test_nobody_gets_an_answer_of_his_own_organization(ama):
    lycee = school()
    to = reviewed_call(programme=run_by(ama), respondent="organization")
    colleague, teacher = with_role(person(), "teacher", organization=lycee), person()
    response(to, with_role(teacher, "focal-point", organization=lycee), lycee)
    reviewer(to, colleague)
    assert reasons(to) == {Why.ORGANIZATION: 1}


def test_nobody_gets_what_a_colleague_answers_for_himself(to):
    lycee = school()
    response(to, with_role(person(), "teacher", organization=lycee))
    reviewer(to, with_role(person(), "principal", organization=lycee))
    assert reasons(to) == {Why.ORGANIZATION: 1}


@pytest.mark.parametrize("accepted", [None, NOW])
def test_nobody_gets_what_he_answers_with_others_or_is_invited_to(to, accepted):
    who, one = person(), response(to)
    CoRespondent.objects.create(
        response=one, email=who.email, person=who if accepted else None, invited_at=NOW, accepted_at=accepted
    )
    reviewer(to, who)
    assert reasons(to) == {Why.TOGETHER: 1}


def test_who_has_declined_to_answer_along_may_review(to):
    who, one = person(), response(to)
    CoRespondent.objects.create(response=one, email=who.email, invited_at=NOW, declined_at=NOW)
    reviewer(to, who)
    assert len(proposal(to).pairs) == 1


@pytest.mark.parametrize(("set_so", "expected"), [(True, {Why.COUNTRY: 1}), (False, {})])
def test_the_own_country_counts_where_the_plan_says_so(ama, set_so, expected):
    to = reviewed_call(programme=run_by(ama), respondent="organization", plan={"own_country": set_so, "wanted": 1})
    lycee = school(country="KE")
    response(to, with_role(person(), "focal-point", organization=lycee), lycee)
    reviewer(to, with_role(person(), "coordinator", country="KE"))
    assert {why: count for each in proposal(to).short for why, count in each.reasons.items()} == expected


def test_a_coordinator_never_gets_the_answer_of_his_country_to_a_call_to_countries(ama):
    to = reviewed_call(programme=run_by(ama), respondent="country")
    one = response(to, with_role(person(), "coordinator", country="KE"))
    Response.objects.filter(pk=one.pk).update(country="KE", slot="cKE")
    reviewer(to, with_role(person(), "deputy", country="KE"))
    assert reasons(to) == {Why.OWN: 1}


def test_limits_of_a_reviewer_are_kept(ama):
    to = reviewed_call(programme=run_by(ama), respondent="organization")
    lycee = school(country="KE")
    response(to, with_role(person(), "focal-point", organization=lycee), lycee)
    reviewer(to, not_countries=["KE"])
    reviewer(to, languages=["fr"])
    reviewer(to, languages=["en-GB"])
    found = proposal(to)
    assert dict(found.short[0].reasons) == {Why.NOT_COUNTRY: 1, Why.LANGUAGE: 1}
    assert len(found.pairs) == 1


def test_who_has_stepped_aside_does_not_get_it_again_and_another_does(ama, to):
    one = response(to)
    first, second, third = (reviewer(to) for _number in range(3))
    given(one, first, state="aside", reason="I know them.")
    given(one, second, score=3)
    assert proposal(to).pairs == [(one.pk, third.pk)]


def test_drafts_and_what_was_withdrawn_or_refused_are_not_given(to):
    for state in ("draft", "withdrawn", "declined", "returned"):
        Response.objects.filter(pk=response(to).pk).update(state=state)
    reviewer(to)
    assert proposal(to).pairs == []


def test_what_is_decided_is_given_only_where_that_is_asked_for(client, ama, to):
    Response.objects.filter(pk=response(to).pk).update(state="accepted")
    Response.objects.filter(pk=response(to).pk).update(state="waitlisted")
    reviewer(to)
    assert [len(proposal(to, also_decided=also).pairs) for also in (False, True)] == [1, 2]
    client.force_login(ama)
    with time_machine.travel(NOW, tick=False):
        page = reverse("calls:desk_assign_by_rule", args=[to.slug])
        assert "1 answer that lacks reviewers is decided already" in client.get(page).content.decode()
        mark = client.get(page, {"decided": "1"}).context["proposal"].mark
        client.post(page, {"mark": mark, "decided": "1"})
    assert Review.objects.count() == 2


def test_a_run_that_would_come_to_something_else_by_now_is_not_done(ama, to):
    answers(to, 2)
    reviewer(to)
    seen = proposal(to).mark
    answers(to, 1)
    with pytest.raises(assigning.Changed):
        assigning.assign(to, seen, ama, NOW)
    assert not Review.objects.exists()


def test_a_run_that_is_done_twice_is_done_once(ama, to):
    answers(to, 2)
    reviewer(to)
    seen = proposal(to).mark
    assigning.assign(to, seen, ama, NOW)
    with pytest.raises(assigning.Changed):
        assigning.assign(to, seen, ama, NOW)
    assert Review.objects.count() == 2


def test_one_letter_goes_to_each_who_got_something_and_none_to_others(ama, to):
    answers(to, 3)
    kept, idle = reviewer(to), reviewer(to, languages=["ar"])
    run(to, ama)
    letters = Message.objects.filter(mailing__topic="reviews")
    assert list(letters.values_list("address", flat=True)) == [kept.person.email]
    assert idle.person.email not in {each.address for each in letters}


def test_the_letter_says_how_many_and_by_when_and_not_whose_they_are(ama, to):
    one = response(to, person(name="Kwame Asante"))
    reviewer(to, person(zone="Africa/Lome", languages=["en"]))
    run(to, ama)
    body = Message.objects.get(mailing__topic="reviews").body
    assert body.subject == "Please review 1 answer by Monday, 19 January 2026, 09:00 (Lome time): “Registration”"
    assert "Kwame" not in body.text
    assert str(one.public_id) not in body.text


def test_by_hand_what_somebody_may_not_have_is_left_out_and_told(ama, to):
    who = person()
    own, other = response(to, who), response(to)
    by = reviewer(to, who)
    plan = plans.plan_of(to)
    assert plan is not None
    found = assigning.propose_for(plan, Response.objects.filter(call=to), [by], ama, NOW)
    assert (found.pairs, found.refused) == ([(other.pk, by.pk)], [(own.pk, by.pk, Why.OWN)])
    assigning.assign_by_hand(to, Response.objects.filter(call=to), [by], ama, NOW)
    assert Review.objects.get().response == other


def test_answers_of_another_call_are_never_given_by_hand(ama, to):
    by = reviewer(to)
    response(reviewed_call())
    with pytest.raises(Refused):
        assigning.assign_by_hand(to, Response.objects.all(), [by], ama, NOW)


def test_taking_back_leaves_what_is_done(ama, to):
    one, two = answers(to, 2)
    by = reviewer(to)
    given(one, by, score=4)
    given(two, by)
    assert assigning.take_back(to, ama, NOW) == 1
    assert Review.objects.get().response == one


def test_who_is_taken_out_keeps_what_he_did_and_sees_nothing_more(ama, to):
    one, two = answers(to, 2)
    by = reviewer(to)
    given(one, by, score=4)
    given(two, by)
    assert reviewers.remove(by, ama, NOW) == 1
    assert Review.objects.get().score == 4
    assert proposal(to).pairs == []


def test_somebody_who_is_not_on_record_becomes_a_person_and_is_invited(ama, to):
    made = reviewers.add_address(to, "Edem@Example.org", "Edem Doe", "fr", ama, NOW)
    assert (made.person.email, made.person.name, made.person.languages) == ("edem@example.org", "Edem Doe", ["fr"])
    letter = Message.objects.get(mailing__topic="reviews")
    assert letter.address == "edem@example.org"
    assert "/reviews/" in letter.body.text


def test_somebody_on_record_is_found_by_his_address_and_keeps_his_name(ama, to):
    known = person("edem@example.org", name="Edem")
    assert reviewers.add_address(to, "EDEM@example.org", "Somebody", "fr", ama, NOW).person == known
    assert Person.objects.get(pk=known.pk).name == "Edem"


def test_the_same_person_is_added_once_and_can_come_back(ama, to):
    made = reviewers.add_address(to, "edem@example.org", "", "en", ama, NOW)
    with pytest.raises(Refused, match="already"):
        reviewers.add_address(to, "edem@example.org", "", "en", ama, NOW)
    reviewers.remove(made, ama, NOW)
    again = reviewers.add_address(to, "edem@example.org", "", "en", ama, NOW + DAY)
    assert (again.pk, again.removed_at) == (made.pk, None)


def test_somebody_whose_account_is_closed_is_not_added(ama, to):
    who = person("edem@example.org")
    Person.objects.filter(pk=who.pk).update(is_active=False)
    with pytest.raises(Refused, match="closed"):
        reviewers.add_address(to, "edem@example.org", "", "en", ama, NOW)


def test_an_organizer_does_not_add_from_the_directory_whom_he_may_not_see(ama, to):
    with pytest.raises(Refused):
        reviewers.add_person(to, person().public_id, ama, NOW)


def test_a_reminder_goes_to_who_has_something_left_and_once_a_day(ama, to):
    one, two = answers(to, 2)
    busy, ready = reviewer(to), reviewer(to)
    given(one, busy)
    given(two, ready, score=3)
    assert assigning.remind(to, ama, NOW) == 1
    assert assigning.remind(to, ama, NOW) == 0
    assert assigning.remind(to, ama, NOW + DAY) == 1
    assert set(Message.objects.values_list("address", flat=True)) == {busy.person.email}


def test_nothing_is_assigned_once_the_reviews_are_closed(ama, to):
    answers(to, 1)
    reviewer(to)
    seen = proposal(to).mark
    plans.close(to, ama, NOW)
    with pytest.raises(Refused, match="closed"):
        assigning.assign(to, seen, ama, NOW)


def test_who_does_not_run_the_call_assigns_nothing(to):
    answers(to, 1)
    reviewer(to)
    with pytest.raises(Refused):
        assigning.assign(to, proposal(to).mark, organizer(), NOW)


@pytest.mark.parametrize("people", [1, 6])
def test_a_proposal_takes_the_same_queries_for_any_number(to, people, django_assert_num_queries):
    answers(to, people)
    for _number in range(people):
        reviewer(to)
    plan = plans.plan_of(to)
    assert plan is not None
    with django_assert_num_queries(6):
        assigning.propose(plan, NOW)
    assert Reviewer.objects.count() == people


def test_who_may_review_is_the_same_for_all_pairs_at_once_as_for_each(ama):
    to = reviewed_call(programme=run_by(ama), plan={"own_country": True})
    at_home = school("School of Peace", country="TG")
    own, invited = with_role(person(), "principal", organization=at_home), person()
    board = [
        reviewer(to, own), reviewer(to, invited), reviewer(to, languages=["fr"]), reviewer(to, not_countries=["KE"]),
        reviewer(to, person("named@example.org")), reviewer(to),
    ]  # fmt: skip
    made = [response(to, own), response(to, for_=at_home), response(to), response(to, for_=school("B", country="KE"))]
    Response.objects.filter(pk=made[2].pk).update(slot=f"p{board[5].person_id}:1", email="named@example.org")
    CoRespondent.objects.create(response=made[3], email=invited.email, person=invited, invited_at=NOW, accepted_at=NOW)
    given(made[0], board[3], state="aside", reason="No time.")
    plan = plans.plan_of(to)
    assert plan is not None
    ties, facts = ties_of(reviewers_of(to), NOW.date()), facts_of(Response.objects.filter(call=to))
    able = Able(ties, plan)
    found = {each.pk: able.to_review(each) for each in facts}
    assert found == {each.pk: tuple(tie.pk for tie in ties if why_not(each, tie, plan) is None) for each in facts}
    assert len(set(found.values())) > 1
    assert all(len(each) < len(board) for each in found.values())
