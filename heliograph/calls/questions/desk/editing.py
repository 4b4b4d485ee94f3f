"""Adding and editing one question. Nothing is saved until "Save": each answer carries all that was written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call, QuestionSet
from heliograph.calls.questions.desk import saving
from heliograph.calls.questions.desk.blocks import Focus, blocks
from heliograph.calls.questions.desk.building import (
    built,
    field_of,
    initial_of,
)
from heliograph.calls.questions.desk.changing import Questions, added, replaced
from heliograph.calls.questions.desk.edit import Edit, posted_form, stepped_form
from heliograph.calls.questions.desk.finding import Past, call_or_404, past_of, standing
from heliograph.calls.questions.desk.form import QuestionForm
from heliograph.calls.questions.desk.keys import key_from
from heliograph.calls.questions.desk.listing import list_url, show
from heliograph.calls.questions.records import BadQuestions, Question
from heliograph.calls.questions.types.registry import type_named, types
from heliograph.calls.questions.types.type import Type
from heliograph.frame.comparing import differences
from heliograph.network.doors import actor
from heliograph.network.states import Refused


@organizers_only
@require_safe
def choose_type(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What kind of question it is to be: all types, with what each is for."""
    context = {"call": call_or_404(request, slug), "types": [one for one in types() if one.by_hand]}
    return render(request, "calls/questions/desk/types.html", context)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: HttpRequest, slug: str, type_key: str) -> HttpResponseBase:
    """A new question of a type, at the end of the list."""
    call, type_ = call_or_404(request, slug), _type_or_404(type_key)
    edit = Edit(call, Question("", type_.key, {}), type_, saving.questions_of(call), past_of(call))
    return _edited(request, edit)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """One question; ``?as=`` names another type in which it is to be asked."""
    call = call_or_404(request, slug)
    now, past = saving.questions_of(call), past_of(call)
    index = next((number for number, one in enumerate(now) if one.key == key), None)
    if index is None:
        return _gone(request, call, now, past)
    wanted = request.GET.get("as") or now[index].type
    if wanted == now[index].type and type_named(wanted) is None:
        said = _("This question is of a type that is not installed here. It can only be removed.")
        return show(request, call, said)
    type_ = _type_or_404(wanted)
    return _edited(request, Edit(call, now[index], type_, now[:index], past))


def _type_or_404(key: str) -> Type:
    found = type_named(key)
    if found is None:
        raise Http404
    return found


def _gone(request: HttpRequest, call: Call, now: Questions, past: Past) -> HttpResponseBase:
    """Somebody removed it while it was edited here: what was written can be saved as a new question."""
    if request.method != "POST":
        raise Http404
    type_ = _type_or_404(request.POST.get("type", ""))
    edit = Edit(call, Question("", type_.key, {}), type_, now, past)
    form = posted_form(edit, request.POST)
    said = _("Somebody else removed this question in the meantime. Save it once more to add it again, at the end.")
    action = reverse("calls:desk_add_question", args=[call.slug, type_.key])
    return _show(request, edit, form, refusal=said, action=action, status=409)


def _edited(request: HttpRequest, edit: Edit) -> HttpResponseBase:
    if request.method != "POST":
        around = edit.around()
        initial = {**initial_of(edit.base, around), "seen": _mark(edit.question)}
        return _show(request, edit, QuestionForm(around=around, initial=initial))
    step = request.POST.get("do", "save")
    if step != "save":
        return _stepped(request, edit, step)
    form = posted_form(edit, request.POST)
    if not form.is_valid():
        return _show(request, edit, form, status=422)
    return _saved(request, edit, form)


def _mark(question: Question) -> str:
    return saving.mark_of([question]) if question.key else ""


def _stepped(request: HttpRequest, edit: Edit, do: str) -> HttpResponse:
    """After a step in one of the lists, or to see the answers for which it can wait; nothing is judged yet."""
    shown, focus = stepped_form(edit, request.POST, do)
    return _show(request, edit, shown, focus=focus)


def _saved(request: HttpRequest, edit: Edit, form: QuestionForm) -> HttpResponseBase:
    try:
        made, key = _save(request, edit, form)
    except saving.Meanwhile as refused:
        return _meanwhile(request, edit, form, refused)
    except BadQuestions as refused:
        _mark_faults(form, edit, refused)
        return _show(request, edit, form, status=422)
    except Refused as refused:
        return _show(request, edit, form, refusal=refused.sentence, status=422)
    grown = edit.past.sets and made.version > edit.past.sets[0].version
    said = _("Saved. This is version %(number)s of the questions.") if grown else _("Saved.")
    messages.success(request, said % {"number": made.version})
    return redirect(list_url(edit.call, key))


def _save(request: HttpRequest, edit: Edit, form: QuestionForm) -> tuple[QuestionSet, str]:
    by, at, call = actor(request), timezone.now(), edit.call
    is_new = not edit.key or edit.becomes_new
    key = _new_key(edit, form) if is_new else edit.key
    question = built(form, key, edit.ever)
    if not edit.key:
        return saving.add(call, lambda now: _added_once(now, question), by, at), key
    seen = form.cleaned_data["seen"]
    return saving.change(call, lambda now: replaced(now, edit.key, question), by, at, seen=seen, of=edit.key), key


def _added_once(now: Questions, question: Question) -> Questions:
    """With one more; the same where it is there already, as after a double click."""
    there = any(replace(one, key=question.key) == question for one in now)
    return now if there else added(now, question)


def _new_key(edit: Edit, form: QuestionForm) -> str:
    words = form.cleaned_data.get(f"label_{form.around.source}", "")
    return key_from(words, edit.past.keys, "question")


def _meanwhile(request: HttpRequest, edit: Edit, form: QuestionForm, refused: saving.Meanwhile) -> HttpResponse:
    """What was written over the question as it stands now, and where the two differ."""
    now = refused.now
    if now is None or now.type != edit.question.type:
        return _show(request, edit, form, refusal=refused.sentence, status=409)
    current = replace(edit, question=now)
    around = current.around()
    theirs = QuestionForm(around=around, initial=initial_of(now, around))
    found = differences(form, theirs)
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = _mark(now)
    mine = QuestionForm(data, around=form.around, initial={})
    return _show(request, current, mine, conflict=found, status=409)


def _mark_faults(form: QuestionForm, edit: Edit, refused: BadQuestions) -> None:
    """Put each fault beside its field; what another question has stands over the form."""
    index = len(edit.earlier)
    for problem in refused.problems:
        own = problem.place[:1] == (index,)
        field = field_of(problem.place[1:], form) if own else None
        form.add_error(field, problem.sentence if own else str(problem))


def _show(request: HttpRequest, edit: Edit, form: QuestionForm, *, status: int = 200, **more: Any) -> HttpResponse:
    sets = edit.past.sets
    context = {
        "call": edit.call,
        "edit": edit,
        "form": form,
        "page": blocks(form, more.pop("focus", Focus())),
        "standing": standing(sets[0]) if sets else "",
        "types": [one for one in types() if one.by_hand and one.key != edit.question.type],
        "copy": "copy" in request.GET,
        **more,
    }
    return render(request, "calls/questions/desk/question.html", context, status=status)
