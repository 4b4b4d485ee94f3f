"""The page after sending: that it has arrived and when, what comes next, what was answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heliograph.calls.answering.eligible import OTHER, subject_words
from heliograph.calls.answering.facts import Facts
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.answering.parts import dates
from heliograph.calls.kinds import LetterView, kind_of
from heliograph.calls.lifecycle.acting import Done
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import holder_of
from heliograph.calls.models import Call
from heliograph.calls.questions.telling import told
from heliograph.calls.states import Limit
from heliograph.frame.reader import reader_of


def receipt(request: HttpRequest, call: Call, done: Done, visitor: Visitor, shown: Facts) -> HttpResponse:
    """The receipt of an answer. It is the answer to the POST itself: the same form sent again brings it back."""
    reader = reader_of(request)
    response, person = done.response, done.entry.by or done.response.person
    languages = [*reader.languages, call.source_language]
    context = {
        "call": call,
        "response": response,
        "entry": done.entry,
        "subject": subject_words(response),
        "told": told(response.question_set, response.answers, languages, zone=reader.zone),
        "awaits": kind_of(call).awaits(response, LetterView(reader.language, reader.zone, done.entry.at)),
        "dates": dates(call, shown, reader, done.entry.at),
        "dated": any(row.at for row in shown.dates.by_kind.values()),
        "visitor": visitor,
        "another": _another(call, visitor),
        "signed": links.token(response, holder_of(person)) if visitor.signed else "",
    }
    return render(request, "calls/receipt.html", context)


def _another(call: Call, visitor: Visitor) -> str:
    """Where one goes on who answers more than once; empty where one answer is all."""
    if call.limit == Limit.MANY:
        return visitor.url(call)
    return visitor.url(call, **{"for": OTHER}) if call.delegation else ""
