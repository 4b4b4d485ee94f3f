"""What those who answer together see, and what stays of them when they are erased."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.calls.corresponding.box import box
from heliograph.calls.corresponding.inviting import decline, remove
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.rules import responses_of, visible_to
from heliograph.network.account.holdings import Erasing, holdings
from heliograph.network.models import Audience
from tests.calls.corresponding.scenes import invited, joined, joint_answer
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def erase(who):
    erasing = Erasing(who, {who.email: "erased@example.org"}, NOW)
    for holding in holdings():
        if holding.slug in {"responses", "steps", "follows", "joint"}:
            holding.erase(erasing)


def exported(who, slug="joint"):
    (holding,) = [one for one in holdings() if one.slug == slug]
    return list(holding.export(who))


def test_a_call_for_an_audience_is_found_while_one_answers_it_together():
    nobody = Audience.objects.create(name="Nobody", rule={"any": []}, made_at=NOW, changed_at=NOW)
    answer = joint_answer(visibility="audience", audience=nobody)
    co = invited(answer)
    who = person("kofi@example.org")
    assert not visible_to(who).filter(pk=answer.call_id).exists()
    remove(co, answer.person, NOW)
    co = joined(answer, who)
    assert visible_to(who).filter(pk=answer.call_id).exists()
    remove(co, answer.person, NOW)
    assert not visible_to(who).filter(pk=answer.call_id).exists()


def test_who_has_declined_sees_nothing():
    answer = joint_answer()
    decline(invited(answer), NOW)
    assert list(responses_of(person("kofi@example.org"))) == []


def test_a_response_is_found_once_by_who_leads_it_beside_others():
    answer = joint_answer()
    for number in range(3):
        joined(answer, email=f"guest{number}@example.org")
    assert list(responses_of(answer.person)) == [answer]


def test_erasing_a_co_respondent_leaves_the_answer_without_him():
    answer = joint_answer()
    co = joined(answer)
    invited(joint_answer(), co.email)
    erase(co.person)
    assert (CoRespondent.objects.count(), Response.objects.filter(pk=answer.pk).exists()) == (0, True)
    assert list(responses_of(co.person)) == []


def test_invitations_that_wait_are_part_of_what_one_takes_away():
    who = person("kofi@example.org")
    invited(joint_answer())
    joined(joint_answer(person()), who)
    assert [row["accepted_at"] for row in exported(who)] == [None, NOW]


def test_who_may_only_look_is_offered_nothing():
    answer = joint_answer()
    joined(answer)
    invited(answer, "abla@example.org")
    shown = box(answer, person(), NOW)
    assert (shown.may_invite, shown.url, [member.buttons for member in shown.members]) == (False, "", [(), (), ()])


def test_there_is_no_box_where_nobody_may_be_invited():
    answer = joint_answer(together=False)
    assert not box(answer, answer.person, NOW).shown
