"""The reviews of a call on the desk, over HTTP."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from heliograph.calls.models import Response
from heliograph.calls.responses.selecting import selection_of
from heliograph.calls.reviewing import scoring
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan
from heliograph.frame.needs import needs_of
from tests.calls.factories import DAY, call, response
from tests.calls.reviewing.scenes import answers, due, given, organizer, reviewed_call, reviewer, run_by
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ama(client):
    who = organizer(name="Ama")
    client.force_login(who)
    return who


@pytest.fixture
def to(ama):
    return reviewed_call(programme=run_by(ama))


def page(client, name, of, *more, **query):
    return client.get(reverse(f"calls:{name}", args=[of.slug, *more]), query)


def post(client, name, of, *more, **fields):
    return client.post(reverse(f"calls:{name}", args=[of.slug, *more]), fields)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


PLAN = {
    "seen": "0", "wanted": "3", "lowest": "0", "highest": "10", "blind": "on", "others": "never", "day": "2026-02-01",
    "zone": "Africa/Lome", "guidance_en": "Judge the **idea**.", "guidance_fr": "Jugez l’idée.",
}  # fmt: skip


def test_a_call_without_a_plan_says_what_reviews_are_and_leads_to_one(client, ama):
    made = call(programme=run_by(ama))
    assert "Plan the reviews" in text(page(client, "desk_reviews", made))


def test_a_plan_is_set_and_stands_in_the_log(client, ama):
    made = call(programme=run_by(ama))
    assert post(client, "desk_review_plan", made, **PLAN).status_code == 302
    plan = ReviewPlan.objects.get(call=made)
    assert (plan.wanted, plan.lowest, plan.highest, plan.blind, plan.others) == (3, 0, 10, True, "never")
    assert plan.due_until.isoformat() == "2026-02-02T00:00:00+00:00"
    assert str(plan.guidance.localize("fr")) == "Jugez l’idée."
    assert "plan of the reviews saved" in text(page(client, "desk_call", made))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"lowest": "5", "highest": "5"}, "must be above"),
        ({"wanted": "0"}, "greater than or equal to 1"),
        ({"day": "", "clock": "10:00"}, "Choose a day, too."),
    ],
)
def test_a_plan_that_cannot_be_is_sent_back_with_the_reason(client, ama, fields, said):
    made = call(programme=run_by(ama))
    sent = post(client, "desk_review_plan", made, **{**PLAN, **fields})
    assert (sent.status_code, said in text(sent)) == (422, True)
    assert not ReviewPlan.objects.exists()


def test_two_who_change_the_plan_at_once_see_both(client, ama):
    made = call(programme=run_by(ama))
    post(client, "desk_review_plan", made, **PLAN)
    sent = post(client, "desk_review_plan", made, **{**PLAN, "wanted": "1"})
    assert (sent.status_code, "Somebody else saved" in text(sent)) == (409, True)
    again = post(client, "desk_review_plan", made, **{**PLAN, "wanted": "1", "seen": "1"})
    assert (again.status_code, ReviewPlan.objects.get().wanted) == (302, 1)


def test_the_plan_names_the_questions_that_are_hidden(client, ama):
    asked = {"key": "phone", "type": "short", "label": {"en": "Telephone"}, "personal": True, "why": {"en": "To call."}}
    made = reviewed_call(programme=run_by(ama), questions=[asked])
    assert "not shown to reviewers: Telephone" in text(page(client, "desk_review_plan", made))


def test_reviewers_are_added_by_address_and_from_the_directory(client, to):
    post(client, "desk_add_reviewer", to, **{"address-email": "edem@example.org", "address-language": "en"})
    secretary = with_role(person(), "secretariat")
    known = person("afi@example.org", name="Afi Doe")
    client.force_login(secretary)
    assert "Afi Doe" in text(page(client, "desk_add_reviewer", to, q="afi"))
    post(client, "desk_add_reviewer", to, person=str(known.public_id))
    assert set(Reviewer.objects.values_list("person__email", flat=True)) == {"edem@example.org", "afi@example.org"}


def test_what_is_no_address_is_told_at_its_field(client, to):
    sent = post(client, "desk_add_reviewer", to, **{"address-email": "nobody", "address-language": "en"})
    assert (sent.status_code, Reviewer.objects.exists()) == (422, False)


def test_a_run_by_rule_is_shown_and_then_done(client, to):
    answers(to, 4)
    who = [reviewer(to, person(name=name)) for name in ("Afi", "Edem", "Kofi")]
    seen = page(client, "desk_assign_by_rule", to)
    assert "Assign 8 reviews" in text(seen)
    assert Review.objects.count() == 0
    done = post(client, "desk_assign_by_rule", to, mark=seen.context["proposal"].mark)
    assert (done.status_code, Review.objects.count()) == (302, 8)
    assert "Afi" in text(page(client, "desk_reviews", to))
    assert len(who) == 3


def test_a_run_that_has_changed_is_shown_anew(client, to):
    answers(to, 2)
    reviewer(to)
    sent = post(client, "desk_assign_by_rule", to, mark="older")
    assert (sent.status_code, "have changed since you looked" in text(sent)) == (409, True)


def test_what_cannot_be_assigned_is_named_with_the_reason(client, to):
    mine = person(name="Kofi")
    response(to, mine)
    reviewer(to, mine)
    said = text(page(client, "desk_assign_by_rule", to))
    assert "1 answer gets too few reviewers" in said
    assert "Kofi 2 are missing it is the reviewer’s own answer (1)" in said


def test_picked_answers_are_given_by_hand_after_a_look(client, to):
    one, _other = answers(to, 2)
    by = reviewer(to, person(name="Afi"))
    picked = {"r": str(one.public_id)}
    assert "Afi" in text(post(client, "desk_assign", to, **picked))
    assert "Choose at least one" in text(post(client, "desk_assign", to, **picked, look="1"))
    chosen = {**picked, "reviewer": str(by.public_id)}
    assert "Assign 1 review" in text(post(client, "desk_assign", to, **chosen, look="1"))
    assert post(client, "desk_assign", to, **chosen, confirm="1").status_code == 302
    assert Review.objects.get().response == one


def test_by_hand_decided_answers_can_be_left_out(client, to):
    one, decided = answers(to, 2)
    Response.objects.filter(pk=decided.pk).update(state="accepted")
    by = reviewer(to, person(name="Afi"))
    fields = {"r": [str(one.public_id), str(decided.public_id)], "reviewer": str(by.public_id)}
    assert "Assign 2 reviews" in text(post(client, "desk_assign", to, **fields, look="1"))
    seen = post(client, "desk_assign", to, **fields, look="1", undecided="1")
    assert "Assign 1 review" in text(seen)
    assert seen.content.decode().count('name="undecided"') == 2
    post(client, "desk_assign", to, **fields, confirm="1", undecided="1")
    assert Review.objects.get().response == one


def test_the_plan_says_in_which_zone_it_is_due_and_begins_with_that_of_the_call(client, ama):
    made = call(programme=run_by(ama), zone="Asia/Tokyo")
    seen = page(client, "desk_review_plan", made)
    assert seen.context["form"]["zone"].value() == "Asia/Tokyo"
    assert re.search(r"Day and time count in this zone. That of the call is: [^<]*Tokyo", seen.content.decode())


def test_nothing_picked_is_told(client, to):
    assert "Nothing was picked" in text(post(client, "desk_assign", to))


def test_the_table_has_mean_and_spread_and_marks_what_is_far_apart(client, to):
    one, two = answers(to, 2)
    first, second = reviewer(to), reviewer(to)
    given(one, first, score=1)
    given(one, second, score=5)
    given(two, first, score=4)
    rows = page(client, "desk_scores", to).context["rows"]
    assert [(row.response.mean, row.response.low, row.response.high, row.far, row.lacking) for row in rows] == [
        (4.0, 4, 4, False, True),
        (3.0, 1, 5, True, False),
    ]
    assert rows[1].response.deviation == pytest.approx(2.0)
    assert page(client, "desk_scores", to, order="spread").context["rows"][0].response == one


def test_an_organizer_who_has_answered_is_not_shown_what_was_said_of_it(client, ama, to):
    mine = response(to, ama)
    given(mine, reviewer(to), score=1, comment="Rather weak.")
    said = text(page(client, "desk_scores", to))
    assert "It is your own answer" in said
    assert "1–1" not in said
    assert "Rather weak." not in text(page(client, "desk_response", to, mine.public_id))


def test_the_table_of_answers_tells_an_organizer_nothing_of_the_reviews_of_his_own(client, ama, to):
    mine, strong, weak, none = response(to, ama), *answers(to, 3)
    for one, score in ((mine, 3), (strong, 5), (weak, 1)):
        given(one, reviewer(to), score=score)
    named = {one.public_id: name for one, name in ((mine, "mine"), (strong, "strong"), (weak, "weak"), (none, "none"))}

    def told(**query):
        rows = page(client, "desk_responses", to, col=["who", "review-mean", "review-spread"], **query).context["rows"]
        return [(named[row.response.public_id], *(cell.words for cell in row.cells[1:])) for row in rows]

    known = [("strong", "5.00", "0"), ("weak", "1.00", "0")]
    assert told(sort="-review-mean") == [*known, ("none", "", ""), ("mine", "", "")]
    assert told(sort="review-mean") == [*known[::-1], ("mine", "", ""), ("none", "", "")]
    assert {name for name, *_cells in told(**{"review-mean.is": "yes"})} == {"strong", "weak"}
    assert {name for name, *_cells in told(**{"review-mean.is": "no"})} == {"mine", "none"}
    assert [name for name, *_cells in told(**{"review-mean.from": "2"})] == ["strong"]
    picked = selection_of(QueryDict("every=1&filter=review-spread.from%3D0"), to, ama)
    assert set(picked.responses) == {strong, weak}
    around = page(client, "desk_response", to, mine.public_id, sort="-review-mean").context
    assert (around["previous"], around["next"]) == (none.public_id, None)


def test_another_organizer_knows_what_the_answer_of_the_first_was_given(client, ama, to):
    given(response(to, ama), reviewer(to), score=3)
    client.force_login(with_role(person(), "secretariat"))
    (row,) = page(client, "desk_responses", to, col=["who", "review-mean"]).context["rows"]
    assert row.cells[1].words == "3.00"


def test_neither_the_order_of_scores_nor_the_means_of_reviewers_tell_of_ones_own_answer(client, ama, to):
    mine, other = response(to, ama), response(to)
    afi = reviewer(to, person(name="Afi"))
    given(mine, afi, score=5)
    given(other, afi, score=2)
    for order in ("mean", "-mean", "spread", "few"):
        assert [row.response for row in page(client, "desk_scores", to, order=order).context["rows"]] == [other, mine]
    (row,) = page(client, "desk_reviews", to).context["rows"]
    assert (row.done, row.mean) == (2, 2.0)


def test_nobody_learns_who_reviews_his_own_answer_by_giving_it_out_or_from_who_stepped_aside(client, ama, to):
    mine = response(to, ama)
    afi, edem = reviewer(to, person(name="Afi")), reviewer(to, person(name="Edem"))
    given(mine, afi, state="aside", reason="I know Ama.")
    fields = {"r": str(mine.public_id), "reviewer": [str(afi.public_id), str(edem.public_id)], "look": "1"}
    said = text(post(client, "desk_assign", to, **fields))
    assert said.count("it is your own answer: the rule or another organizer gives it to reviewers") == 2
    assert "has stepped aside" not in said
    assert "I know Ama." not in text(page(client, "desk_reviewer", to, afi.public_id))


def test_the_page_of_one_response_has_its_reviews(client, to):
    one = response(to)
    given(one, reviewer(to, person(name="Afi")), score=5, comment="Strong.")
    said = text(page(client, "desk_response", to, one.public_id))
    assert "Strong." in said
    assert "Afi" in said


def test_reviews_are_closed_opened_and_taken_back_by_a_press(client, to):
    given(response(to), reviewer(to))
    for name in ("close", "open", "remind", "take-back"):
        assert post(client, "desk_reviews_step", to, name).status_code == 302
    assert not Review.objects.exists()
    assert post(client, "desk_reviews_step", to, "other").status_code == 404


def test_limits_are_saved_and_a_reviewer_is_taken_out(client, to):
    by = reviewer(to)
    post(client, "desk_reviewer", to, by.public_id, limits="1", languages=["fr", ""], not_countries=["KE"])
    by.refresh_from_db()
    assert (by.languages, by.not_countries) == (["fr"], ["KE"])
    post(client, "desk_reviewer", to, by.public_id, remove="1")
    by.refresh_from_db()
    assert by.removed_at == NOW
    assert page(client, "desk_reviewer", to, by.public_id).status_code == 200


def test_why_somebody_stepped_aside_stands_on_his_page(client, to):
    by = reviewer(to)
    given(response(to), by, state="aside", reason="I know them well.")
    assert "I know them well." in text(page(client, "desk_reviewer", to, by.public_id))


def test_a_reviewer_of_another_call_is_not_found(client, to):
    assert page(client, "desk_reviewer", to, reviewer(reviewed_call()).public_id).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("desk_reviews", 13), ("desk_scores", 12)])
def test_pages_take_the_same_queries_for_any_number(client, to, name, queries, count, django_assert_max_num_queries):
    for each in answers(to, count):
        given(each, reviewer(to), score=3)
    with django_assert_max_num_queries(queries):
        page(client, name, to)


def test_an_organizer_is_told_of_answers_without_enough_reviews_once_they_are_due(ama):
    to = reviewed_call(programme=run_by(ama), plan=due({}))
    one, two = answers(to, 2)
    for _number in range(2):
        given(one, reviewer(to), score=3)
    assert list(needs_of(ama, NOW)) == []
    (need,) = needs_of(ama, NOW + 8 * DAY)
    assert need.words == "1 answer without enough reviews, which were due: Registration"
    Response.objects.filter(pk=two.pk).update(state="withdrawn")
    assert needs_of(ama, NOW + 8 * DAY) == []


def test_the_table_of_answers_is_sorted_and_filtered_by_what_reviewers_said(client, to):
    one, two, three = answers(to, 3)
    by = reviewer(to)
    for each, score in ((one, 2), (two, 5)):
        scoring.save(given(each, by), scoring.Said(score), 1, by.person, NOW)
    rows = page(client, "desk_responses", to, sort="-review-mean", col="review-mean").context["rows"]
    assert [row.response for row in rows] == [two, one, three]
    left = page(client, "desk_responses", to, **{"review-mean.is": "no"}).context["rows"]
    assert [row.response for row in left] == [three]
