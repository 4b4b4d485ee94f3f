"""Answers from the mailbox: by the link of a letter, without signing in.

A GET changes nothing, since mail scanners open links. The signed token authorises, so that neither a cookie nor an
account is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heliograph.calls.answering.finding import Visitor, secret_of
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.mine import links
from heliograph.calls.mine.doing import reconfirm_all
from heliograph.calls.mine.holders import Holder
from heliograph.calls.mine.lines import AnswerLine, Eyes, eyes_of, fetched, lines
from heliograph.calls.mine.missing import missing
from heliograph.calls.mine.pages import ALREADY, buttons, facts, said_by_link, step_page
from heliograph.calls.mine.steps import Step
from heliograph.calls.mine.ways import Way, asking_key, fresh_token, mailbox_page
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind, ResponseState
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.delivery.links import BadToken, Expired, read_letter_token
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted
from heliograph.frame.reader import Reader
from heliograph.network.signed import BadLink
from heliograph.network.states import Refused
from heliograph.texts.multilingual import pick

P = ParamSpec("P")
#: Answers of one mailbox that a page shows.
MOST = 200
#: How long the link of a letter that asks opens all answers of a mailbox.
LASTING = timedelta(days=90)


class Over(Exception):
    """The link was good once: its call is long over, or the answer is another's by now."""


def _opened(page: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page behind a link; where the link is not good, one that says how to go on."""

    @wraps(page)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            answer = page(request, *args, **kwargs)
        except Expired:
            answer = _closed(request, over=True, expired_for=str(kwargs.get("slug", "")))
        except (BadLink, BadToken):
            answer = _closed(request, over=False)
        except Over:
            answer = _closed(request, over=True)
        return unlisted(answer)

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(opened)))


def _closed(request: HttpRequest, *, over: bool, expired_for: str = "") -> HttpResponse:
    context = {"over": over, "expired": bool(expired_for), "slug": expired_for}
    return render(request, "calls/mine/bad_link.html", context, status=404)


def _eyes(request: HttpRequest, holder: Holder) -> Eyes:
    """How the holder reads: in his own zone, where his browser has told none."""
    eyes = eyes_of(request)
    if eyes.zone is not None or holder.person is None:
        return eyes
    request.reader = Reader(eyes.languages, holder.person.zone)  # type: ignore[attr-defined]
    return eyes_of(request)


def _one(request: HttpRequest, token: str) -> tuple[AnswerLine, Way, Eyes]:
    """The answer of a link, who holds it, and how he reads. Raises BadLink, Over."""
    public_id, holder = links.read(token)
    eyes = _eyes(request, holder)
    sent = fetched(holder.responses()).exclude(state=ResponseState.DRAFT)
    found = sent.filter(public_id=public_id).first()
    if found is None or not links.are_good(found.call, eyes.at):
        raise Over
    return lines([found], holder, eyes, by_link=True)[0], Way(holder, token), eyes


@_opened
def response_signed(request: HttpRequest, token: str) -> HttpResponse:
    """One answer: where it stands, and what can be done."""
    if request.method == "POST":
        return redirect("calls:response_signed", token)
    line, way, eyes = _one(request, token)
    context = {
        **facts(line, way),
        "buttons": buttons(line, way),
        "missing": missing(line, way, [*eyes.languages, line.response.call.source_language]),
        "said": said_by_link(line, request.GET.get("done", "")),
        "others": _others(line, way.holder, eyes.at),
    }
    return render(request, "calls/mine/by_link.html", context)


def _others(line: AnswerLine, holder: Holder, at: datetime) -> str:
    """Where all answers of the mailbox to the same call are; empty where this is the only one."""
    more = holder.responses().filter(call=line.response.call).exclude(state=ResponseState.DRAFT)
    found = more.exclude(pk=line.response.pk).exists()
    return mailbox_page(line.response.call, holder.address, at) if found else ""


@_opened
def response_signed_step(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """The page that asks before something is done with an answer; a POST does it."""
    if name not in Step.values:
        raise Http404
    line, way, eyes = _one(request, token)
    return step_page(request, line, Step(name), way, eyes)


@_opened
def reconfirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """All answers to a call that a mailbox looks after: each can be reconfirmed by itself, or all at once."""
    read = read_letter_token(token, LASTING, arrived_at(request))
    call: Call = get_object_or_404(Call.objects.published().select_related("programme").dated(), slug=slug)
    if not read.key.startswith(asking_key(call)):
        raise BadToken(token)
    holder = Holder.at(read.address)
    eyes = _eyes(request, holder)
    if not links.are_good(call, eyes.at):
        raise Over
    sent = fetched(holder.responses()).filter(call=call).exclude(state=ResponseState.DRAFT)
    found = lines(sent.order_by("pk")[:MOST], holder, eyes, by_link=True)
    refusal = ""
    if request.method == "POST":
        try:
            return _say_all(request, found, holder, eyes)
        except Refused as refused:
            refusal = refused.sentence
    context = {**_context(call, found, holder, eyes, request), "refusal": refusal}
    return render(request, "calls/mine/by_link_many.html", context, status=409 if refusal else 200)


def _say_all(request: HttpRequest, found: list[AnswerLine], holder: Holder, eyes: Eyes) -> HttpResponse:
    """Reconfirm the answer that the form names, or all that can be."""
    named = request.POST.get("answer", "")
    meant = [each.response for each in found if not named or str(each.response.public_id) == named]
    asked = meant if named else [each.response for each in found if Step.RECONFIRM in each.can]
    token = request.POST.get("token", "")[:32]
    done = reconfirm_all(asked, holder, Act(eyes.at, holder.person, token=token))
    return redirect(f"{request.path}?done={Step.RECONFIRM.value if done else ALREADY}")


def _context(call: Call, found: list[AnswerLine], holder: Holder, eyes: Eyes, request: HttpRequest) -> dict[str, Any]:
    shown = [_entry(line, Way(holder, links.token(line.response, holder))) for line in found]
    done, to_say = request.GET.get("done", ""), sum(Step.RECONFIRM in each.can for each in found)
    return {
        "heading": _heading(to_say, len(found)),
        "title": Picked(*pick(call.title, eyes.languages)),
        "call": call,
        "page": reverse("calls:call", args=[call.slug]) + Visitor(key=secret_of(call)).query,
        "shown": shown,
        "open": to_say,
        "reconfirm": Step.RECONFIRM,
        "by": next((date for each in found for date in each.dates if date.kind == DeadlineKind.RECONFIRM), None),
        "contact": call.contact or call.programme.contact,
        "address": holder.address,
        "said": next((said for each in found if (said := said_by_link(each, done))), ""),
        "token": fresh_token(),
    }


def _heading(to_say: int, answers: int) -> str:
    if to_say:
        return _("Are you still coming?")
    return _("Your answers to this call") if answers else _("There is no answer here")


def _entry(line: AnswerLine, way: Way) -> dict[str, Any]:
    return {
        "line": line,
        "url": way.page(line.response),
        "may_reconfirm": Step.RECONFIRM in line.can,
        "buttons": [each for each in buttons(line, way) if not each.at_once],
    }
