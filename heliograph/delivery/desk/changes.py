"""Steering a mailing from its page: approve, schedule, pause, resume, cancel."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from heliograph.delivery import steering
from heliograph.delivery.desk.doors import actor, mailing_or_404, runners_only
from heliograph.delivery.desk.mailings import schedule_form, show
from heliograph.delivery.desk.steps import STEPS, can_be_cancelled
from heliograph.delivery.forms import CancelForm
from heliograph.delivery.models import Mailing
from heliograph.delivery.progress import progress
from heliograph.delivery.states import MailingState, Refused

#: Refusals that what was sent with the form could have avoided; all others come from the mailing's state.
_MENDABLE = frozenset({"past"})


def _status(refused: Refused) -> int:
    return 422 if refused.code in _MENDABLE else 409


def _unseen(request: HttpRequest, mailing: Mailing) -> str:
    """What to say where the mailing is no longer as the person's page showed it; empty where it is."""
    if request.POST.get("seen") == mailing.state:
        return ""
    sentence = _(
        "This mailing has changed since you opened its page: its state is now “%(state)s”. Nothing was done. "
        "Look at it once more."
    )
    return sentence % {"state": MailingState(mailing.state).label}


def _to_page(mailing: Mailing) -> HttpResponse:
    return redirect("delivery_desk:mailing", mailing.public_id)


@runners_only
@require_POST
def take_step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponseBase:
    """Press one of the buttons of ``steps``."""
    if step not in STEPS:
        raise Http404
    mailing, offer = mailing_or_404(request, public_id), STEPS[step]
    if unseen := _unseen(request, mailing):
        return show(request, mailing, unseen, 409)
    try:
        offer.change(mailing.pk, timezone.now(), actor(request))
    except Refused as refused:
        return show(request, mailing_or_404(request, public_id), str(refused), _status(refused))
    messages.success(request, str(offer.done))
    return _to_page(mailing)


@runners_only
@require_POST
def schedule(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Let it start by itself at a day and time."""
    mailing, now = mailing_or_404(request, public_id), timezone.now()
    form = schedule_form(request, mailing, now, request.POST)
    if unseen := _unseen(request, mailing):
        return show(request, mailing, unseen, 409, form)
    if not form.is_valid():
        return show(request, mailing, status=422, form=form)
    try:
        steering.schedule(mailing.pk, form.cleaned_data["when"], now, actor(request))
    except Refused as refused:
        return show(request, mailing_or_404(request, public_id), str(refused), _status(refused), form)
    messages.success(request, pgettext("mailing", "Scheduled. You can change it until then."))
    return _to_page(mailing)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Ask once more, saying what happens; then end the mailing for good."""
    mailing = mailing_or_404(request, public_id)
    if request.method != "POST":
        return _ask(request, mailing) if can_be_cancelled(mailing) else _to_page(mailing)
    if unseen := _unseen(request, mailing):
        return _ask(request, mailing, unseen, 409)
    return _cancel(request, mailing)


def _ask(request: HttpRequest, mailing: Mailing, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"mailing": mailing, "progress": progress(mailing), "form": CancelForm(), "refusal": refusal}
    return render(request, "delivery/desk/cancel.html", context, status=status)


def _cancel(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    form = CancelForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else request.POST.get("note", "")
    try:
        steering.cancel(mailing.pk, timezone.now(), actor(request), note)
    except Refused as refused:
        return show(request, mailing, str(refused), _status(refused))
    messages.success(request, _("Cancelled: what has not gone does not go any more."))
    return _to_page(mailing)
