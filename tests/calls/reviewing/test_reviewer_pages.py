"""A reviewer's own pages, over HTTP."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Response
from heliograph.calls.reviewing.models import Review
from heliograph.frame.needs import needs_of
from tests.calls.factories import DAY, response
from tests.calls.reviewing.scenes import answers, due, given, organizer, reviewed_call, reviewer, run_by
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def to():
    guidance = LazyI18nString({"en": "Judge the **idea**."})
    return reviewed_call(programme=run_by(organizer()), plan=due({"guidance": guidance}))


@pytest.fixture
def kofi(client, to):
    made = reviewer(to, person(name="Kofi", zone="Africa/Lome"))
    client.force_login(made.person)
    return made


def address(review) -> str:
    return reverse("calls:review", args=[review.public_id])


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def said(review, **fields):
    return {"score": "4", "comment": "", "for_respondent": "", "seen": str(review.version), **fields}


def test_who_reviews_nothing_is_told_what_will_stand_here(client):
    client.force_login(person())
    assert "Nothing is asked of you at present." in text(client.get("/reviews/"))


def test_the_list_says_what_is_left_and_by_when(client, to, kofi):
    one, two = answers(to, 2)
    given(one, kofi, score=5)
    given(two, kofi)
    found = text(client.get("/reviews/"))
    assert "1 answer is left to review." in found
    assert "19 January 2026" in found
    assert "done : 5" in found or "done: 5" in found


def test_what_was_decided_without_his_review_is_not_asked_of_him_any_more(client, to, kofi):
    (one,) = answers(to, 1)
    review = given(one, kofi)
    type(one).objects.filter(pk=one.pk).update(state="accepted")
    assert "Nothing is asked of you at present." in text(client.get("/reviews/"))
    assert client.get(address(review)).status_code == 200


def test_a_review_is_saved_and_the_next_is_shown(client, to, kofi):
    first, second = sorted((given(each, kofi) for each in answers(to, 2)), key=lambda each: each.public_id)
    assert "Judge the idea ." in text(client.get(address(first)))
    sent = client.post(address(first), said(first, comment="Good.", next="1"))
    assert sent.headers["Location"] == address(second)
    first.refresh_from_db()
    assert (first.state, first.score, first.comment) == ("done", 4, "Good.")
    assert client.post(address(second), said(second, next="1")).headers["Location"] == "/reviews/"


def test_a_review_without_a_score_is_sent_back_with_its_words(client, to, kofi):
    one = given(response(to), kofi)
    sent = client.post(address(one), said(one, score="", comment="Good."))
    assert (sent.status_code, "Good." in sent.content.decode()) == (422, True)


def test_a_review_saved_in_another_window_stands_beside_the_own_words(client, to, kofi):
    one = given(response(to), kofi)
    client.post(address(one), said(one, comment="First."))
    sent = client.post(address(one), said(one, score="1", comment="Second."))
    assert sent.status_code == 409
    assert {"First.", "Second."} <= set(re.findall(r"First\.|Second\.", sent.content.decode()))
    one.refresh_from_db()
    assert client.post(address(one), said(one, score="1", comment="Second.")).status_code == 302


def test_stepping_aside_needs_a_reason_and_can_be_taken_back(client, to, kofi):
    one = given(response(to), kofi)
    assert client.post(address(one), {"aside": "1", "reason": ""}).status_code == 422
    assert client.post(address(one), {"aside": "1", "reason": "I know them."}).status_code == 302
    assert client.get(address(one)).status_code == 404
    assert "I can review it after all" in text(client.get("/reviews/"))
    assert client.post(address(one), {"again": "1"}).headers["Location"] == address(one)
    assert client.get(address(one)).status_code == 200


def test_once_the_reviews_are_closed_the_own_can_be_read(client, to, kofi):
    one = given(response(to), kofi, score=4, comment="Good.")
    to.review_plan.closed_at = NOW
    to.review_plan.save()
    found = text(client.get(address(one)))
    assert "Good." in found
    assert "Save" not in found
    assert client.post(address(one), said(one, score="1")).status_code == 409


def test_an_answer_that_was_changed_since_says_so(client, to, kofi):
    one = given(response(to), kofi, score=4)
    Response.objects.update(arrived_at=NOW + DAY)
    assert "changed after you reviewed it" in text(client.get(address(one)))


def test_nobody_finds_the_review_of_another(client, to, kofi):
    other = given(response(to), reviewer(to))
    assert client.get(address(other)).status_code == 404
    assert client.post(address(other), said(other)).status_code == 404


def test_a_reviewer_who_has_answered_sees_neither_his_own_answer_here_nor_what_was_said_of_it(client, to, kofi):
    mine = response(to, kofi.person)
    given(mine, reviewer(to), score=1, comment="Rather weak.")
    wrongly = given(mine, kofi)
    assert client.get(address(wrongly)).status_code == 404
    assert "Rather weak." not in client.get("/reviews/").content.decode()
    assert "Rather weak." not in client.get(reverse("calls:response", args=[mine.public_id])).content.decode()


def test_what_waits_is_told_on_the_desk_with_the_day(client, to, kofi):
    given(response(to), kofi)
    (need,) = needs_of(kofi.person, NOW)
    assert (need.words, need.url) == ("1 answer to review: Registration", "/reviews/")
    assert need.more.startswith("by Monday, 19 January 2026")
    Review.objects.update(state="aside")
    assert needs_of(kofi.person, NOW) == []


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_takes_the_same_queries_for_any_number(client, to, kofi, count, django_assert_max_num_queries):
    for each in answers(to, count):
        given(each, kofi)
    with django_assert_max_num_queries(7):
        client.get("/reviews/")


def test_what_is_left_is_counted_on_all_pages(client, to, kofi, monkeypatch):
    monkeypatch.setattr("heliograph.calls.reviewing.views.PER_PAGE", 2)
    for each in answers(to, 5):
        given(each, kofi)
    assert "5 answers are left to review." in text(client.get("/reviews/"))
