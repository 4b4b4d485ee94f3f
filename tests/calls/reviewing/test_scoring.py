"""Reviews are written, changed, and left; two at once do not disturb one another; nobody reviews his own answer."""

from __future__ import annotations

import pytest

from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.reviewing import plans, scoring
from heliograph.calls.reviewing.models import Review
from heliograph.calls.reviewing.pages import next_after, of_others
from heliograph.calls.reviewing.rules import responses_to_review, reviews_of
from heliograph.calls.reviewing.scoring import Newer, Said
from heliograph.calls.rules import responses_visible_to
from heliograph.network.states import Refused
from tests.calls.factories import DAY, response
from tests.calls.reviewing.scenes import answers, given, organizer, reviewed_call, reviewer, run_by
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ama():
    return organizer(name="Ama")


@pytest.fixture
def to(ama):
    return reviewed_call(programme=run_by(ama))


@pytest.fixture
def kofi(to):
    return reviewer(to, person(name="Kofi"))


@pytest.fixture
def review(to, kofi):
    return given(response(to), kofi)


def save(review, who, score=4, comment="", seen=None):
    return scoring.save(review, Said(score, comment), seen or review.version, who, NOW)


def test_a_review_is_done_with_its_score_and_can_be_changed(review, kofi):
    done = save(review, kofi.person)
    assert (done.state, done.score, done.done_at) == ("done", 4, NOW)
    assert save(done, kofi.person, 2).score == 2


def test_two_reviewers_at_once_both_keep_what_they_say(to, review, kofi):
    other = reviewer(to)
    second = given(review.response, other)
    save(review, kofi.person, 5)
    save(second, other.person, 1)
    assert sorted(Review.objects.values_list("score", flat=True)) == [1, 5]


def test_the_same_reviewer_in_two_windows_is_told_and_loses_nothing(review, kofi):
    save(review, kofi.person, 5, "First", seen=1)
    with pytest.raises(Newer):
        save(review, kofi.person, 1, "Second", seen=1)
    assert Review.objects.get().comment == "First"


def test_the_same_said_twice_is_said_once(review, kofi):
    save(review, kofi.person, 5, "First", seen=1)
    assert save(review, kofi.person, 5, "First", seen=1).version == 2


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_off_the_scale_is_refused(review, kofi, score):
    with pytest.raises(Refused):
        save(review, kofi.person, score)


def test_nobody_writes_the_review_of_another(to, review):
    with pytest.raises(Refused):
        save(review, reviewer(to).person)


def test_nothing_changes_once_the_organizer_has_closed_the_reviews(ama, to, review, kofi):
    plans.close(to, ama, NOW)
    with pytest.raises(Refused, match="closed"):
        save(review, kofi.person)
    with pytest.raises(Refused, match="closed"):
        scoring.step_aside(review, "I know them.", kofi.person)
    plans.reopen(to, ama, NOW)
    assert save(review, kofi.person).score == 4


def test_who_steps_aside_says_why_and_leaves_no_score(review, kofi):
    save(review, kofi.person)
    with pytest.raises(Refused, match="why"):
        scoring.step_aside(review, "  ", kofi.person)
    left = scoring.step_aside(review, "I know them.", kofi.person)
    assert (left.state, left.score, left.reason) == ("aside", None, "I know them.")
    assert not responses_to_review(kofi.person).exists()
    assert scoring.take_up_again(left, kofi.person).state == "assigned"


def test_a_reviewer_reads_what_was_given_to_him_and_nothing_else(to, review, kofi):
    response(to)
    assert list(responses_to_review(kofi.person)) == [review.response]
    assert not responses_visible_to(kofi.person).exists()


def test_who_answers_along_since_he_was_given_a_response_sees_its_review_no_more(review, kofi):
    CoRespondent.objects.create(
        response=review.response, email=kofi.person.email, person=kofi.person, invited_at=NOW, accepted_at=NOW
    )
    assert not reviews_of(kofi.person).exists()
    with pytest.raises(Refused):
        save(review, kofi.person)


def test_what_was_withdrawn_is_not_read_any_more(review, kofi):
    Response.objects.update(state="withdrawn")
    assert not responses_to_review(kofi.person).exists()


def test_who_was_taken_out_reads_nothing_any_more(review, kofi):
    kofi.removed_at = NOW
    kofi.save()
    assert not reviews_of(kofi.person).exists()


@pytest.mark.parametrize(("others", "before", "after"), [("after", 0, 1), ("never", 0, 0), ("always", 1, 1)])
def test_what_others_said_is_seen_as_the_plan_says(to, review, kofi, others, before, after):
    plan = plans.plan_of(to)
    assert plan is not None
    plan.others = others
    given(review.response, reviewer(to), score=2, comment="Weak.")
    assert len(of_others(review, plan)) == before
    assert len(of_others(save(review, kofi.person), plan)) == after


def test_the_next_is_one_that_is_left_to_do_in_the_same_call(to, kofi):
    elsewhere = reviewed_call()
    given(response(elsewhere), reviewer(elsewhere, kofi.person))
    first, second = sorted((given(each, kofi) for each in answers(to, 2)), key=lambda each: each.public_id)
    assert next_after(first, kofi.person) == second
    assert next_after(second, kofi.person) == first
    save(first, kofi.person)
    assert next_after(second, kofi.person) is None


def test_the_scale_stays_once_there_are_scores(ama, to, review, kofi):
    save(review, kofi.person)
    plan = plans.plan_of(to)
    assert plan is not None
    fields = plans.PlanFields(3, 1, 9, False, False, "after", None, {})
    with pytest.raises(Refused, match="scale"):
        plans.save_plan(to, fields, plan.version, ama, NOW + DAY)
