"""For whom a visitor answers: what he has begun, what there is to choose, and where each choice leads."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from heliograph.calls.answering.eligible import NAMED, OTHER, RESPONSE, Choice, choice_of
from heliograph.calls.answering.facts import Facts
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.answering.parts import dates
from heliograph.calls.mine import links as response_links
from heliograph.calls.mine.holders import Holder
from heliograph.calls.models import Call, Response
from heliograph.calls.questions.telling import in_one_line, told
from heliograph.calls.states import Limit, ResponseState
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.models import Person

#: So many drafts of one person are offered to go on with.
MOST_DRAFTS = 20


def choice_in(request: HttpRequest, call: Call, visitor: Visitor, shown: Facts) -> Choice | None:
    """For whom the visitor answers: a response of his that he names, or one of his choices. Raises Http404."""
    named = request.POST.get("response") or request.GET.get("response")
    if named:
        return choice_of(_own_response(call, visitor, named))
    key = request.POST.get("for") or request.GET.get("for") or ""
    return shown.eligibility.choice(key) if shown.eligibility else None


def _own_response(call: Call, visitor: Visitor, named: str) -> Response:
    try:
        public_id = uuid.UUID(named)
    except ValueError as error:
        raise Http404 from error
    if visitor.person is None:
        raise Http404
    own = _holder(visitor.person).responses().filter(call=call, public_id=public_id)
    found = own.select_related("person", "organization", "question_set").first()
    if found is None:
        raise Http404
    found.call = call
    return found


def takes(shown: Facts, choice: Choice) -> bool:
    """Whether the form can be sent: the call takes answers from the visitor now, or his was returned to him."""
    if choice.key != RESPONSE or choice.response is None:
        return shown.may_answer
    return shown.is_open or choice.response.state == ResponseState.RETURNED


def _offered(shown: Facts) -> list[Choice]:
    return list(shown.eligibility.choices) if shown.eligibility and shown.may_answer else []


def drafts(call: Call, visitor: Visitor, shown: Facts) -> list[Response]:
    """What the visitor has begun that none of the choices shows: where he may answer more than once."""
    person = visitor.person
    several = call.limit == Limit.MANY or any(each.key in {OTHER, NAMED} for each in _offered(shown))
    if person is None or person.pk is None or not several:
        return []
    shown_already = [each.response.pk for each in _offered(shown) if each.response is not None]
    found = Response.objects.filter(call=call, person=person, state=ResponseState.DRAFT).exclude(pk__in=shown_already)
    rows = list(found.select_related("person", "organization", "question_set").order_by("-saved_at")[:MOST_DRAFTS])
    for row in rows:
        row.call = call
    return rows


def choose(request: HttpRequest, call: Call, visitor: Visitor, shown: Facts) -> HttpResponse:
    """For whom one answers, and what was begun already; or why one cannot answer."""
    at, reader = arrived_at(request), reader_of(request)
    context = {
        "call": call,
        "facts": shown,
        "visitor": visitor,
        "dates": dates(call, shown, reader, at),
        "yours": [] if shown.may_answer else [(each, _page(visitor, each)) for each in _sent(shown)],
        "choices": [(each, _way(call, visitor, each)) for each in _offered(shown)],
        "drafts": [
            (choice_of(each), form_of(call, visitor, each), _opening(each, reader))
            for each in drafts(call, visitor, shown)
        ],
    }
    return render(request, "calls/choose.html", context)


def _opening(response: Response, reader: Reader) -> str:
    """What a draft says first: it tells several for one school from each other."""
    languages = [*reader.languages, response.call.source_language]
    said = (in_one_line(each.lines) for each in told(response.question_set, response.draft, languages, reader.zone))
    return next(filter(None, said), "")


def _sent(shown: Facts) -> list[Choice]:
    """What was sent for those for whom the visitor may answer, and is his to look at."""
    sent = [each for each in shown.answered if each.response and each.response.state != ResponseState.DRAFT]
    return [each for each in sent if each.own]


def _way(call: Call, visitor: Visitor, choice: Choice) -> str:
    """Where a choice leads: to the form, or to what was sent already."""
    response = choice.response
    if response is None:
        return visitor.url(call, **{"for": choice.key})
    if response.state == ResponseState.DRAFT:
        return form_of(call, visitor, response)
    return _page(visitor, choice)


def _page(visitor: Visitor, choice: Choice) -> str:
    """The page of what was sent; for who came by a link, by another of the same mailbox."""
    response, person = choice.response, visitor.person
    assert response is not None
    if visitor.signed and person is not None:
        return reverse("calls:response_signed", args=[response_links.token(response, _holder(person))])
    return reverse("calls:response", args=[response.public_id])


def _holder(person: Person) -> Holder:
    """The visitor as one who looks after answers; who is not on record yet reads his mailbox alone."""
    return Holder(person if person.pk is not None else None, person.email.lower())


def form_of(call: Call, visitor: Visitor, response: Response) -> str:
    """The address of the form of an answer that is there."""
    return visitor.url(call, response=str(response.public_id))
