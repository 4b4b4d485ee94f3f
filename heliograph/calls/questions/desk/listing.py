"""The list of a call's questions: their order, copies, removal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.calls.questions.desk import saving
from heliograph.calls.questions.desk.changing import Questions, copied, moved, place_of, removed, waiting_for
from heliograph.calls.questions.desk.checking import doubts, offered_in
from heliograph.calls.questions.desk.finding import call_or_404, past_of, standing
from heliograph.calls.questions.desk.keys import key_from
from heliograph.calls.questions.desk.lines import lines
from heliograph.calls.questions.desk.words import called
from heliograph.frame.posting import posted_from
from heliograph.network.doors import actor
from heliograph.network.states import Refused

#: So many digits of a place are read.
LONGEST_NUMBER = 4


@organizers_only
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All questions in order, and what is doubtful in them."""
    return show(request, call_or_404(request, slug))


def show(request: HttpRequest, call: Call, refusal: str = "") -> HttpResponse:
    """The list, with why something was not done. ``?at=key:step`` says what was done last, for the cursor."""
    now, past = saving.questions_of(call), past_of(call)
    found = doubts(now, offered_in(call))
    context: dict[str, Any] = {
        "call": call,
        "lines": lines(now, found, request.GET.get("at", "")),
        "doubts": [each for each in found if not each.key],
        "places": range(1, len(now) + 1),
        "seen": saving.mark_of(now),
        "standing": standing(past.sets[0]) if past.sets else "",
        "versions": len(past.sets),
        "refusal": refusal,
    }
    return render(request, "calls/questions/desk/list.html", context, status=409 if refusal else 200)


def list_url(call: Call, key: str = "", step: str = "") -> str:
    """The list, at one of its questions. Where a step was taken the cursor goes there, and only without a fragment."""
    path = reverse("calls:desk_questions", args=[call.slug])
    return f"{path}?at={key}:{step}" if step else f"{path}#q-{key}" if key else path


def _list(slug: str, key: str) -> str:
    return reverse("calls:desk_questions", args=[slug])


@organizers_only
@posted_from(_list)
def move_question(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """One up, one down, or to a place of which the number is given."""
    call = call_or_404(request, slug)
    step = next((name for name in ("up", "down") if name in request.POST), "to")
    by, written = {"up": -1, "down": 1}.get(step, 0), request.POST.get("place", "")[:LONGEST_NUMBER]

    def made(now: Questions) -> Questions:
        to = int(written) - 1 if step == "to" and written.isdecimal() else place_of(now, key) + by
        return moved(now, key, to)

    return _changed(request, call, made, list_url(call, key, step))


def _changed(request: HttpRequest, call: Call, made: Callable[[Questions], Questions], then: str) -> HttpResponseBase:
    """Do it to the list that was seen, and go on; or say why not, over the list as it is now."""
    try:
        saving.change(call, made, actor(request), timezone.now(), seen=request.POST.get("seen", ""))
    except saving.Meanwhile as refused:
        again = _("This is how the questions stand now. Look at them, and do it again if it is still wanted.")
        return show(request, call, f"{refused.sentence} {again}")
    except Refused as refused:
        return show(request, call, refused.sentence)
    return redirect(then)


@organizers_only
@posted_from(_list)
def copy_question(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The same once more, right after it, with a key of its own; it is opened to be changed."""
    call = call_or_404(request, slug)
    own = key_from(key.rstrip("0123456789_") or key, past_of(call).keys, "question")
    then = f"{reverse('calls:desk_question', args=[call.slug, own])}?copy=1"
    return _changed(request, call, lambda now: copied(now, key, own), then)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def remove_question(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """Ask, and say what goes with it; then remove it."""
    call = call_or_404(request, slug)
    now = saving.questions_of(call)
    try:
        question = now[place_of(now, key)]
    except Refused:
        if request.method == "POST":
            return redirect(list_url(call))
        raise Http404 from None
    refusal = _removed(request, call, key) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        messages.success(request, _("“%(question)s” is removed.") % {"question": called(question)})
        return redirect(list_url(call))
    context = {
        "call": call,
        "question": question,
        "seen": saving.mark_of([question]),
        "waiting": [called(one) for one in waiting_for(now, key)],
        "answered": key in past_of(call).answered,
        "refusal": refusal,
    }
    return render(request, "calls/questions/desk/remove.html", context, status=409 if refusal else 200)


def _removed(request: HttpRequest, call: Call, key: str) -> str:
    """Why it was not removed; empty where it was."""
    seen = request.POST.get("seen", "")
    try:
        saving.change(call, lambda now: removed(now, key), actor(request), timezone.now(), seen=seen, of=key)
    except saving.Meanwhile as refused:
        return f"{refused.sentence} {_('This is how it stands now.')}"
    except Refused as refused:
        return refused.sentence
    return ""
