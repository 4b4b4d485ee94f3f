"""What the table of responses shows of reviews: mean and spread of the scores, by which it is sorted and filtered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Avg, Max, Min
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import Call, Response
from heliograph.calls.questions.types.finding import Finder, Way, key_of_number
from heliograph.calls.responses.extras import Extra, register
from heliograph.calls.reviewing.figures import own_of
from heliograph.calls.reviewing.models import Review
from heliograph.calls.reviewing.states import ReviewState


class Scores(NamedTuple):
    """What has come of the reviews of a response."""

    mean: float
    spread: int


def scores_of(responses: Sequence[Response]) -> dict[int, Scores]:
    """Mean, and highest less lowest score, of each response that has any. One query."""
    keys = [each.pk for each in responses]
    rows = Review.objects.filter(response__in=keys, state=ReviewState.DONE).order_by().values("response")
    found = rows.annotate(mean=Avg("score"), spread=Max("score") - Min("score"))
    return {key: Scores(mean, spread) for key, mean, spread in found.values_list("response", "mean", "spread")}


def is_reviewed(call: Call) -> bool:
    """Whether a call's responses are reviewed. One query for each call, however often it is asked."""
    return getattr(call, "review_plan", None) is not None


def register_columns() -> None:
    """For ``ready()``."""
    numbers, words = Finder(Way.NUMBERS), (_("reviewed"), _("not reviewed yet"))
    mean = Extra(
        "review-mean", _("Mean score"), numbers, scores_of, lambda scores: key_of_number(scores.mean),
        lambda scores: number_format(scores.mean, decimal_pos=2), *words, is_reviewed, 500, own_of,
    )  # fmt: skip
    spread = Extra(
        "review-spread", _("Spread of scores"), numbers, scores_of, lambda scores: key_of_number(scores.spread),
        lambda scores: number_format(scores.spread), *words, is_reviewed, 510, own_of,
    )  # fmt: skip
    register(mean)
    register(spread)
