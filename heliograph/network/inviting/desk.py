"""Invitations on the desk: the list, inviting one or many, sending again, revoking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heliograph.frame.keyset import slice_of
from heliograph.network.desk.doors import organization_or_404
from heliograph.network.desk.wording import place_of
from heliograph.network.doors import actor, managers_only
from heliograph.network.inviting import offers
from heliograph.network.inviting.forms import InviteForm
from heliograph.network.inviting.letters import last_day
from heliograph.network.models import Invitation, Organization
from heliograph.network.states import Refused

PER_PAGE = 50
#: What an invitation can have come to.
STATES: Mapping[str, str | Promise] = {
    "open": gettext_lazy("no answer yet"),
    "taken": gettext_lazy("taken up"),
    "declined": gettext_lazy("declined"),
    "run-out": gettext_lazy("run out"),
    "revoked": gettext_lazy("taken back"),
}


def _in_state(state: str, at: datetime) -> Q:
    return {
        "open": offers.open_at(at),
        "taken": Q(taken_at__isnull=False),
        "declined": Q(declined_at__isnull=False),
        "run-out": offers.unanswered() & Q(expires_at__lte=at),
        "revoked": Q(revoked_at__isnull=False),
    }[state]


def state_of(invitation: Invitation, at: datetime) -> str:
    """Which of STATES an invitation is in."""
    if invitation.taken_at is not None:
        return "taken"
    if invitation.declined_at is not None:
        return "declined"
    if invitation.revoked_at is not None:
        return "revoked"
    return "open" if invitation.expires_at > at else "run-out"


@dataclass(frozen=True)
class Line:
    """An invitation in the list."""

    invitation: Invitation
    place: str
    state: str
    words: str | Promise
    last_day: date

    @property
    def unanswered(self) -> bool:
        return self.state in {"open", "run-out"}


def _line(invitation: Invitation, at: datetime) -> Line:
    state = state_of(invitation, at)
    until = last_day(invitation, offers.zone_for(invitation))
    return Line(invitation, place_of(invitation), state, STATES[state], until)


def _found(request: HttpRequest, at: datetime) -> QuerySet[Invitation]:
    found = offers.invitations_of(request.user).select_related("organization", "invited_by", "taken_by")
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:200]
    if state in STATES:
        found = found.filter(_in_state(state, at))
    return found.filter(Q(email__icontains=words) | Q(name__icontains=words)) if words else found


@managers_only
@require_safe
def invitations(request: HttpRequest) -> HttpResponseBase:
    """Who was invited to what, the newest first, and what came of it."""
    now = timezone.now()
    page = slice_of(request, _found(request, now), "-pk", PER_PAGE)
    context = {
        "page": page,
        "lines": [_line(row, now) for row in page.rows],
        "states": STATES.items(),
        "state": request.GET.get("state", ""),
        "q": request.GET.get("q", ""),
        "filtered": any(request.GET.get(name) for name in ("state", "q")),
    }
    return render(request, "network/inviting/list.html", context)


def _school(request: HttpRequest) -> Organization | None:
    """The school that the address names."""
    given = request.GET.get("organization", "")
    try:
        return organization_or_404(request, UUID(given)) if given else None
    except ValueError as error:
        raise Http404 from error


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponseBase:
    """Invite one, or many pasted at once; what could not be sent is told line by line and stays in the form."""
    school = _school(request)
    first = {"country": request.GET.get("country", "")}
    if request.method != "POST":
        return _form(request, school, InviteForm(by=actor(request), organization=school, initial=first))
    form = InviteForm(request.POST, by=actor(request), organization=school)
    if not form.is_valid():
        return _form(request, school, form, 422)
    sent, refused = _send(request, form)
    if sent:
        words = ngettext("%(count)d invitation is sent.", "%(count)d invitations are sent.", sent)
        messages.success(request, words % {"count": sent})
    if not refused:
        return redirect("network_desk:invitations")
    left = request.POST.copy()
    left["lines"] = "\n".join(text for text, _why in refused)
    return _form(request, school, InviteForm(left, by=actor(request), organization=school), 422, refused=refused)


def _form(
    request: HttpRequest, school: Organization | None, form: InviteForm, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "network/inviting/invite.html", {"form": form, "school": school, **more}, status=status)


def _send(request: HttpRequest, form: InviteForm) -> tuple[int, list[tuple[str, str]]]:
    """Invite each; how many letters go, and the lines for which none does, with the reason."""
    now, by, said = timezone.now(), actor(request), form.cleaned_data
    sent, refused = 0, []
    for line, offer in form.offers():
        try:
            if offer is None:
                raise Refused("no-school", _("No school of yours has this identifier."))
            more = {"language": said["language"], "note": said["note"]}
            _made, new = offers.invite(line.address, line.name, offer, by, now, **more)
        except Refused as refusal:
            refused.append((line.text, refusal.sentence))
            continue
        if new:
            sent += 1
        else:
            refused.append((line.text, _("Invited already, no answer yet. Send it again from the list.")))
    return sent, refused


@managers_only
@require_POST
def change_invitation(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Send an invitation again, or take it back."""
    found = get_object_or_404(offers.invitations_of(request.user), public_id=public_id)
    do = request.POST.get("do", "")
    try:
        if do == "again":
            offers.send_again(found, timezone.now())
            messages.success(request, _("Sent again, with thirty days from now."))
        elif do == "revoke":
            offers.revoke(found, timezone.now())
            messages.success(request, _("Taken back: the link in the letter does nothing any more."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("network_desk:invitations")
