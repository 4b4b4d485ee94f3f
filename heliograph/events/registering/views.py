"""The pages behind a personal link to join. A GET changes nothing, since mail scanners open links.

The secret in the address authorises, so that neither a cookie nor an account is needed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heliograph.calls.models import CoRespondent
from heliograph.calls.states import CallStatus
from heliograph.delivery.links import BadToken, read_letter_token
from heliograph.events.pages.addresses import path_of
from heliograph.events.registering import attending, links
from heliograph.events.registering.attending import Standing, door_of
from heliograph.events.registering.enclosing import where
from heliograph.events.registering.models import Registration, ReplacedLink
from heliograph.events.registering.people import STANDING
from heliograph.events.registering.places import Place
from heliograph.events.registering.reminding import occurrence_of_key
from heliograph.events.registering.wording import in_languages, line_of, title_of
from heliograph.events.shown import when_of
from heliograph.events.states import Seat
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted
from heliograph.frame.reader import reader_of
from heliograph.moments.wording import minutes
from heliograph.network.states import Refused

#: How long the link of a reminder leads on; a time is over long before.
LASTING = timedelta(days=7)
Answer = TypeVar("Answer", bound=HttpResponseBase)


def _found(token: str) -> Registration | None:
    rows = Registration.objects.filter(token=token)
    return rows.select_related("response__person", "response__call__programme", "occurrence__event__programme").first()


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    """One page with one button; pressing it notes that somebody takes part, and leads to the meeting (303)."""
    registration = _found(token)
    if registration is None:
        return _unknown(request, token)
    at = arrived_at(request)
    if request.method == "POST":
        try:
            meeting = attending.join(registration, at)
        except Refused as refused:
            return unlisted(_page(request, registration, at, refused.sentence))
        answer = HttpResponse(status=303, headers={"Location": meeting})
        return unlisted(answer)
    return _leading_away(unlisted(_page(request, registration, at)))


def _leading_away(answer: Answer) -> Answer:
    """A page whose form is answered by leading to the meeting, wherever that takes place."""
    answer._csp_update = {"form-action": ["https:", "http:"]}  # type: ignore[attr-defined]
    return answer


def _unknown(request: HttpRequest, token: str) -> HttpResponse:
    """A link that was renewed says so; any other is not known."""
    old = ReplacedLink.objects.select_related("registration__occurrence__event").filter(token=token).first()
    event = old.registration.occurrence.event if old is not None else None
    context = {"event": event, "event_url": path_of(event) if event is not None else ""}
    return unlisted(render(request, "events/registering/renewed.html", context, status=404 if old is None else 410))


def _page(
    request: HttpRequest, registration: Registration, at: datetime, refusal: str = "", *, is_own: bool = True
) -> HttpResponse:
    """The page of a link; ``is_own`` False: of who answers along, whose link is that of his letter."""
    reader = reader_of(request)
    row, door = registration.occurrence, door_of(registration, at)
    lines = line_of(Place(row, Seat(registration.seat)), reader, at)
    context: dict[str, Any] = {
        "registration": registration,
        "title": title_of(row, reader.language),
        "when": when_of(row, reader, at),
        "lines": lines,
        "languages": in_languages(row, reader.language, beside=lines),
        "where": where(row, reader.language),
        "standing": door.standing,
        "opens": minutes(door.opens_at, None, reader.zone or row.zone, reader.language) if door.opens_at else "",
        "event_url": path_of(row.event),
        "contact": row.event.contact or row.event.programme.contact,
        "may_renew": is_own and registration.response.state in STANDING and door.standing in _RENEWABLE,
        "renewed": request.GET.get("renewed") == "1",
        "refusal": refusal,
    }
    return render(request, "events/registering/join.html", context, status=409 if refusal else 200)


_RENEWABLE = frozenset({Standing.OPEN, Standing.EARLY, Standing.TENTATIVE, Standing.NO_LINK})


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, token: str) -> HttpResponseBase:
    """The registrant has his link renewed; the new one comes by mail, so that no finder of the old one gets it."""
    registration = _found(token)
    if request.method != "POST":
        return unlisted(redirect("events:join", token))
    if registration is None:
        return _unknown(request, token)
    try:
        links.renew(registration, None, arrived_at(request), seen=token)
    except Refused as refused:
        return unlisted(_page(request, registration, arrived_at(request), refused.sentence))
    return unlisted(redirect("events:join", token))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def join_reminded(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link of a reminder leads to the reader's own; one that is older than his renewed link does not.

    Who answers along with a registrant joins by it himself.
    """
    try:
        sent = read_letter_token(token, LASTING, arrived_at(request))
        occurrence = occurrence_of_key(sent.key)
    except (BadToken, ValueError):
        return _unknown(request, "")
    address = sent.address.lower()
    rows = Registration.objects.filter(occurrence=occurrence).select_related("response__person")
    rows = rows.exclude(response__call__status=CallStatus.CANCELLED)
    found = [
        row
        for row in rows.filter(response__email=address) | rows.filter(response__person__email__iexact=address)
        if row.response.state in STANDING
    ]
    own = min(found, key=lambda row: (_is_for_another(row, address), row.pk), default=None)
    if own is None:
        return _join_along(request, address, occurrence)
    if own.token_renewed_at is not None and sent.at < own.token_renewed_at.replace(microsecond=0):
        old = own.replaced_links.order_by("-at").first()
        return _unknown(request, old.token if old is not None else "")
    query = urlencode({"lang": request.GET["lang"]}) if request.GET.get("lang") else ""
    answer = redirect("events:join", own.token)
    if query:
        answer["Location"] += f"?{query}"
    return unlisted(answer)


def _join_along(request: HttpRequest, address: str, occurrence: int) -> HttpResponseBase:
    """The page of who answers along with a registrant: pressing its button notes that he himself takes part."""
    rows = CoRespondent.objects.filter(person__email__iexact=address).values("response")
    found = Registration.objects.filter(occurrence=occurrence, response__in=rows, response__state__in=STANDING)
    related = ("response__person", "occurrence__event__programme")
    for registration in found.select_related(*related).order_by("pk"):
        if who := attending.along(registration).filter(person__email__iexact=address).first():
            at = arrived_at(request)
            if request.method != "POST":
                return _leading_away(unlisted(_page(request, registration, at, is_own=False)))
            try:
                meeting = attending.join_along(registration, who, at)
            except Refused as refused:
                return unlisted(_page(request, registration, at, refused.sentence, is_own=False))
            return unlisted(HttpResponse(status=303, headers={"Location": meeting}))
    return _unknown(request, "")


def _is_for_another(row: Registration, address: str) -> bool:
    """Whether the reader of an address only answers for somebody else there."""
    return row.response.email not in {"", address} or bool(row.response.name and not row.response.email)
