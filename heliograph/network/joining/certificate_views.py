"""Certificates: whether one stands, for everybody; the PDF for those whom it concerns."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heliograph.frame.doors import guarded
from heliograph.network.joining.certificate_pdf import render as render_pdf
from heliograph.network.joining.certificates import standing_of
from heliograph.network.joining.codes import page_elsewhere, read_code
from heliograph.network.joining.forms import CodeForm
from heliograph.network.models import Certificate, Organization
from heliograph.network.rules import may_see_whole, organizations_of
from heliograph.network.states import Membership


def _signed_in(person: object) -> bool:
    return not isinstance(person, AnonymousUser)


@never_cache
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Ask for a certificate by its code."""
    if "code" not in request.GET:
        return render(request, "network/joining/certificates.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    code = read_code(form.cleaned_data["code"]) if form.is_valid() else ""
    if code:
        return redirect("network:certificate", code)
    return render(request, "network/joining/certificates.html", {"form": form, "wrong": True}, status=404)


def _standing(certificate: Certificate, school: Organization) -> str:
    """Whether it stands, and if not why: member, replaced, or the school's membership."""
    if certificate.replaced_at is not None:
        return "replaced"
    return school.membership


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the certificate with a code stands, and what it says; an unknown code is told to be one.

    One that another app has issued is told of on a page of its own.
    """
    found = Certificate.objects.select_related("organization").filter(code=read_code(code)).first()
    if found is None and (elsewhere := page_elsewhere(read_code(code))):
        return redirect(elsewhere)
    context: dict[str, Any] = {"code": code, "certificate": found, "form": CodeForm(initial={"code": code})}
    if found is None:
        return render(request, "network/joining/certificate.html", context, status=404)
    school = found.organization
    context |= {"school": school, "standing": _standing(found, school), "stands": Membership.MEMBER.value}
    return render(request, "network/joining/certificate.html", context)


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A PDF to be saved under a name."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@guarded(_signed_in)
@require_safe
def certificate_pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The certificate that a member has now, for its own people and those who look after its country."""
    school: Organization = get_object_or_404(organizations_of(request.user), public_id=public_id)
    found = standing_of(school) if may_see_whole(request.user, school) else None
    if found is None or school.membership != Membership.MEMBER:
        raise Http404
    return pdf_answer(render_pdf([found], found.issued_at), f"certificate-{found.code}.pdf")
