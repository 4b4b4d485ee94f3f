"""Responses are given to reviewers on the desk: by rule, with a look before; by hand, those picked in the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call, Response
from heliograph.calls.programmes.asks import listed
from heliograph.calls.responses.selecting import Selection, picked_ids, selection_of
from heliograph.calls.reviewing import assigning
from heliograph.calls.reviewing.assigning import MOST_NAMED, Proposal
from heliograph.calls.reviewing.conflicts import Why
from heliograph.calls.reviewing.models import Reviewer
from heliograph.calls.reviewing.plans import plan_of
from heliograph.calls.reviewing.reviewers import reviewers_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.network.states import Refused


@dataclass(frozen=True)
class Gets:
    """What a reviewer has, and what he would get."""

    reviewer: Reviewer
    has: int
    gets: int

    @property
    def then(self) -> int:
        return self.has + self.gets


@dataclass(frozen=True)
class Lacking:
    """A response that gets too few reviewers, or one pair that is not made; ``why`` in words."""

    response: Response
    subject: str
    lacks: int
    why: str
    who: str = ""


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def by_rule(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what a run by rule would do; a POST does it."""
    call, refusal, changed = call_or_404(request, slug), "", False
    plan, at = plan_of(call), arrived_at(request)
    if plan is None:
        return redirect("calls:desk_review_plan", call.slug)
    also_decided = "decided" in (request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        try:
            mark = request.POST.get("mark", "")
            done = assigning.assign(call, mark, actor(request), at, also_decided=also_decided)
            return _done(request, call, done)
        except Refused as refused:
            refusal = refused.sentence
        except assigning.Changed:
            changed = True
    proposal = assigning.propose(plan, at, also_decided=also_decided)
    context = {
        "call": call,
        "plan": plan,
        "proposal": proposal,
        "also_decided": also_decided,
        "gets": gets_of(proposal),
        "short": _short(call, proposal),
        "short_count": len(proposal.short),
        "refusal": refusal,
        "changed": changed,
    }
    return render(request, "calls/desk/reviewing/by_rule.html", context, status=409 if refusal or changed else 200)


def gets_of(proposal: Proposal) -> list[Gets]:
    """What each reviewer has and would get, in the order of the reviewers."""
    gets = proposal.gets
    return [Gets(each, proposal.loads.get(each.pk, 0), gets[each.pk]) for each in proposal.reviewers]


def _short(call: Call, proposal: Proposal) -> list[Lacking]:
    named = list(proposal.short)[:MOST_NAMED]
    rows = _responses(call, [each.response for each in named])
    return [
        Lacking(rows[each.response], subject_words(rows[each.response]), each.lacks, _reasons(each.reasons))
        for each in named
        if each.response in rows
    ]


def _reasons(reasons: Mapping[Why, int]) -> str:
    """Why others are none, with how often each reason holds."""
    said = [f"{why.words} ({count})" for why, count in sorted(reasons.items())]
    return listed(said, get_language() or "en") if said else _("there are too few reviewers")


def _responses(call: Call, keys: Sequence[int]) -> dict[int, Response]:
    rows = Response.objects.filter(pk__in=keys).select_related("organization", "person")
    found = {each.pk: each for each in rows}
    for each in found.values():
        each.call = call
    return found


@organizers_only
@posted_from(lambda slug: reverse("calls:desk_reviews", args=[slug]))
def by_hand(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the responses that were picked to reviewers whom one chooses: first the choice, then what it comes to."""
    call = call_or_404(request, slug)
    if plan_of(call) is None:
        messages.error(request, _("Say first how the answers are reviewed."))
        return redirect("calls:desk_review_plan", call.slug)
    try:
        selection = selection_of(request.POST, call, actor(request))
    except Refused as refused:
        return _hand_page(request, call, None, refusal=refused.sentence)
    wanted = picked_ids(request.POST.getlist("reviewer"))
    chosen = [each for each in reviewers_of(call) if each.public_id in wanted]
    if "look" not in request.POST and "confirm" not in request.POST:
        return _hand_page(request, call, selection)
    if not chosen:
        return _hand_page(request, call, selection, refusal=_("Choose at least one reviewer."))
    return _by_hand(request, call, selection, chosen)


def _by_hand(request: HttpRequest, call: Call, selection: Selection, chosen: list[Reviewer]) -> HttpResponse:
    plan, at, responses, refusal = plan_of(call), arrived_at(request), selection.responses, ""
    assert plan is not None
    if "undecided" in request.POST:
        responses = assigning.only_undecided(call, responses)
    if "confirm" in request.POST:
        try:
            return _done(request, call, assigning.assign_by_hand(call, responses, chosen, actor(request), at))
        except Refused as refused:
            refusal = refused.sentence
    proposal = assigning.propose_for(plan, responses, chosen, actor(request), at)
    return _hand_page(request, call, selection, chosen, proposal, refusal)


def _hand_page(
    request: HttpRequest,
    call: Call,
    selection: Selection | None,
    chosen: Sequence[Reviewer] = (),
    proposal: Proposal | None = None,
    refusal: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": call,
        "selection": selection,
        "reviewers": list(reviewers_of(call)),
        "chosen": chosen,
        "undecided": "undecided" in request.POST,
        "proposal": proposal,
        "gets": gets_of(proposal) if proposal else [],
        "refused": _refused(call, proposal) if proposal else [],
        "refused_count": len(proposal.refused) if proposal else 0,
        "refusal": refusal,
    }
    return render(request, "calls/desk/reviewing/by_hand.html", context, status=422 if refusal else 200)


def _refused(call: Call, proposal: Proposal) -> list[Lacking]:
    named = list(proposal.refused)[:MOST_NAMED]
    rows = _responses(call, [response for response, _who, _why in named])
    people = {each.pk: str(each.person) for each in proposal.reviewers}
    return [
        Lacking(rows[response], subject_words(rows[response]), 0, str(why.words), people[who])
        for response, who, why in named
        if response in rows
    ]


def _done(request: HttpRequest, call: Call, proposal: Proposal) -> HttpResponse:
    count = len(proposal.pairs)
    words = ngettext(
        "%(count)s review was assigned. A letter goes to who got something.",
        "%(count)s reviews were assigned. One letter goes to each who got something.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("calls:desk_reviews", call.slug)
