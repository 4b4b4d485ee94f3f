"""Handing an office over on the desk: to whom and when, what waits, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heliograph.frame.doors import guarded
from heliograph.network.countries import country_name
from heliograph.network.doors import actor
from heliograph.network.forms import reading
from heliograph.network.inviting import handover
from heliograph.network.inviting.handover import handovers_of, may_hand_over, may_take_back, offices_of
from heliograph.network.inviting.handover_forms import HandoverForm
from heliograph.network.models import Handover, Role
from heliograph.network.states import Refused

#: The newest that the page shows.
MOST = 50
_FIELD_OF = {"malformed": "email", "oneself": "email", "past": "on", "far": "on", "too-early": "on"}


@dataclass(frozen=True)
class Line:
    """A handover in the list: where it stands, and whether this reader may take it back."""

    handover: Handover
    country: str
    words: str | Promise
    back: bool


def _standing(one: Handover, on: date) -> str | Promise:
    if one.taken_back_at is not None:
        return gettext_lazy("taken back")
    if one.declined_at is not None:
        return gettext_lazy("declined")
    if one.accepted_at is None:
        return gettext_lazy("no answer yet") if on <= one.on + handover.WAITED_FOR else gettext_lazy("run out")
    return gettext_lazy("accepted") if on < one.on else gettext_lazy("done")


def _lines(request: HttpRequest, at: datetime) -> list[Line]:
    by = actor(request)
    return [
        Line(
            one,
            country_name(one.country, reading()),
            _standing(one, at.date()),
            may_take_back(by, one) and handover.can_be_taken_back(one, at),
        )
        for one in handovers_of(by)[:MOST]
    ]


def _offices(request: HttpRequest, on: date) -> list[Role]:
    return list(offices_of(request.user, on).select_related("person", "organization").order_by("country", "pk"))


@guarded(may_hand_over)
@require_http_methods(["GET", "HEAD", "POST"])
def handovers(request: HttpRequest) -> HttpResponseBase:
    """Hand an office over: the form, and what waits or was done."""
    now = timezone.now()
    form = HandoverForm(
        request.POST if request.method == "POST" else None,
        offices=_offices(request, now.date()),
        initial={"language": reading(), "office": request.GET.get("office", "")},
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, now, 422 if form.errors else 200)
    try:
        handover.ask(form.chosen(), form.wish(), actor(request), now)
    except Refused as refused:
        form.add_error(_FIELD_OF.get(refused.code), refused.sentence)
        return _show(request, form, now, 422)
    messages.success(request, _("The successor has been written to. Nothing changes before the answer."))
    return redirect("network_desk:handover")


def _show(request: HttpRequest, form: HandoverForm, at: datetime, status: int = 200) -> HttpResponse:
    context = {"form": form, "lines": _lines(request, at)}
    return render(request, "network/desk/handover/page.html", context, status=status)


@guarded(may_hand_over)
@require_POST
def change_handover(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Take a handover back."""
    found = get_object_or_404(handovers_of(actor(request)), public_id=public_id)
    if not may_take_back(actor(request), found):
        raise Http404
    try:
        handover.take_back(found.public_id, actor(request), timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Taken back: the office stays where it is."))
    return redirect("network_desk:handover")
