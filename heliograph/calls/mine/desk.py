"""On the desk of a call: who has reconfirmed, who is silent, and the letter that asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.desk.pages import call_page
from heliograph.calls.doors import organizers_only
from heliograph.calls.mine.asking import UNSURE, ask_to_reconfirm, check_asking, check_kind, due, letters
from heliograph.calls.mine.asking_letter import write
from heliograph.calls.mine.lines import Eyes, eyes_of
from heliograph.calls.models import Call, Response
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import ResponseState
from heliograph.delivery.letters import Mark, personal_text
from heliograph.delivery.models import Mailing
from heliograph.network.countries import country_name
from heliograph.network.doors import actor
from heliograph.network.states import Refused


@dataclass(frozen=True)
class Standing:
    """Answers of a country, or all: those that were reconfirmed, withdrawn, asked about and ``silent``, ``unasked``."""

    name: str
    reconfirmed: int
    withdrawn: int
    silent: int
    unasked: int


def standings(call: Call, language: str) -> list[Standing]:
    """Each country in which somebody has answered, by name. One query."""
    unsure = Q(state__in=UNSURE)
    sent = Response.objects.filter(call=call, submitted_at__isnull=False)
    rows = sent.values("country").annotate(
        reconfirmed=Count("pk", filter=Q(state=ResponseState.RECONFIRMED)),
        withdrawn=Count("pk", filter=Q(state=ResponseState.WITHDRAWN)),
        silent=Count("pk", filter=unsure & Q(asked_at__isnull=False)),
        unasked=Count("pk", filter=unsure & Q(asked_at__isnull=True)),
    )
    cells = rows.order_by().values_list("country", "reconfirmed", "withdrawn", "silent", "unasked")
    found = [Standing(_country(code, language), *counts) for code, *counts in cells]
    return sorted((each for each in found if _counts(each)), key=lambda each: each.name)


def _country(code: str, language: str) -> str:
    return country_name(code, language) if code else pgettext("country", "not known")


def _counts(each: Standing) -> int:
    return each.reconfirmed + each.withdrawn + each.silent + each.unasked


def together(found: list[Standing]) -> Standing:
    """All countries."""
    return Standing(
        "",
        sum(each.reconfirmed for each in found),
        sum(each.withdrawn for each in found),
        sum(each.silent for each in found),
        sum(each.unasked for each in found),
    )


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def reconfirming(request: HttpRequest, slug: str) -> HttpResponseBase:
    """How many have reconfirmed a call, and how many would be asked; a POST asks them.

    Where answers to a call are never reconfirmed there is no such page: that of the call says so.
    """
    runs = calls_run_by(actor(request)).select_related("programme", "audience").dated()
    call: Call = get_object_or_404(runs, slug=slug)
    eyes = eyes_of(request)
    try:
        check_kind(call)
    except Refused as refused:
        return call_page(request, call, refused.sentence)
    if request.method != "POST":
        return _show(request, call, eyes, _obstacle(call, eyes.at))
    try:
        mailing = ask_to_reconfirm(call, actor(request), eyes.at)
    except Refused as refused:
        return _show(request, call, eyes, refused.sentence, 409)
    _tell(request, call, mailing, eyes.at)
    return redirect("calls:desk_reconfirm", slug)


def _obstacle(call: Call, at: datetime) -> str:
    """Why nobody can be asked; empty where that is possible."""
    try:
        check_asking(call, at)
    except Refused as refused:
        return refused.sentence
    return ""


def _tell(request: HttpRequest, call: Call, mailing: Mailing | None, at: datetime) -> None:
    if mailing is None:
        messages.info(request, _("Nobody is to be asked now: all have answered, or were asked in the last days."))
    elif due(call, at).exists():
        messages.info(request, _("Today’s letters are on their way already. Who has come since can be asked tomorrow."))
    else:
        count = mailing.messages.count()
        words = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", count)
        messages.success(request, words % {"count": count})


def _show(request: HttpRequest, call: Call, eyes: Eyes, obstacle: str, status: int = 200) -> HttpResponse:
    found = standings(call, eyes.language)
    waiting = due(call, eyes.at)
    context: dict[str, Any] = {
        "call": call,
        "obstacle": obstacle,
        "whole": together(found),
        "lines": found,
        "due": waiting.count(),
        "letters": letters(waiting),
        "sample": None if obstacle else _sample(call, eyes),
    }
    return render(request, "calls/mine/desk/reconfirm.html", context, status=status)


def _sample(call: Call, eyes: Eyes) -> dict[str, str]:
    """The letter as somebody with the reader's language and zone gets it."""
    letter = write(call, get_language() or eyes.language, eyes.zone or call.zone, eyes.at)
    marks = dict.fromkeys(Mark, "…")
    return {"subject": letter.subject, "text": personal_text(letter.text, {**marks, Mark.NAME: letter.nameless})}
