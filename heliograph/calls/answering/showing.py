"""The form as it is shown: new, gone on with, or after something was wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from heliograph.calls.answering.filling import Filling
from heliograph.calls.answering.parts import dates, full
from heliograph.calls.corresponding.box import Box, box
from heliograph.calls.noted import organizer_writes, reviewers_write
from heliograph.calls.questions.filling import AnswerForm
from heliograph.calls.states import ResponseState, Verb

#: What a form that is not to be shown again as it was answers with.
WRONG = 422


def show(filling: Filling, form: AnswerForm, refusal: str = "", **more: Any) -> HttpResponse:
    """The form; after something went wrong with what was filled in, and why."""
    bound = form.is_bound
    context = {
        "call": filling.call,
        "facts": filling.shown,
        "choice": filling.choice,
        "response": filling.response,
        "form": form,
        "subject_form": more.get("subject_form") or filling.about(bound=bound),
        "own_name": filling.own_name(bound=bound),
        "refusal": refusal,
        "token": filling.token,
        "asked": filling.asked,
        "version": filling.version,
        "kept": filling.kept,
        "address": filling.visitor.url(filling.call),
        "visitor": filling.visitor,
        "box": _box(filling),
        "saved": more.get("saved", not bound and "saved" in filling.request.GET),
        "stale": more.get("stale"),
        "dates": dates(filling.call, filling.shown, filling.reader, filling.at, short=True),
        "notes": list(filter(None, _notes(filling))),
    }
    return render(filling.request, "calls/answer.html", context, status=WRONG if bound else 200)


def _notes(filling: Filling) -> Iterator[str]:
    """What is to be known before sending: that places are taken, that it is late."""
    state = filling.response.state if filling.response is not None else ResponseState.DRAFT
    if state == ResponseState.DRAFT and filling.shown.may_answer:
        yield full(filling.call, filling.shown, filling.reader, filling.at)
    if filling.shown.in_grace and state != ResponseState.RETURNED:
        yield _("This call has closed. What you send now arrives after closing, within the grace period.")
    if filling.response is not None and state == ResponseState.RETURNED:
        returned = filling.response.entries.filter(verb=Verb.RETURN).order_by("-at", "-pk").first()
        if returned is not None:
            yield from reviewers_write(returned)
            yield from organizer_writes(returned, filling.reader.languages)


def _box(filling: Filling) -> Box | None:
    """Who answers along, once there is an answer to give together."""
    response, person = filling.response, filling.visitor.person
    if response is None or person is None or person.pk is None:
        return None
    return box(response, person, filling.at, signed=filling.visitor.signed)
