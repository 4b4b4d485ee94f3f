"""Decisions on the desk: chosen for what was picked, looked at with their letters, made, followed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.deciding import batches, running
from heliograph.calls.deciding.forms import DecideForm, NoteForm
from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.deciding.possible import DOING, Hindrance, choices
from heliograph.calls.deciding.previewing import previews, unexplained, untold, written_in
from heliograph.calls.deciding.steps import Step, comments_of
from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.desk.overview import call_rows
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call, Response
from heliograph.calls.responses.selecting import Selection, selection_of
from heliograph.calls.reviewing.passed_on import count_with_comments
from heliograph.calls.states import Verb
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.states import Refused

_READS_AND_ACTS = require_http_methods(["GET", "HEAD", "POST"])
#: So many of those that cannot be done, or were refused, are named; so many batches stand in the list.
NAMED, LISTED = 200, 50


@organizers_only
@_READS_AND_ACTS
def decide(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Without a selection what was decided so far; with one, which step it is to be, and what its letters say."""
    call = call_or_404(request, slug)
    if request.method != "POST":
        return _overview(request, call)
    try:
        picked = selection_of(request.POST, call, actor(request))
    except Refused as refused:
        return _overview(request, call, refused.sentence, 422)
    return _choose(request, call, picked)


def head_of(request: HttpRequest, call: Call) -> dict[str, Any]:
    """What the head of a page about a call shows."""
    (row,) = call_rows([call], reader_of(request), arrived_at(request))
    return {"call": call, "row": row}


def _overview(request: HttpRequest, call: Call, refusal: str = "", status: int = 200) -> HttpResponse:
    made = DecisionBatch.objects.filter(call=call).select_related("by").defer("refused")[:LISTED]
    lines = [(each, _doing(each.verb), len(each.steps)) for each in made]
    context = {**head_of(request, call), "batches": lines, "refusal": refusal}
    return render(request, "calls/desk/deciding/overview.html", context, status=status)


def _doing(verb: str) -> str:
    return str(DOING[Verb(verb)]) if verb else _("by spreadsheet")


def _choose(request: HttpRequest, call: Call, picked: Selection) -> HttpResponseBase:
    offered = choices(call, picked.responses)
    read = written_in(list(picked.responses.values_list("pk", flat=True)), call.source_language)
    asked = "token" in request.POST
    initial = {"token": uuid4().hex, "verb": request.POST.get("verb", "")}
    form = DecideForm(
        request.POST if asked else None,
        choices=offered,
        commented=count_with_comments(call, picked.responses, actor(request)),
        languages=read or [call.source_language],
        initial=initial,
    )
    if asked and form.is_valid():
        return _made(request, call, picked, form)
    context = {**head_of(request, call), "picked": picked, "form": form, "read": read}
    return render(request, "calls/desk/deciding/choose.html", context, status=422 if asked else 200)


def _made(request: HttpRequest, call: Call, picked: Selection, form: DecideForm) -> HttpResponseBase:
    verb = Verb(form.cleaned_data["verb"])
    steps = batches.steps_for(picked.responses, verb, comments=form.cleaned_data["comments"])
    wish = batches.Wish(steps, verb, form.texts("note"))
    made = batches.make(call, wish, form.cleaned_data["token"], actor(request), arrived_at(request))
    return redirect("calls:desk_decision_batch", call.slug, made.public_id)


def batch_or_404(request: HttpRequest, slug: str, public_id: UUID) -> DecisionBatch:
    """A batch of a call that the person runs."""
    call = call_or_404(request, slug)
    rows = DecisionBatch.objects.select_related("by", "undoes")
    found: DecisionBatch = get_object_or_404(rows, call=call, public_id=public_id)
    found.call = call
    return found


@organizers_only
@_READS_AND_ACTS
def batch(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """A batch: before it is confirmed its letters and what is not possible, then how far it is and what was refused."""
    found = batch_or_404(request, slug, public_id)
    if request.method != "POST":
        return _page(request, found)
    try:
        return _act(request, found)
    except Refused as refused:
        if refused.code == "gone":
            return redirect("calls:desk_decide", slug)
        found.refresh_from_db(fields=["confirmed_at", "finished_at", "done", "refused", "note", "steps"])
        return _page(request, found, refusal=refused.sentence)


def _act(request: HttpRequest, found: DecisionBatch) -> HttpResponseBase:
    do, at = request.POST.get("do", ""), arrived_at(request)
    if do == "drop":
        batches.drop(found)
        messages.success(request, _("Nothing was decided. The answers are as they were."))
        return redirect("calls:desk_responses", found.call.slug)
    if do == "words":
        form = _words(found, request.POST)
        if not form.is_valid():
            return _page(request, found, form)
        batches.say(found, form.texts("note"))
        messages.success(request, _("The letters below say it now."))
    elif do == "comments":
        batches.pass_on(found, comments="comments" in request.POST)
        messages.success(request, _("The letters below say it now."))
    elif do == "go" and _confirmed(request, found, at) and len(found.steps) <= batches.AT_ONCE:
        running.run(found.pk, at)
    return redirect("calls:desk_decision_batch", found.call.slug, found.public_id)


def _confirmed(request: HttpRequest, found: DecisionBatch, at: datetime) -> bool:
    return batches.confirm(found, actor(request), at, request.POST.get("seen", ""))


def _words(found: DecisionBatch, post: Any = None) -> NoteForm:
    read = written_in([step[0] for step in found.steps], found.call.source_language)
    return NoteForm(post, languages=read or [found.call.source_language], values={"note": found.note})


def _page(
    request: HttpRequest, found: DecisionBatch, form: NoteForm | None = None, refusal: str = ""
) -> HttpResponseBase:
    context: dict[str, Any] = {
        **head_of(request, found.call),
        "batch": found,
        "doing": _doing(found.verb),
        "total": len(found.steps),
        "refusal": refusal,
    }
    if found.confirmed_at is None:
        context |= _to_confirm(request, found, form)
    else:
        context |= _made_so_far(found)
    name = "confirm" if found.confirmed_at is None else "batch"
    status = 422 if refusal or form is not None else 200
    return render(request, f"calls/desk/deciding/{name}.html", context, status=status)


def _to_confirm(request: HttpRequest, found: DecisionBatch, form: NoteForm | None) -> dict[str, Any]:
    at = arrived_at(request)
    good, bad = batches.judged(found)
    found.by = actor(request)
    by_verb = [(str(DOING[verb]), count) for verb in DOING if (count := sum(step.verb == verb for step in good))]
    return {
        "good": len(good),
        "bad": len(bad),
        "by_verb": by_verb,
        "hindered": named(found.call, bad[:NAMED]),
        "letters": list(previews(found, good, at)),
        **_comments(found),
        "seen": batches.mark_of_letters(found, found.by),
        "untold": untold(found.verb),
        "unexplained": unexplained(found, good),
        "form": None if untold(found.verb) or not found.verb else form or _words(found),
    }


def _comments(found: DecisionBatch) -> dict[str, Any]:
    """What reviewers wrote for those who answered: whether it goes along, how much there is, the first of it."""
    steps = [Step(*each) for each in found.steps]
    there = comments_of(found.call, (step._replace(comments=True) for step in steps), found.by)
    passed_on = any(step.comments for step in steps)
    shown = [(key, there[key]) for key in sorted(there)[:NAMED]] if passed_on else []
    rows = Response.objects.select_related("person", "organization").in_bulk([key for key, _words in shown])
    return {
        "commented": len(there),
        "passed_on": passed_on,
        "comments": [(subject_words(rows[key]), words) for key, words in shown],
    }


def _made_so_far(found: DecisionBatch) -> dict[str, Any]:
    why = [(key, Hindrance(code, state, sentence)) for key, code, state, sentence in found.refused]
    return {
        "under_way": found.finished_at is None,
        "decided": found.done - len(found.refused),
        "refused": len(why),
        "hindered": named(found.call, why[:NAMED]),
        "undoable": batches.undoable(found).count() if found.finished_at else 0,
        "undone_by": DecisionBatch.objects.filter(undoes=found, confirmed_at__isnull=False).first(),
    }


def named(call: Call, why: Sequence[tuple[int, Hindrance]]) -> list[tuple[Response, str, str]]:
    """Answers with for whom they are, and why a step is not possible. One query; what is gone is left out."""
    rows = Response.objects.select_related("person", "organization").filter(pk__in=[key for key, _why in why])
    there = {row.pk: row for row in rows}
    found = []
    for key, hindrance in why:
        if key in there:
            there[key].call = call
            found.append((there[key], subject_words(there[key]), hindrance.words))
    return found


@organizers_only
@posted_from(lambda slug, public_id: reverse("calls:desk_decision_batch", args=[slug, public_id]))
def undo(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Take up again what a batch has ended: a batch of its own, looked at before it is done."""
    found = batch_or_404(request, slug, public_id)
    at: datetime = arrived_at(request)
    try:
        made = batches.undo(found, actor(request), at)
    except Refused as refused:
        return _page(request, found, refusal=refused.sentence)
    return redirect("calls:desk_decision_batch", slug, made.public_id)
