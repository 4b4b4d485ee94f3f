"""What reviewers have said, on the desk: a table of responses by score, and a panel on the page of one response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Response
from heliograph.calls.reviewing.figures import apart_from, is_far_apart, is_own, ordered, own_of, scored
from heliograph.calls.reviewing.models import Review, ReviewPlan
from heliograph.calls.reviewing.plans import plan_of
from heliograph.calls.reviewing.shown import code_of
from heliograph.frame.paging import page_of
from heliograph.network.models import Person

PER_PAGE = 50
ORDER_WORDS = {
    "mean": _("best first"),
    "-mean": _("lowest first"),
    "spread": _("most apart first"),
    "few": _("fewest reviews first"),
}


@dataclass(frozen=True)
class Row:
    """A response with what came of its reviews; ``own``: it is the reader's, who is not shown that."""

    response: Any
    subject: str
    code: str
    far: bool
    lacking: bool
    own: bool


@organizers_only
@require_safe
def scores(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The responses by mean, with spread and number of reviews; those that are far apart are marked."""
    call = call_or_404(request, slug)
    plan = plan_of(call)
    if plan is None:
        return redirect("calls:desk_review_plan", call.slug)
    own = own_of(call, actor(request))
    rows = scored(call).select_related("organization", "person")
    found, order = ordered(rows, request.GET.get("order", ""), own)
    page = page_of(request, Paginator(found, PER_PAGE))
    responses = list(page.object_list)
    for each in responses:
        each.call = call
    context = {
        "call": call,
        "plan": plan,
        "page": page,
        "rows": [_row(each, plan, own=each.pk in own) for each in responses],
        "order": order,
        "orders": ORDER_WORDS.items(),
        "apart_from": max(apart_from(plan), 1),
    }
    return render(request, "calls/desk/reviewing/scores.html", context)


def _row(response: Any, plan: ReviewPlan, *, own: bool) -> Row:
    far = is_far_apart(plan, response.n, response.breadth) and not own
    return Row(response, subject_words(response), code_of(response), far, response.n < plan.wanted, own)


def panel(request: HttpRequest, response: Response) -> Mapping[str, Any] | None:
    """The reviews of one response, for its page on the desk; None where its call is not reviewed. Three queries."""
    plan = plan_of(response.call)
    if plan is None or not isinstance(request.user, Person):
        return None
    if is_own(request.user, response):
        return {"own": True, "plan": plan}
    reviews = list(Review.objects.filter(response=response).select_related("person").order_by("pk"))
    given = [each.score for each in reviews if each.score is not None]
    breadth = max(given) - min(given) if given else None
    return {
        "own": False,
        "plan": plan,
        "reviews": reviews,
        "mean": sum(given) / len(given) if given else None,
        "low": min(given, default=None),
        "high": max(given, default=None),
        "far": is_far_apart(plan, len(given), breadth),
        "code": code_of(response) if plan.blind else "",
    }
