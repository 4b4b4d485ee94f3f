"""A reviewer's own pages: what is to be done, and one response to be judged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.mine.lines import Eyes, eyes_of
from heliograph.calls.reviewing import scoring
from heliograph.calls.reviewing.forms import AsideForm, ReviewForm
from heliograph.calls.reviewing.models import Review
from heliograph.calls.reviewing.pages import (
    fetched,
    groups,
    in_order,
    left_of,
    next_after,
    of_others,
    wanted,
    was_changed,
)
from heliograph.calls.reviewing.plans import due_words
from heliograph.calls.reviewing.rules import reviews_of
from heliograph.calls.reviewing.shown import shown
from heliograph.calls.reviewing.states import ReviewState
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.frame.paging import page_of
from heliograph.network.account.doors import signed_in
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import pick

PER_PAGE = 100


@signed_in
@require_safe
def reviews(request: HttpRequest, person: Person) -> HttpResponseBase:
    """All that somebody reviews, call by call: what is to be done first."""
    own = wanted(reviews_of(person))
    page = page_of(request, Paginator(fetched(in_order(own)), PER_PAGE))
    context = {"groups": groups(list(page.object_list), left_of(own), eyes_of(request)), "page": page}
    return render(request, "calls/reviewing/reviews.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, person: Person, public_id: UUID) -> HttpResponseBase:
    """One response as its reviewer may see it, with his review; a POST saves it, or steps aside."""
    rows = fetched(reviews_of(person)).select_related("response__question_set")
    found: Review = get_object_or_404(rows, public_id=public_id)
    if request.method != "POST":
        return _page(request, found)
    if "again" in request.POST:
        return _again(request, found, person)
    return _aside(request, found, person) if "aside" in request.POST else _save(request, found, person)


def _save(request: HttpRequest, found: Review, person: Person) -> HttpResponse:
    form = ReviewForm(request.POST, review=found, plan=found.response.call.review_plan)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    try:
        scoring.save(found, form.said(), form.cleaned_data["seen"], person, eyes_of(request).at)
    except scoring.Newer as newer:
        post = request.POST.copy()
        found.refresh_from_db()
        post["seen"] = str(found.version)
        again = ReviewForm(post, review=found, plan=found.response.call.review_plan)
        return _page(request, found, form=again, refusal=newer.sentence, saved=found, status=409)
    except Refused as refused:
        return _page(request, found, form=form, refusal=refused.sentence, status=409)
    return _onwards(request, found, person)


def _onwards(request: HttpRequest, found: Review, person: Person) -> HttpResponse:
    """After a review is done: to the next where that was asked, else to the list."""
    following = next_after(found, person) if "next" in request.POST else None
    if following is not None:
        messages.success(request, _("Saved. Here is the next."))
        return redirect("calls:review", following.public_id)
    messages.success(request, _("Saved. You can change it until the organizer closes the reviews."))
    return redirect("calls:reviews")


def _aside(request: HttpRequest, found: Review, person: Person) -> HttpResponse:
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _page(request, found, aside=form, status=422)
    try:
        scoring.step_aside(found, form.cleaned_data["reason"], person)
    except Refused as refused:
        return _page(request, found, aside=form, refusal=refused.sentence, status=409)
    messages.success(request, _("You have stepped aside. The organizer gives this answer to somebody else."))
    return redirect("calls:reviews")


def _again(request: HttpRequest, found: Review, person: Person) -> HttpResponse:
    try:
        scoring.take_up_again(found, person)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("calls:reviews")
    return redirect("calls:review", found.public_id)


def _page(
    request: HttpRequest,
    found: Review,
    *,
    form: ReviewForm | None = None,
    aside: AsideForm | None = None,
    refusal: str = "",
    saved: Review | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a review; of one that he has stepped aside from there is none. Raises Http404."""
    if found.state == ReviewState.ASIDE:
        raise Http404
    call, eyes = found.response.call, eyes_of(request)
    plan = call.review_plan
    context = {
        "review": found,
        "plan": plan,
        "call": call,
        "shown": shown(found.response, plan, eyes.languages, eyes.zone),
        "form": form or ReviewForm(review=found, plan=plan),
        "aside": aside or AsideForm(),
        "refusal": refusal,
        "saved": saved,
        "changed": was_changed(found),
        "others": of_others(found, plan),
        "contact": contact_of(call),
        **_texts(found, eyes),
    }
    return render(request, "calls/reviewing/review.html", context, status=status)


def _texts(found: Review, eyes: Eyes) -> dict[str, Any]:
    call = found.response.call
    wanted = [*eyes.languages, call.source_language]
    return {
        "title": Picked(*pick(call.title, wanted)),
        "guidance": Picked(*pick(call.review_plan.guidance, wanted)),
        "due": due_words(call.review_plan, eyes.zone, eyes.language, eyes.at),
    }
