"""Beginning with the questions of another call that one runs: all of them, or those that are ticked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heliograph.calls.desk.telling_apart import told_apart
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.calls.queries import CallQuerySet
from heliograph.calls.questions.desk import saving
from heliograph.calls.questions.desk.changing import Questions
from heliograph.calls.questions.desk.finding import call_or_404, past_of
from heliograph.calls.questions.desk.keys import key_from
from heliograph.calls.questions.desk.lines import lines
from heliograph.calls.questions.records import Question
from heliograph.calls.rules import calls_run_by
from heliograph.network.doors import actor
from heliograph.network.states import Refused

#: So many calls are offered, the newest first.
MOST = 200


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Choose a call (``?of=``), then which of its questions; posting adds them at the end."""
    call = call_or_404(request, slug)
    others = _others(request, call)
    wanted = request.GET.get("of", "")
    other: Call | None = get_object_or_404(others, slug=wanted) if wanted else None
    theirs = saving.questions_of(other) if other is not None else ()
    refusal, ticked = "", set(request.POST.getlist("take"))
    if request.method == "POST" and other is not None:
        refusal = _taken_over(request, call, other, tuple(one for one in theirs if one.key in ticked))
        if not refusal:
            return redirect("calls:desk_questions", call.slug)
    context = {
        "call": call,
        "other": other,
        "others": told_apart(others.select_related("programme").order_by("-created_at", "-pk")[:MOST]),
        "lines": lines(theirs),
        "refusal": refusal,
        "has_some": bool(saving.questions_of(call)),
    }
    return render(request, "calls/questions/desk/begin.html", context, status=422 if refusal else 200)


def _others(request: HttpRequest, call: Call) -> CallQuerySet:
    """The other calls that one runs which ask anything."""
    return calls_run_by(request.user).exclude(pk=call.pk).exclude(question_sets=None).distinct()


def _taken_over(request: HttpRequest, call: Call, other: Call, chosen: Questions) -> str:
    """Why nothing was added; empty where it was."""
    if not chosen:
        return _("Tick at least one question.")
    ever = past_of(call).keys
    try:
        saving.add(call, lambda now: joined(now, chosen, ever), actor(request), timezone.now())
    except Refused as refused:
        return refused.sentence
    said = ngettext(
        "%(count)s question of “%(call)s” is added.", "%(count)s questions of “%(call)s” are added.", len(chosen)
    )
    messages.success(request, said % {"count": len(chosen), "call": other.title})
    return ""


def joined(now: Questions, chosen: Questions, ever: Collection[str]) -> Questions:
    """With further questions at the end, under keys that none has had (``ever``).

    What is asked only after an answer to one that does not come along is asked always. Those that are there word for
    word stay once, as after a double click.
    """
    keys: dict[str, str] = {}
    for one in chosen:
        keys[one.key] = key_from(one.key, {*ever, *keys.values()}, "question")
    there = [replace(one, key="", shown=None) for one in now]
    coming = [one for one in chosen if replace(one, key="", shown=None) not in there]
    left = {one.key: keys[one.key] for one in coming}
    return (*now, *(_rekeyed(one, left) for one in coming))


def _rekeyed(question: Question, keys: dict[str, str]) -> Question:
    shown = question.shown
    kept = replace(shown, question=keys[shown.question]) if shown and shown.question in keys else None
    return replace(question, key=keys[question.key], shown=kept)
