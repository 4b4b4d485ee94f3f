"""What the pages of a reviewer show: what is to be done, and one response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Case, Count, IntegerField, QuerySet, Value
from django.db.models import When as If

from heliograph.calls.mine.lines import Eyes
from heliograph.calls.models import Call
from heliograph.calls.reviewing.models import Review, ReviewPlan
from heliograph.calls.reviewing.plans import due_words
from heliograph.calls.reviewing.rules import reviews_of
from heliograph.calls.reviewing.shown import label_of
from heliograph.calls.reviewing.states import DECIDED, Others, ReviewState
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.moments.wording import When
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick

S = ReviewState
_ORDER = Case(
    If(state=S.ASSIGNED, then=Value(0)), If(state=S.DONE, then=Value(1)), default=Value(2), output_field=IntegerField()
)


@dataclass(frozen=True)
class Line:
    """A review in the list. ``changed``: the answer was changed after the review was written."""

    review: Review
    label: str
    changed: bool


@dataclass(frozen=True)
class Group:
    """The reviews of one call; ``left`` are still to be done, also those on other pages."""

    call: Call
    title: Picked
    plan: ReviewPlan
    due: When | None
    left: int
    lines: Sequence[Line] = field(default_factory=list)


def in_order(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Call by call, the soonest due first; within one what is to be done first, in an order that tells nothing."""
    due = "response__call__review_plan__due_until"
    return reviews.alias(rank=_ORDER).order_by(due, "response__call_id", "rank", "public_id")


def groups(reviews: Sequence[Review], left: Mapping[int, int], eyes: Eyes) -> list[Group]:
    """Reviews of ``fetched``, in the order of ``in_order``; ``left`` is of ``left_of``. No query."""
    by_call = groupby(reviews, key=lambda each: each.response.call_id)
    return [_group(list(rows), left.get(call, 0), eyes) for call, rows in by_call]


def wanted(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Without those that were not written before the answer was decided: nobody waits for them any more."""
    return reviews.exclude(response__state__in=DECIDED, state=S.ASSIGNED)


def left_of(reviews: QuerySet[Review]) -> dict[int, int]:
    """How many of some reviews are still to be done, by call (primary key). One query."""
    rows = wanted(reviews).filter(state=S.ASSIGNED).order_by().values_list("response__call")
    return dict(rows.annotate(n=Count("pk", distinct=True)))


def fetched(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """With all that the list needs."""
    return reviews.select_related(
        "response__call__review_plan", "response__call__programme", "response__organization", "response__person"
    )


def _group(rows: Sequence[Review], left: int, eyes: Eyes) -> Group:
    call = rows[0].response.call
    plan = call.review_plan
    due = due_words(plan, eyes.zone, eyes.language, eyes.at)
    lines = [Line(each, label_of(each.response, blind=plan.blind), was_changed(each)) for each in rows]
    return Group(call, Picked(*pick(call.title, eyes.languages)), plan, due, left, lines)


def was_changed(review: Review) -> bool:
    """Whether the answer was sent anew after its review was written."""
    arrived = review.response.arrived_at
    return review.done_at is not None and arrived is not None and arrived > review.done_at


def next_after(review: Review, person: Person) -> Review | None:
    """What is to be done next in the same call, in the order of the list; from its beginning after the last."""
    left = (
        wanted(reviews_of(person))
        .filter(state=S.ASSIGNED, response__call=review.response.call_id)
        .exclude(pk=review.pk)
    )
    ordered = left.order_by("public_id")
    return ordered.filter(public_id__gt=review.public_id).first() or ordered.first()


def of_others(review: Review, plan: ReviewPlan) -> list[Review]:
    """What others have said of the response, as far as the plan shows it to him; in an order that tells no names."""
    if plan.others == Others.NEVER or (plan.others == Others.AFTER and review.state != S.DONE):
        return []
    others = Review.objects.filter(response=review.response_id, state=S.DONE).exclude(pk=review.pk)
    return list(others.order_by("public_id"))
