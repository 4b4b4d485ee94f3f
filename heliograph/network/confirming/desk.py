"""The confirmation on the desk: how far it is, who is left, and what can be done about them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heliograph.delivery.models import Mailing
from heliograph.frame.keyset import slice_of
from heliograph.network.confirming import answers
from heliograph.network.confirming.forms import NoteForm, TermForm
from heliograph.network.confirming.overview import Overview, by_name, left, reminding
from heliograph.network.confirming.reminding import Scope, remind
from heliograph.network.confirming.rounds import extend, key_of
from heliograph.network.confirming.standing import standings, together
from heliograph.network.confirming.terms import end_of
from heliograph.network.doors import actor, managers_only, secretariat_only
from heliograph.network.figures import current_round
from heliograph.network.models import ConfirmationRound, Organization
from heliograph.network.rules import may_manage_organization, organizations_of
from heliograph.network.sheets.exporting import export_organizations
from heliograph.network.states import Refused

PER_PAGE = 50


@managers_only
@require_safe
def confirmation(request: HttpRequest) -> HttpResponseBase:
    """How many have confirmed, country by country, and the schools that are left."""
    return show(request)


def show(request: HttpRequest, refusal: str = "", form: TermForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with what was refused just now."""
    view = Overview.of(request, timezone.now())
    found = standings(view.since, view.countries)
    page = slice_of(request, view.rest, "sort_key", PER_PAGE, known=organizations_of(request.user))
    context: dict[str, Any] = {
        "view": view,
        "whole": together(found),
        "lines": by_name(found),
        "page": page,
        "left": left(page.rows, view.at),
        "refusal": refusal,
        "secretariat": view.remit.everything,
        **_of_round(view, found, form),
    }
    return render(request, "network/confirming/desk/confirmation.html", context, status=status)


def _of_round(view: Overview, found: list[Any], form: TermForm | None) -> dict[str, Any]:
    """What is known of the round that runs, else of the last one."""
    term = view.running
    if term is None:
        return {"last": ConfirmationRound.objects.first()}
    return {
        "running": term,
        "closes": end_of(term.closes_on) - timedelta(minutes=1),
        "mailing": Mailing.objects.filter(key=key_of(term)).first() if view.remit.everything else None,
        "earlier": [date.fromisoformat(each["closes_on"]) for each in term.extensions],
        "reminding": reminding(term, found, view.at),
        "form": form or TermForm(initial={"until": term.closes_on}),
    }


def _to_page(view: Overview) -> HttpResponse:
    return redirect(f"{reverse('network_desk:confirmation')}?{view.wanted.query}")


@managers_only
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The schools that are left, as the page's filter wants them, as a table (``?format=``)."""
    view = Overview.of(request, timezone.now())
    return export_organizations(view.rest.order_by("sort_key"), request.GET.get("format", "csv"), "not-confirmed")


@managers_only
@require_POST
def remind_rest(request: HttpRequest) -> HttpResponseBase:
    """Ask all that are left in the countries of the page once more."""
    view = Overview.of(request, timezone.now())
    if view.running is None:
        return show(request, _("No round is open: nobody can be reminded."), status=409)
    try:
        mailing = remind(view.running, Scope.of(view.countries), actor(request), view.at)
    except Refused as refused:
        return show(request, refused.sentence, status=409)
    count = mailing.messages.count()
    words = ngettext("%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count)
    messages.success(request, words % {"count": count})
    return _to_page(view)


@secretariat_only
@require_POST
def extend_round(request: HttpRequest) -> HttpResponseBase:
    """Give the round that runs a later end."""
    now, form = timezone.now(), TermForm(request.POST)
    running = current_round(now.date())
    if running is None:
        return show(request, _("No round is open: nothing can be extended."), status=409)
    if not form.is_valid():
        return show(request, form=form, status=422)
    try:
        extend(running, form.cleaned_data["until"], actor(request), now)
    except Refused as refused:
        form.add_error("until", refused.sentence)
        return show(request, form=form, status=422)
    messages.success(request, _("Extended. Letters that are sent from now on name the new day."))
    return redirect("network_desk:confirmation")


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_organization(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Confirm a record for a school that has said so by another way than its letter."""
    school: Organization = get_object_or_404(organizations_of(actor(request)), public_id=public_id)
    if not may_manage_organization(actor(request), school):
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = answers.confirm_by_hand(school, actor(request), timezone.now(), form.cleaned_data["note"])
        messages.success(request, _("Confirmed.") if done else _("This record was confirmed today already."))
        return redirect("network_desk:organization", school.public_id)
    context = {"school": school, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "network/confirming/desk/confirm.html", context, status=status)
