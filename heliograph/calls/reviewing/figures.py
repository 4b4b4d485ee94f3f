"""What has come of the reviews of a call: per reviewer, and per response with mean and spread."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Avg,
    Case,
    Count,
    F,
    FloatField,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    StdDev,
    Subquery,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from heliograph.calls.models import Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan
from heliograph.calls.reviewing.states import REVIEWED, ReviewState
from heliograph.calls.rules import responses_of
from heliograph.network.models import Person

D = ReviewState
#: From how many reviews on they can be said to be far apart.
FEWEST = 2


@dataclass(frozen=True)
class ReviewerRow:
    """A reviewer and how far he is; ``mean`` is that of his scores. ``gone``: he was taken out, what he did stays."""

    reviewer: Reviewer
    assigned: int
    done: int
    aside: int
    mean: float | None

    @property
    def gone(self) -> bool:
        return self.reviewer.removed_at is not None

    @property
    def given(self) -> int:
        """How many he has in all, done or not."""
        return self.assigned + self.done


def reviewer_rows(call: Call, reader: Person) -> list[ReviewerRow]:
    """All who review, and those taken out who have done something. Three queries.

    The means are without the scores of what is the reader's own.
    """
    done = Q(state=D.DONE)
    rows = Review.objects.filter(response__call=call).order_by().values("person")
    counts = {
        each["person"]: each
        for each in rows.annotate(
            assigned=Count("pk", filter=Q(state=D.ASSIGNED, response__state__in=REVIEWED)),
            done=Count("pk", filter=done),
            aside=Count("pk", filter=Q(state=D.ASIDE)),
            mean=Avg("score", filter=done & ~Q(response__in=own_of(call, reader))),
        )
    }
    found = []
    for each in Reviewer.objects.filter(call=call).select_related("person"):
        said = counts.get(each.person_id)
        if said is not None and (each.removed_at is None or said["done"]):
            found.append(ReviewerRow(each, said["assigned"], said["done"], said["aside"], said["mean"]))
        elif each.removed_at is None:
            found.append(ReviewerRow(each, 0, 0, 0, None))
    return found


def _done() -> QuerySet[Review, Any]:
    return Review.objects.filter(response=OuterRef("pk"), state=D.DONE).order_by().values("response")


def mean() -> Subquery:
    """On a query of responses: the mean of the scores, None without any."""
    return Subquery(_done().annotate(v=Avg("score")).values("v"), output_field=FloatField())


def spread() -> Subquery:
    """On a query of responses: highest less lowest score, None without any."""
    return Subquery(_done().annotate(v=Max("score") - Min("score")).values("v"), output_field=IntegerField())


def reviews_done() -> Coalesce:
    """On a query of responses: how many reviews are done."""
    return Coalesce(Subquery(_done().annotate(v=Count("pk")).values("v")), 0, output_field=IntegerField())


def scored(call: Call) -> ResponseQuerySet:
    """The responses to a call that have been given to reviewers, or are to be, with what came of it.

    ``n``, ``mean``, ``low``, ``high``, ``breadth`` (high less low) and ``deviation`` (standard deviation), of the
    reviews that are done; ``open`` and ``aside`` are how many are not.
    """
    done = Q(reviews__state=D.DONE)
    seen = Response.objects.filter(call=call).filter(Q(state__in=REVIEWED) | done).distinct()
    return Response.objects.filter(pk__in=seen.values("pk")).annotate(
        n=Count("reviews", filter=done),
        open=Count("reviews", filter=Q(reviews__state=D.ASSIGNED)),
        aside=Count("reviews", filter=Q(reviews__state=D.ASIDE)),
        mean=Avg("reviews__score", filter=done),
        low=Min("reviews__score", filter=done),
        high=Max("reviews__score", filter=done),
        deviation=StdDev(Cast("reviews__score", FloatField()), filter=done),
    ).annotate(breadth=F("high") - F("low"))  # fmt: skip


def without_reviews(plan: ReviewPlan) -> int:
    """How many responses have fewer reviewers than the plan wants, whether those are done or not."""
    standing = Count("reviews", filter=~Q(reviews__state=D.ASIDE))
    rows = Response.objects.filter(call=plan.call_id, state__in=REVIEWED).annotate(n=standing)
    return rows.filter(n__lt=plan.wanted).count()


#: How the table of scores can be ordered, the first is meant where nothing is said.
ORDERS: dict[str, tuple[str | Combinable, ...]] = {
    "mean": (F("mean").desc(nulls_last=True), "pk"),
    "-mean": (F("mean").asc(nulls_last=True), "pk"),
    "spread": (F("breadth").desc(nulls_last=True), F("deviation").desc(nulls_last=True), "pk"),
    "few": ("n", "pk"),
}


def apart_from(plan: ReviewPlan) -> float:
    """From which difference of scores on reviewers are far apart: half of the scale."""
    return (plan.highest - plan.lowest) / 2


def is_far_apart(plan: ReviewPlan, count: int, breadth: int | None) -> bool:
    """Whether the scores of a response are so far apart that somebody should look."""
    return count >= FEWEST and breadth is not None and breadth >= max(apart_from(plan), 1)


def is_own(person: Person, response: Response) -> bool:
    """Whether a response is a person's own: he is not shown what was said of it."""
    return responses_of(person).filter(pk=response.pk).exists()


def own_of(call: Call, person: Person) -> frozenset[int]:
    """The responses to a call (primary keys) that are a person's own, whose reviews are not his to know. One query."""
    return frozenset(responses_of(person).filter(call=call).values_list("pk", flat=True))


def without_enough(calls: QuerySet[Call], at: datetime) -> dict[int, int]:
    """By call how many responses lack reviews, where those are due and not closed. One query."""
    plan = "call__review_plan__"
    rows = Response.objects.filter(call__in=calls.values("pk"), state__in=REVIEWED)
    rows = rows.filter(**{f"{plan}due_until__lte": at, f"{plan}closed_at": None})
    lacking = rows.alias(n=reviews_done()).filter(n__lt=F(f"{plan}wanted"))
    return dict(lacking.order_by().values_list("call").annotate(count=Count("pk")))


def ordered(responses: ResponseQuerySet, order: str, own: Collection[int]) -> tuple[ResponseQuerySet, str]:
    """Scored responses in one of the orders, and which that is. The reader's ``own`` stand last: no place tells."""
    chosen = order if order in ORDERS else "mean"
    last = [Case(When(pk__in=own, then=1), default=0)] if own else []
    return responses.order_by(*last, *ORDERS[chosen]), chosen
