"""The page of an invitation to answer together, from the mailbox: who asks, about what, and a button each for yes and
no.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heliograph.calls.corresponding import inviting
from heliograph.calls.corresponding.box import LEAVE
from heliograph.calls.corresponding.closing import closing
from heliograph.calls.corresponding.links import answer_url, member_url, read, signed_for
from heliograph.calls.corresponding.members import is_open
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import CoRespondent
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted_form
from heliograph.frame.reader import reader_of
from heliograph.network.inviting.views import bad_link
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat
from heliograph.network.signed import BadLink
from heliograph.network.states import Refused

_BACKEND = "heliograph.network.rights.RoleBackend"
OPEN, JOINED, LEADS, DECLINED, PARTED, TAKEN_BACK, OVER = (
    "open", "joined", "leads", "declined", "parted", "taken-back", "over",
)  # fmt: skip
#: What is said where nothing can be pressed any more: a heading and a sentence.
SAID = {
    JOINED: (_("You answer together"), _("You can see the answer and change it, like the others who give it.")),
    LEADS: (_("You lead this answer"), _("It was handed over to you. You can see it, change it and send it.")),
    DECLINED: (
        _("You have declined"),
        _("Thank you for answering. Whoever invited you has been told; you need not do anything more."),
    ),
    PARTED: (
        _("You no longer answer together"),
        _("You have left, or were taken out. Ask whoever leads the answer, if that surprises you."),
    ),
    TAKEN_BACK: (
        _("This invitation was taken back"),
        _("Nothing is expected of you. Ask whoever invited you, if that surprises you."),
    ),
    OVER: (
        _("This invitation is over"),
        _("Answers to this call are not taken any more. Ask whoever invited you, if that surprises you."),
    ),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def joint(request: HttpRequest, token: str) -> HttpResponse:
    """Say who invites to what until when; POST accepts or declines."""
    return unlisted_form(_joint(request, token))


def _joint(request: HttpRequest, token: str) -> HttpResponse:
    co, at, refusal = _find(token), arrived_at(request), ""
    if co is None:
        return bad_link(request)
    if request.method == "POST":
        try:
            _answer(request, co, at)
        except Refused as refused:
            refusal = refused.sentence
        co = _find(token)
    return _show(request, co, at, refusal) if co is not None else bad_link(request)


def _find(token: str) -> CoRespondent | None:
    try:
        public_id = read(token)
    except BadLink:
        return None
    rows = CoRespondent.objects.select_related("person", "invited_by", "response__person", "response__organization")
    return rows.select_related("response__call__programme").filter(public_id=public_id).first()


def _answer(request: HttpRequest, co: CoRespondent, at: datetime) -> None:
    """Accept or decline. Raises Refused."""
    if request.POST.get("do") == "decline":
        inviting.decline(co, at)
        return
    reader = reader_of(request)
    zone = reader.zone or co.response.call.zone
    done = inviting.accept_from_mailbox(co, at, zone=zone, languages=reader.languages)
    if done.new:
        _sign_in(request, done.person)


def _sign_in(request: HttpRequest, person: Person) -> None:
    """A new person has just answered from his mailbox. An account that was there asks for its code."""
    if not request.user.is_authenticated and not is_secretariat(person):
        login(request, person, backend=_BACKEND)


def state_of(co: CoRespondent, at: datetime) -> str:
    """What has become of an invitation: a key of ``SAID``, or OPEN where it can be answered."""
    response = co.response
    if co.removed_at is not None:
        if co.person_id is not None and co.person_id == response.person_id:
            return LEADS
        return PARTED if co.accepted_at is not None else TAKEN_BACK
    if co.declined_at is not None:
        return DECLINED
    if co.accepted_at is not None:
        return JOINED
    return OPEN if is_open(response, dates_for(response.call, response.person), at) else OVER


def _show(request: HttpRequest, co: CoRespondent, at: datetime, refusal: str = "") -> HttpResponse:
    reader = reader_of(request)
    state, response = state_of(co, at), co.response
    heading, sentence = SAID.get(state, ("", ""))
    inside = state in {JOINED, LEADS}
    context = {
        "co": co,
        "state": state,
        "heading": heading,
        "sentence": sentence,
        "refusal": refusal,
        "by": co.invited_by or response.person,
        "call": response.call,
        "for_whom": response.organization or response.organization_name,
        "closes": closing(response, reader.zone, at),
        "answer_url": answer_url(co) if inside else "",
        "leave_url": member_url(co, LEAVE, signed_for(co)) if state == JOINED else "",
    }
    return render(request, "calls/corresponding/joint.html", context, status=409 if refusal else 200)
