"""What becomes of a call: published, cancelled, completed, deleted, and its secret link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.desk import cancelling, letters, publishing, removing
from heliograph.calls.desk.checking import problems
from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.desk.overview import call_rows
from heliograph.calls.desk.pages import call_page, dates_told, people_addressed
from heliograph.calls.doors import organizers_only
from heliograph.calls.programmes.asks import addressed_words
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.states import Refused

_READ = ["GET", "HEAD", "POST"]


@organizers_only
@require_http_methods(_READ)
def publish(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is to be looked at first, and the button that publishes."""
    found, now, refusal = call_or_404(request, slug), timezone.now(), ""
    if request.method == "POST":
        try:
            publishing.publish_call(found, actor(request), now)
            messages.success(request, _("The call is published. Its dates say when it opens and closes."))
            return redirect("calls:desk_call", found.slug)
        except Refused as refused:
            refusal = refused.sentence
    (row,) = call_rows([found], reader_of(request), now)
    context = {
        "call": found,
        "row": row,
        "refusal": refusal,
        "problems": problems(found, now),
        "addressed": addressed_words(found),
        "people": people_addressed(found, now),
        "dates": dates_told(found, reader_of(request), now),
    }
    context["blocked"] = any(problem.blocks for problem in problems(found, now))
    return render(request, "calls/desk/publish.html", context, status=422 if refusal else 200)


@organizers_only
@require_http_methods(_READ)
def cancel(request: HttpRequest, slug: str) -> HttpResponseBase:
    """How many have answered, why it is cancelled, and the button that does it and writes to them."""
    found, now, reason, refusal = call_or_404(request, slug), timezone.now(), request.POST.get("reason", ""), ""
    try:
        cancelling.check(found)
    except Refused as refused:
        return call_page(request, found, refused.sentence)
    if request.method == "POST":
        try:
            cancelling.cancel_call(found, reason, actor(request), now)
            messages.success(request, _("The call is cancelled. Those who have answered are written to."))
            return redirect("calls:desk_call", found.slug)
        except Refused as refused:
            refusal = refused.sentence
    context = {
        "call": found,
        "reason": reason,
        "refusal": refusal,
        "answering": letters.count_answering(found),
        "following": letters.following(found).count(),
    }
    return render(request, "calls/desk/cancel.html", context, status=422 if refusal else 200)


@organizers_only
@posted_from(lambda slug, name: reverse("calls:desk_call", args=[slug]))
def step(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Complete a call, take that back, make it a draft again, or give it a new link."""
    found = call_or_404(request, slug)
    steps = {
        "complete": (publishing.complete_call, _("The call is completed. It takes no answers any more.")),
        "reopen": (publishing.reopen_call, _("The completion is taken back. The dates of the call count again.")),
        "unpublish": (publishing.unpublish_call, _("The call is a draft again. Nobody else sees it.")),
        "new-link": (publishing.renew_link, _("There is a new link. The old one leads nowhere any more.")),
    }
    if name not in steps:
        raise Http404
    do, said = steps[name]
    try:
        do(found, actor(request), timezone.now())
    except Refused as refused:
        return call_page(request, found, refused.sentence)
    messages.success(request, said)
    return redirect("calls:desk_call", found.slug)


@organizers_only
@require_http_methods(_READ)
def delete_call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Throw a draft away, after asking."""
    found = call_or_404(request, slug)
    try:
        removing.check_call(found)
        if request.method == "POST":
            removing.remove_call(found, actor(request))
            messages.success(request, _("The draft is deleted."))
            return redirect("calls:desk_programme", found.programme.slug)
    except Refused as refused:
        return call_page(request, found, refused.sentence)
    return render(request, "calls/desk/delete_call.html", {"call": found})
