"""Joining, as everybody sees it: how it goes, the form, and the link asked for once more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heliograph.network.joining import letters, lifecycle
from heliograph.network.joining.drafts import known_to_all
from heliograph.network.joining.forms import AddressForm, ApplicationForm
from heliograph.network.joining.limits import too_often
from heliograph.network.models import Application

#: The newest applications of an address whose links are sent.
MOST_LINKS = 5


def _later() -> str:
    return _("From here, or for this address, a lot has been sent lately. Please wait an hour and send it again.")


def _form_page(request: HttpRequest, form: ApplicationForm, status: int = 200, refusal: str = "") -> HttpResponse:
    return render(request, "network/joining/join.html", {"form": form, "refusal": refusal}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """How joining goes, and the form; a form that is complete is kept until its address is confirmed."""
    if request.method != "POST":
        return _form_page(request, ApplicationForm())
    form = ApplicationForm(request.POST)
    if form.by_machine:
        return _sent(request, request.POST.get("applicant_email", ""), [])
    if not form.is_valid():
        return _form_page(request, form, 422)
    said: dict[str, Any] = form.cleaned_data
    if too_often(request, said["applicant_email"]):
        return _form_page(request, form, 429, _later())
    lifecycle.submit(said["application"], said, timezone.now())
    return _sent(request, said["applicant_email"], known_to_all(said))


def _sent(request: HttpRequest, address: str, known: list[Any]) -> HttpResponse:
    return render(request, "network/joining/sent.html", {"address": address, "known": known})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_link(request: HttpRequest) -> HttpResponse:
    """Send the link to an application once more; the answer is the same whether there is one or not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    refusal, status, sent = "", 200, ""
    if request.method == "POST" and form.is_valid():
        if too_often(request, form.cleaned_data["email"]):
            refusal, status = _later(), 429
        else:
            sent = form.cleaned_data["email"]
            _send_links(sent)
    elif request.method == "POST":
        status = 422
    context = {"form": form, "refusal": refusal, "sent": sent}
    return render(request, "network/joining/link.html", context, status=status)


def _send_links(address: str) -> None:
    found = Application.objects.filter(applicant_email__iexact=address).select_related("organization")
    for application in found.order_by("-applied_at", "-pk")[:MOST_LINKS]:
        letters.send_link(application, timezone.now())
