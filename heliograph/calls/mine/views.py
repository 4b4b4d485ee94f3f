"""Somebody's own answers, signed in: all of them, one, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.lifecycle.owning import given_away_by
from heliograph.calls.mine.contents import contents
from heliograph.calls.mine.given_away import given_away
from heliograph.calls.mine.holders import holder_of
from heliograph.calls.mine.invitations import invitations
from heliograph.calls.mine.lines import AnswerLine, eyes_of, fetched, lines
from heliograph.calls.mine.missing import missing
from heliograph.calls.mine.pages import SAID, Button, buttons, facts, for_list, step_page
from heliograph.calls.mine.past import going_on, past
from heliograph.calls.mine.ribbon import ribbon
from heliograph.calls.mine.steps import Step
from heliograph.calls.mine.ways import Way
from heliograph.calls.models import Response
from heliograph.calls.rules import responses_visible_to
from heliograph.frame.keyset import slice_of
from heliograph.frame.paging import page_of
from heliograph.network.account.doors import signed_in
from heliograph.network.models import Person

PER_PAGE = 60
PAST_PER_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """An answer in the list, where its page is, and what can be done."""

    line: AnswerLine
    url: str
    buttons: list[Button]


@signed_in
@require_safe
def my_answers(request: HttpRequest, person: Person) -> HttpResponseBase:
    """All answers that are somebody's own: what is expected first, then what stands, then what is past."""
    eyes, holder = eyes_of(request), holder_of(person)
    way, own = Way(holder), holder.responses()
    page = page_of(request, Paginator(fetched(going_on(own, eyes.at)), PER_PAGE))
    found = lines(page.object_list, holder, eyes)
    over = slice_of(request, fetched(past(own, eyes.at)), "-pk", PAST_PER_PAGE, known=own)
    context = {
        "ribbon": ribbon(found, eyes),
        "invitations": invitations(person, eyes),
        "given_away": given_away(person, eyes),
        "expected": _shown(sorted((each for each in found if each.expected), key=_urgency), way),
        "standing": _shown([each for each in found if not each.expected], way),
        "past": _shown(lines(over.rows, holder, eyes), way),
        "pages": page,
        "over": over,
    }
    return render(request, "calls/mine/answers.html", context)


def _urgency(line: AnswerLine) -> tuple[bool, datetime | int]:
    until = line.expected.until if line.expected else None
    return (False, until) if until is not None else (True, line.response.pk)


def _shown(found: list[AnswerLine], way: Way) -> list[Shown]:
    return [Shown(each, way.page(each.response), for_list(each, way)) for each in found]


def _one(person: Person, public_id: UUID) -> tuple[Response, bool]:
    """An answer that somebody may read, and whether it is his own. Raises Http404."""
    own = fetched(holder_of(person).responses()).select_related("question_set").filter(public_id=public_id).first()
    if own is not None:
        return own, True
    seen = fetched(responses_visible_to(person)).select_related("question_set")
    return get_object_or_404(seen, public_id=public_id), False


@signed_in
@require_safe
def response(request: HttpRequest, person: Person, public_id: UUID) -> HttpResponseBase:
    """One answer: where it stands, what it says, what has happened; with buttons for whose own it is."""
    eyes, way = eyes_of(request), Way(holder_of(person))
    found, own = _one(person, public_id)
    line = lines([found], way.holder, eyes, acts=own)[0]
    context: dict[str, Any] = {
        **facts(line, way),
        **contents(found, person, eyes, own=own),
        "own": own,
        "buttons": buttons(line, way) if own else [],
        "missing": missing(line, way, [*eyes.languages, found.call.source_language]) if own else None,
    }
    return render(request, "calls/mine/response.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, person: Person, public_id: UUID, name: str) -> HttpResponseBase:
    """The page that asks before something is done with one's own answer; a POST does it."""
    if name not in Step.values:
        raise Http404
    eyes, way = eyes_of(request), Way(holder_of(person))
    found = fetched(way.holder.responses()).filter(public_id=public_id).first()
    if found is None:
        return _gone(request, person, Step(name), public_id)
    return step_page(request, lines([found], way.holder, eyes)[0], Step(name), way, eyes)


def _gone(request: HttpRequest, person: Person, step: Step, public_id: UUID) -> HttpResponse:
    """What one had until just now: a draft that the first of two presses has thrown away, or a place that whoever was
    named for it has taken. Raises Http404.
    """
    if step == Step.TAKE_BACK and given_away_by(person).filter(response__public_id=public_id).exists():
        messages.warning(request, _("Whoever you named has answered by now: the place is theirs."))
    elif step == Step.DISCARD and request.method == "POST" and not _is_there(public_id):
        messages.success(request, str(SAID[Step.DISCARD]))
    else:
        raise Http404
    return redirect("calls:my_answers")


def _is_there(public_id: UUID) -> bool:
    return Response.objects.filter(public_id=public_id).exists()
