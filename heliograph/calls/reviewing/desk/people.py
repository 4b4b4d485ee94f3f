"""Who reviews a call, on the desk: added by address or from the directory, limited, taken out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.calls.reviewing import assigning, reviewers
from heliograph.calls.reviewing.figures import own_of
from heliograph.calls.reviewing.forms import AddressForm, LimitsForm
from heliograph.calls.reviewing.models import Review, Reviewer
from heliograph.calls.reviewing.plans import plan_of
from heliograph.calls.reviewing.shown import label_of
from heliograph.calls.reviewing.states import ReviewState
from heliograph.frame.arrival import arrived_at
from heliograph.network.models import Person
from heliograph.network.states import Refused


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Add a reviewer: by address, or somebody of the directory who was searched for."""
    call = call_or_404(request, slug)
    if plan_of(call) is None:
        return redirect("calls:desk_review_plan", call.slug)
    if request.method != "POST":
        return _add_page(request, call)
    return _add_found(request, call) if "person" in request.POST else _add_address(request, call)


def _add_found(request: HttpRequest, call: Call) -> HttpResponse:
    try:
        key = UUID(request.POST["person"])
        made = reviewers.add_person(call, key, actor(request), arrived_at(request))
    except ValueError:
        return _add_page(request, call, refusal=_("This person is not on record any more. Search once more."))
    except Refused as refused:
        return _add_page(request, call, refusal=refused.sentence)
    return _added(request, made)


def _add_address(request: HttpRequest, call: Call) -> HttpResponse:
    form = AddressForm(request.POST, call=call)
    if not form.is_valid():
        return _add_page(request, call, form)
    said = form.cleaned_data
    try:
        made = reviewers.add_address(
            call, said["email"], said["name"], said["language"], actor(request), arrived_at(request)
        )
    except Refused as refused:
        form.add_error("email", refused.sentence)
        return _add_page(request, call, form)
    return _added(request, made)


def _added(request: HttpRequest, made: Reviewer) -> HttpResponse:
    messages.success(request, _("%(name)s is among the reviewers. A letter says so.") % {"name": made.person})
    return redirect("calls:desk_add_reviewer", made.call.slug)


def _add_page(request: HttpRequest, call: Call, form: AddressForm | None = None, refusal: str = "") -> HttpResponse:
    words = request.GET.get("q", "").strip()
    context = {
        "call": call,
        "form": form or AddressForm(call=call),
        "words": words,
        "found": reviewers.offered(actor(request), call, words),
        "there": list(reviewers.reviewers_of(call)),
        "refusal": refusal,
    }
    wrong = refusal or (form is not None and form.errors)
    return render(request, "calls/desk/reviewing/add.html", context, status=422 if wrong else 200)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """One reviewer: what he reads, from where he gets nothing, what he has stepped aside from; taking back and out."""
    call = call_or_404(request, slug)
    rows = Reviewer.objects.filter(call=call).select_related("person", "call__programme")
    found: Reviewer = get_object_or_404(rows, public_id=public_id)
    form = LimitsForm(request.POST if "limits" in request.POST else None, reviewer=found)
    if request.method == "POST":
        try:
            if done := _change(request, found, form):
                messages.success(request, done)
                return redirect("calls:desk_reviews", call.slug)
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("calls:desk_reviews", call.slug)
    context = {"call": call, "reviewer": found, "form": form, **_work_of(found, actor(request))}
    return render(request, "calls/desk/reviewing/reviewer.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, found: Reviewer, form: LimitsForm) -> str:
    """What was done, in words; empty where nothing was. Raises Refused."""
    by, at = actor(request), arrived_at(request)
    if "remove" in request.POST:
        reviewers.remove(found, by, at)
        return _("%(name)s is taken out of the reviewers. What was done stays.") % {"name": found.person}
    if "take-back" in request.POST:
        count = assigning.take_back(found.call, by, at, found)
        words = ngettext("%(count)s assignment was taken back.", "%(count)s assignments were taken back.", count)
        return words % {"count": count}
    if form.is_valid():
        said = form.cleaned_data
        reviewers.limit(found, said["languages"], said["not_countries"], by, at)
        return _("Saved. It counts from the next assignment on.")
    return ""


def _work_of(found: Reviewer, reader: Person) -> dict[str, Any]:
    """What he has left to do, and what he has stepped aside from, with his reasons, but of the reader's own answers."""
    rows = Review.objects.filter(person=found.person_id, response__call=found.call_id)
    others = rows.exclude(response__in=own_of(found.call, reader))
    aside = others.filter(state=ReviewState.ASIDE).select_related("response__organization", "response__person")
    return {
        "left": rows.filter(state=ReviewState.ASSIGNED).count(),
        "aside": [(each, label_of(_of(each, found.call), blind=False)) for each in aside.order_by("pk")[:200]],
    }


def _of(review: Review, call: Call) -> Any:
    review.response.call = call
    return review.response
