"""The reviews of a call on the desk: the plan, who reviews and how far each is, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.desk.doors import actor, call_or_404, posted
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.types import type_named
from heliograph.calls.questions.types.type import picked
from heliograph.calls.reviewing import assigning, plans
from heliograph.calls.reviewing.figures import reviewer_rows, without_reviews
from heliograph.calls.reviewing.forms import PlanForm
from heliograph.calls.reviewing.models import ReviewPlan
from heliograph.calls.reviewing.shown import is_hidden
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.frame.arrival import arrived_at
from heliograph.frame.comparing import differences
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.models import Person
from heliograph.network.states import Refused


@organizers_only
@require_safe
def reviews(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The plan in short, the reviewers with their progress, and what lacks reviews."""
    call = call_or_404(request, slug)
    return show(request, call)


def show(request: HttpRequest, call: Call, refusal: str = "", status: int = 200) -> HttpResponse:
    """The page; with a refusal, what was refused on it."""
    plan, reader, at = plans.plan_of(call), reader_of(request), arrived_at(request)
    rows = reviewer_rows(call, actor(request)) if plan is not None else []
    context = {
        "call": call,
        "plan": plan,
        "due": plans.due_words(plan, reader.zone, reader.language, at) if plan else None,
        "rows": rows,
        "at_work": [row for row in rows if not row.gone],
        "unfinished": sum(row.assigned for row in rows),
        "lacking": without_reviews(plan) if plan else 0,
        "refusal": refusal,
    }
    return render(request, "calls/desk/reviewing/reviews.html", context, status=status)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponseBase:
    """How the answers to a call are reviewed."""
    call, at = call_or_404(request, slug), arrived_at(request)
    present = plans.plan_of(call)
    form = PlanForm.of(call, present, at, posted(request))
    context: dict[str, Any] = {"call": call, "plan": present}
    if request.method == "POST" and form.is_valid():
        try:
            plans.save_plan(call, form.said(), form.version_seen(), actor(request), at)
            messages.success(request, _("Saved."))
            return redirect("calls:desk_reviews", call.slug)
        except Refused as refused:
            form.add_error("highest" if refused.code == "scored" else None, refused.sentence)
        except plans.Stale:
            form, context["differences"] = _stale(request, call, form, at)
    status = 409 if "differences" in context else 422 if form.is_bound and not form.is_valid() else 200
    context |= {"form": form, "hidden": hidden_questions(call, reader_of(request).languages)}
    return render(request, "calls/desk/reviewing/plan.html", context, status=status)


def _stale(request: HttpRequest, call: Call, mine: PlanForm, at: datetime) -> tuple[PlanForm, Any]:
    """The same form once more, over the plan as it stands now, with the editor's words in it."""
    now: ReviewPlan | None = plans.plan_of(call)
    post = request.POST.copy()
    post["seen"] = str(now.version if now else 0)
    return PlanForm.of(call, now, at, post), differences(mine, PlanForm.of(call, now, at))


def hidden_questions(call: Call, languages: tuple[str, ...]) -> list[Picked]:
    """The questions whose answers are kept from reviewers who do not see who answers."""
    newest = call.question_sets.order_by("-version").first()
    asked = questions_of(newest) if newest is not None else ()
    wanted = [*languages, call.source_language]
    return [picked(each.label, wanted) for each in asked if is_hidden(each) and _asks(each.type)]


def _asks(key: str) -> bool:
    found = type_named(key)
    return found is None or found.asks


Step = Callable[[Call, Person, datetime], str]


def _close(call: Call, by: Person, at: datetime) -> str:
    plans.close(call, by, at)
    return _("The reviews are closed: nothing in them changes any more.")


def _open(call: Call, by: Person, at: datetime) -> str:
    plans.reopen(call, by, at)
    return _("The reviews are open again.")


def _remind(call: Call, by: Person, at: datetime) -> str:
    count = assigning.remind(call, by, at)
    if not count:
        return _("Nobody was written to: nothing is left to do, or everybody was reminded within the last day.")
    words = ngettext(
        "%(count)s reviewer is reminded by a letter.", "%(count)s reviewers are reminded by a letter.", count
    )
    return words % {"count": count}


def _take_back(call: Call, by: Person, at: datetime) -> str:
    count = assigning.take_back(call, by, at)
    words = ngettext(
        "%(count)s assignment was taken back. What was done stays.",
        "%(count)s assignments were taken back. What was done stays.",
        count,
    )
    return words % {"count": count}


STEPS: dict[str, Step] = {"close": _close, "open": _open, "remind": _remind, "take-back": _take_back}


@organizers_only
@posted_from(lambda slug, name: reverse("calls:desk_reviews", args=[slug]))
def step(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Close the reviews or open them again, remind, take back what is not done."""
    if name not in STEPS:
        raise Http404
    call = call_or_404(request, slug)
    try:
        said = STEPS[name](call, actor(request), arrived_at(request))
    except Refused as refused:
        return show(request, call, refused.sentence, 409)
    messages.success(request, said)
    return redirect("calls:desk_reviews", call.slug)
