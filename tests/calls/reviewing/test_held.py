"""What reviews hold about people: taken away with one's data, and what goes when somebody is erased."""

from __future__ import annotations

import pytest

from heliograph.calls.reviewing import held
from heliograph.calls.reviewing.models import Review, Reviewer
from heliograph.network.account.holdings import Erasing, holdings
from heliograph.network.models import Person
from tests.calls.factories import response
from tests.calls.reviewing.scenes import given, reviewed_call, reviewer
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    to = reviewed_call()
    one = response(to, person("amina@example.org"))
    by = reviewer(to, person("kofi@example.org", name="Kofi"), languages=["fr"])
    return given(one, by, score=4, comment="Strong.", for_respondent="Well done.")


def exported(slug: str, who: Person) -> list[dict[str, object]]:
    (found,) = [each for each in holdings() if each.slug == slug]
    return list(found.export(who))


def erasing(who: Person) -> Erasing:
    return Erasing(who, {who.email: ""}, NOW)


def test_a_reviewer_takes_away_what_he_wrote_and_not_whose_answer_it_was(done):
    row, review = exported("reviews", done.person)
    assert row["languages"] == ["fr"]
    assert (review["score"], review["comment"]) == (4, "Strong.")
    assert "amina" not in str(review)


def test_who_answered_takes_away_what_was_written_for_him_and_not_by_whom(done):
    (row,) = exported("reviews-received", done.response.person)
    assert row["for_respondent"] == "Well done."
    assert "Strong." not in str(row)
    assert "kofi" not in str(row).casefold()


def test_scores_stay_when_a_reviewer_is_erased_and_what_is_not_done_goes(done):
    given(response(done.response.call), Reviewer.objects.get())
    held._forget_written(erasing(done.person))
    kept, row = Review.objects.get(), Reviewer.objects.get()
    assert (kept.score, kept.reason) == (4, "")
    assert (row.languages, row.removed_at) == ([], NOW)


def test_words_about_an_answer_go_with_who_gave_it_and_the_score_stays(done):
    held._forget_received(erasing(done.response.person))
    kept = Review.objects.get()
    assert (kept.score, kept.comment, kept.for_respondent) == (4, "", "")
