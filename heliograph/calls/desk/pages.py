"""The pages of one programme and of one call on the desk, which many steps lead back to."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.written import View, Written, written
from heliograph.calls.desk.checking import problems
from heliograph.calls.desk.doors import actor
from heliograph.calls.desk.enclosing import files_of
from heliograph.calls.desk.entries import words_of
from heliograph.calls.desk.entry_details import details
from heliograph.calls.desk.focus import focus_after
from heliograph.calls.desk.option_fields import options_told
from heliograph.calls.desk.overview import call_rows, programme_rows
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import places
from heliograph.calls.models import Call, Programme
from heliograph.calls.programmes.asks import addressed_words, asks
from heliograph.calls.programmes.parts import links_of
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import CallStatus, ResponseState, Visibility
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.selecting import people
from heliograph.network.letters import address_of

#: So many lines of the log stand on the page.
MOST_ENTRIES = 100


def programme_page(request: HttpRequest, found: Programme, refusal: str = "") -> HttpResponse:
    """The page of a programme; with a refusal, what was refused on it."""
    (row,) = programme_rows([found], calls_run_by(request.user), reader_of(request), timezone.now())
    at = request.GET.get("at", "")
    focus = focus_after(at, [each.call.slug for each in row.calls])
    context = {
        "programme": found,
        "row": row,
        "refusal": refusal,
        "focus": focus,
        "links": links_of(found),
        **files_of(found, actor(request), at),
    }
    return render(request, "calls/desk/programme.html", context, status=422 if refusal else 200)


def call_page(request: HttpRequest, found: Call, refusal: str = "") -> HttpResponse:
    """The page of a call; with a refusal, what was refused on it."""
    now, reader = timezone.now(), reader_of(request)
    (row,) = call_rows([found], reader, now)
    entries = list(found.entries.select_related("by").order_by("-at", "-pk")[:MOST_ENTRIES])
    about = details(entries, View(reader.zone, reader.language, now))
    pending = found.status in {CallStatus.DRAFT, CallStatus.PUBLISHED}
    context = {
        "call": found,
        "row": row,
        "refusal": refusal,
        "problems": problems(found, now) if pending else [],
        "addressed": addressed_words(found),
        "people": people_addressed(found, now),
        "asks": asks(found, reader.language)[1:],
        "options": options_told(found),
        "taken": places.taken(found) if found.capacity is not None else None,
        "link": secret_link(found),
        "reconfirms": ResponseState.RECONFIRMED in kind_of(found).states,
        "dates": dates_told(found, reader, now),
        "log": [(entry, words_of(entry), more) for entry, more in zip(entries, about, strict=True)],
        **files_of(found, actor(request), request.GET.get("at", "")),
    }
    return render(request, "calls/desk/call.html", context, status=422 if refusal else 200)


def people_addressed(call: Call, at: datetime) -> int | None:
    """How many people are in the audience today; None where everybody is addressed or the rule cannot be read."""
    if call.audience is None:
        return None
    try:
        return people(rule_of(call.audience), at.date()).count()
    except Unreadable:
        return None


def dates_told(call: Call, reader: Reader, at: datetime) -> list[Written]:
    """The dates that a call has, soonest first. No query for a call with its dates."""
    lines = written(call, dates_of(call), zone=reader.zone, language=reader.language, now=at)
    return [line for line in lines if not line.is_gone]


def secret_link(call: Call) -> str:
    """The whole address of a call that is found by link only; empty for others."""
    if call.visibility != Visibility.LINK:
        return ""
    return f"{address_of('calls:call', call.slug)}?key={call.link}"
