"""Membership and certificates of one school on the desk."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heliograph.network.doors import actor, managers_only, secretariat_only
from heliograph.network.giving import managed_organizations
from heliograph.network.joining import lifecycle, membership
from heliograph.network.joining.certificate_pdf import render as render_pdf
from heliograph.network.joining.certificate_views import pdf_answer
from heliograph.network.joining.certificates import MOST, standing_among, standing_of
from heliograph.network.joining.forms import MembershipForm
from heliograph.network.models import Certificate, Organization
from heliograph.network.rules import is_secretariat, remit_of
from heliograph.network.states import Membership, Refused


def _school(request: HttpRequest, public_id: UUID) -> Organization:
    found: Organization = get_object_or_404(managed_organizations(request.user), public_id=public_id)
    return found


def _forms(request: HttpRequest, school: Organization, failed: str) -> list[tuple[Any, MembershipForm]]:
    first = {"on": timezone.now().date()}
    offered = membership.changes_for(remit_of(request.user), school)
    return [
        (each, MembershipForm(request.POST if each.to == failed else None, initial=first, auto_id=f"{each.to}-%s"))
        for each in offered
    ]


def _show(
    request: HttpRequest, school: Organization, refusal: str = "", status: int = 200, failed: str = ""
) -> HttpResponse:
    context = {
        "school": school,
        "forms": _forms(request, school, failed),
        "failed": failed,
        "changes": school.membership_changes.select_related("by"),
        "certificates": school.certificates.order_by("-issued_at", "-pk"),
        "standing": standing_of(school),
        "member": school.membership == Membership.MEMBER,
        "secretariat": is_secretariat(request.user),
        "refusal": refusal,
    }
    return render(request, "network/joining/desk/membership.html", context, status=status)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def membership_page(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The membership, its history and its certificates; suspend, reinstate, record that the school has left."""
    school = _school(request, public_id)
    if request.method != "POST":
        return _show(request, school)
    to, form = request.POST.get("to", ""), MembershipForm(request.POST)
    if to not in membership.CHANGES:
        raise Http404
    if not form.is_valid():
        return _show(request, school, status=422, failed=to)
    try:
        _change(request, school, Membership(to), form)
    except Refused as refused:
        return _show(request, _school(request, public_id), refused.sentence, 409, to)
    return redirect("network_desk:membership", public_id)


def _change(request: HttpRequest, school: Organization, to: Membership, form: MembershipForm) -> None:
    said = form.cleaned_data
    made = membership.change_membership(school, to, said["on"], said["reason"], actor(request), timezone.now())
    words = {"state": to.label}
    if made is None:
        messages.success(request, _("It was “%(state)s” already.") % words)
    else:
        messages.success(request, _("The membership is now “%(state)s”; the school has been told by letter.") % words)


@secretariat_only
@require_POST
def certify(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Issue a certificate that says what the record says now; an older one is replaced."""
    school = _school(request, public_id)
    try:
        _certificate, new = lifecycle.issue_anew(school, actor(request), timezone.now())
    except Refused as refused:
        return _show(request, school, refused.sentence, 409)
    messages.success(
        request,
        _("The certificate is issued and sent to the school.")
        if new
        else _("The certificate that stands says the same already: no new one was issued."),
    )
    return redirect("network_desk:membership", public_id)


@managers_only
@require_safe
def certificates_pdf(request: HttpRequest) -> HttpResponseBase:
    """The certificates of one's countries as one PDF: of one country, or issued since a day, as the address asks."""
    schools, since = managed_organizations(request.user), _day(request.GET.get("since", ""))
    if country := request.GET.get("country", "")[:2]:
        schools = schools.in_country(country)
    found = list(standing_among(schools, since))
    if not 0 < len(found) <= MOST:
        messages.error(request, _none_or_too_many(found))
        return redirect("network_desk:applications")
    return pdf_answer(render_pdf(found, timezone.now()), "certificates.pdf")


def _none_or_too_many(found: list[Certificate]) -> str:
    if not found:
        return _("There is no certificate like this yet.")
    words = _("These are more than %(most)d certificates, too many for one file. Choose a country or a later day.")
    return words % {"most": MOST}


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
