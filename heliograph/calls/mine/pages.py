"""What is shown of an answer and done with it, whichever way its holder came in (``views``, ``by_link``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.calls.answering import probing
from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.mine.doing import do
from heliograph.calls.mine.forms import ReplaceForm
from heliograph.calls.mine.lines import AnswerLine, Eyes
from heliograph.calls.mine.steps import Step
from heliograph.calls.mine.ways import Way, fresh_token
from heliograph.calls.models import Response
from heliograph.calls.states import DeadlineKind, ResponseState
from heliograph.network.states import Refused

ALREADY = "already"
_UNFINISHED = frozenset({ResponseState.DRAFT, ResponseState.RETURNED})
#: What is said once a step is done, and where it was done before.
SAID: Mapping[str, str | Promise] = {
    Step.TAKE_UP: _("The place is yours."),
    Step.RECONFIRM: _("Thank you: you are expected."),
    Step.WITHDRAW: _("Withdrawn. Thank you for saying so."),
    Step.REPLACE: _("Passed on. Whoever comes instead is expected now."),
    Step.TAKE_BACK: _("The place is yours again. Whoever you had named is told."),
    Step.DISCARD: _("Thrown away."),
    ALREADY: _("That was done already. Nothing more was changed."),
}


@dataclass(frozen=True)
class Button:
    """A way to do something with an answer; ``at_once`` by one press, else by a page that asks before.

    ``main``: what is expected is done by it. ``token`` is what the form of a press carries.
    """

    label: str | Promise
    url: str
    main: bool = False
    at_once: bool = False
    grave: bool = False
    token: str = ""


def buttons(line: AnswerLine, way: Way) -> list[Button]:
    """What can be done with an answer now, what is expected first."""
    found = [_button(line, way, step) for step in line.can.steps]
    if line.can.change:
        found.append(_change(line, way.change(line.response)))
    return sorted([*_asked(line), *found], key=lambda each: not each.main)


def _asked(line: AnswerLine) -> list[Button]:
    """The way to what another call asks."""
    if line.expected is None or line.expected.asked is None:
        return []
    return [Button(line.expected.words, line.expected.asked.url, main=True)]


def for_list(line: AnswerLine, way: Way) -> list[Button]:
    """Of these those that answer what is expected, and that which takes a place back; the others stand on the answer's
    own page.
    """
    found = buttons(line, way)
    if line.expected is None:
        return [each for each in found if each.url == way.step(line.response, Step.TAKE_BACK)]
    if line.expected.asked is not None:
        return _asked(line)
    if Step.RECONFIRM in line.can:
        return [each for each in found if each.main or not _is_change(each, line, way)]
    return [each for each in found if each.main]


def _is_change(button: Button, line: AnswerLine, way: Way) -> bool:
    return button.url == way.change(line.response)


def _button(line: AnswerLine, way: Way, step: Step) -> Button:
    at_once = step in {Step.TAKE_UP, Step.RECONFIRM}
    url, grave = way.step(line.response, step), step in {Step.WITHDRAW, Step.DISCARD}
    return Button(_label(line, step), url, at_once, at_once, grave, fresh_token() if at_once else "")


def _label(line: AnswerLine, step: Step) -> str | Promise:
    if step == Step.DISCARD and not line.is_draft:
        return _("Throw the unsent changes away")
    if step == Step.WITHDRAW and Step.RECONFIRM not in line.can:
        return _("Withdraw")
    return step.label


_CHANGES: Mapping[str, str | Promise] = {
    ResponseState.DRAFT: _("Go on with it"),
    ResponseState.WITHDRAWN: _("Send it again"),
}


def _change(line: AnswerLine, url: str) -> Button:
    state = line.response.state
    main = line.expected is not None and (state in _UNFINISHED or bool(line.response.draft) or line.lacks)
    return Button(_CHANGES.get(state, _("Change it")), url, main and Step.RECONFIRM not in line.can)


def facts(line: AnswerLine, way: Way) -> dict[str, Any]:
    """What every page about one answer says of it."""
    response = line.response
    return {
        "line": line,
        "response": response,
        "contact": contact_of(response.call),
        "withdraw_by": next((each for each in line.dates if each.kind == DeadlineKind.WITHDRAW), None),
        "ahead": _ahead(response),
        "signed": way.signed,
        "token": fresh_token(),
    }


def _ahead(response: Response) -> int | None:
    """How many stand before it on the waiting list; None where it does not wait."""
    if response.state != ResponseState.WAITLISTED:
        return None
    earlier = Q(queued_at__lt=response.queued_at) | Q(queued_at=response.queued_at, pk__lt=response.pk)
    return Response.objects.filter(earlier, call=response.call_id).waiting().count()


def step_page(request: HttpRequest, line: AnswerLine, step: Step, way: Way, eyes: Eyes) -> HttpResponse:
    """The page that asks before a step; a POST does it, and leads back to the answer."""
    form = _form(request, step)
    if request.method != "POST":
        return _ask(request, line, step, way, form)
    if form is not None and not form.is_valid():
        return _ask(request, line, step, way, form, status=422)
    said = form.cleaned_data if form is not None else {}
    try:
        with probing.counted(request, way.holder.key, said.get("email", ""), eyes.at):
            new = do(step, line.response, way.holder, way.act(request.POST.get("token", ""), eyes.at), **said)
    except Refused as refused:
        return _ask(request, line, step, way, form, refused.sentence, status=409)
    return _back(request, line, way, step if new else ALREADY)


def _form(request: HttpRequest, step: Step) -> ReplaceForm | None:
    if step != Step.REPLACE:
        return None
    return ReplaceForm(request.POST if request.method == "POST" else None)


def _ask(
    request: HttpRequest,
    line: AnswerLine,
    step: Step,
    way: Way,
    form: ReplaceForm | None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        **facts(line, way),
        "step": step.value,
        "label": _label(line, step),
        "may": step in line.can,
        "form": form,
        "refusal": refusal,
        "back": way.page(line.response),
    }
    return render(request, "calls/mine/step.html", context, status=status)


def _back(request: HttpRequest, line: AnswerLine, way: Way, done: str) -> HttpResponse:
    """To the answer, which says what was done; to all answers where a draft is gone."""
    if way.signed:
        return redirect(f"{way.page(line.response)}?done={done}")
    messages.success(request, str(SAID[done]))
    if done == Step.DISCARD and line.is_draft:
        return redirect("calls:my_answers")
    return redirect(way.page(line.response))


#: Where each step leads that a page behind a link can do.
_REACHED: Mapping[str, frozenset[ResponseState]] = {
    Step.TAKE_UP: frozenset({ResponseState.CONFIRMED}),
    Step.RECONFIRM: frozenset({ResponseState.RECONFIRMED}),
    Step.WITHDRAW: frozenset({ResponseState.WITHDRAWN}),
    Step.REPLACE: frozenset({ResponseState.RECONFIRMED, ResponseState.CONFIRMED, ResponseState.ACCEPTED}),
    Step.TAKE_BACK: STANDING,
    ALREADY: frozenset(ResponseState),
}


def said_by_link(line: AnswerLine, done: str) -> str | Promise:
    """What a page behind a link says was done; empty where the answer tells that it was not."""
    return SAID[done] if line.response.state in _REACHED.get(done, ()) else ""
