"""The page on which a call is answered: the form, or for whom one answers, or why one cannot."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from heliograph.calls.answering.choosing import choice_in, choose, drafts, takes
from heliograph.calls.answering.facts import facts
from heliograph.calls.answering.filling import Filling
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.answering.pressing import press, refuse_late
from heliograph.calls.answering.showing import show
from heliograph.calls.models import Call
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import reader_of
from heliograph.network.models import Person


def answer_page(request: HttpRequest, call: Call, visitor: Visitor) -> HttpResponse:
    """The form for who may answer; else why not, and what helps."""
    at, reader = arrived_at(request), reader_of(request)
    if visitor.person is None:
        visitor_person = Person(email=visitor.email, languages=list(reader.languages), zone=reader.zone or call.zone)
        visitor = Visitor(visitor_person, visitor.signed, visitor.email, visitor.key)
    shown = facts(call, visitor, at)
    choice = choice_in(request, call, visitor, shown)
    named = {"response", "for"} & {*request.GET, *request.POST}
    if not named and request.method != "POST" and drafts(call, visitor, shown):
        return choose(request, call, visitor, shown)
    if choice is not None and takes(shown, choice) and not choice.is_taken:
        filling = Filling(request, call, visitor, shown, choice, at)
        return press(filling) if request.method == "POST" else show(filling, filling.form(bound=False))
    if request.method == "POST" and choice is not None and not choice.is_taken:
        return refuse_late(request, call, visitor, shown, choice)
    return choose(request, call, visitor, shown)
