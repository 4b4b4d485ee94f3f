"""What the table of responses shows of reviews: mean and spread of the scores, by which it is sorted and filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Avg, Max, Min, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import Call, Response
from heliograph.calls.questions.types.finding import Finder, Way, key_of_number
from heliograph.calls.responses.extras import Extra, register
from heliograph.calls.reviewing.figures import own_of
from heliograph.calls.reviewing.models import Review
from heliograph.calls.reviewing.states import ReviewState


def means(responses: Sequence[Response]) -> dict[int, float]:
    """The mean score of each response that has any. One query."""
    return dict(_done(responses).annotate(v=Avg("score")).values_list("response", "v"))


def spreads(responses: Sequence[Response]) -> dict[int, float]:
    """Highest less lowest score of each response that has any. One query."""
    return dict(_done(responses).annotate(v=Max("score") - Min("score")).values_list("response", "v"))


def _done(responses: Sequence[Response]) -> QuerySet[Review, Any]:
    keys = [each.pk for each in responses]
    return Review.objects.filter(response__in=keys, state=ReviewState.DONE).order_by().values("response")


def _keys(of: Callable[[Sequence[Response]], Mapping[int, float]], responses: Sequence[Response]) -> dict[int, str]:
    return {key: key_of_number(value) for key, value in of(responses).items()}


def _mean_words(responses: Sequence[Response]) -> dict[int, str]:
    return {key: number_format(value, decimal_pos=2) for key, value in means(responses).items()}


def _spread_words(responses: Sequence[Response]) -> dict[int, str]:
    return {key: number_format(value) for key, value in spreads(responses).items()}


def is_reviewed(call: Call) -> bool:
    """Whether a call's responses are reviewed. One query for each call, however often it is asked."""
    return getattr(call, "review_plan", None) is not None


def register_columns() -> None:
    """For ``ready()``."""
    numbers, words = Finder(Way.NUMBERS), (_("reviewed"), _("not reviewed yet"))
    mean = Extra(
        "review-mean", _("Mean score"), numbers, partial(_keys, means), _mean_words, *words,
        is_reviewed, 500, own_of,
    )  # fmt: skip
    spread = Extra(
        "review-spread", _("Spread of scores"), numbers, partial(_keys, spreads), _spread_words, *words,
        is_reviewed, 510, own_of,
    )  # fmt: skip
    register(mean)
    register(spread)
