"""What only the secretariat does with a person's account: another address, the second factor, erasing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heliograph.network import people
from heliograph.network.account.erasing import erase, obstacle
from heliograph.network.account.factor import reset_second_factor
from heliograph.network.desk.doors import person_or_404
from heliograph.network.desk.forms import AddressForm
from heliograph.network.desk.person import show
from heliograph.network.doors import actor, secretariat_only
from heliograph.network.states import Refused


@secretariat_only
@require_POST
def change_address(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Let somebody be reached at another address, who has asked for it otherwise."""
    found, form = person_or_404(request, public_id), AddressForm(request.POST, auto_id="address-%s")
    if not form.is_valid():
        return show(request, found, status=422, address_form=form)
    said = form.cleaned_data
    try:
        people.change_address(found, said["email"], said["reason"], actor(request), timezone.now())
    except Refused as refused:
        form.add_error("email", refused.sentence)
        return show(request, person_or_404(request, public_id), status=422, address_form=form)
    messages.success(request, _("The address is changed; both addresses have been written to."))
    return redirect("network_desk:person", public_id)


@secretariat_only
@require_POST
def reset_factor(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Take the second factor off somebody who has lost it."""
    found = person_or_404(request, public_id)
    try:
        reset_second_factor(found, actor(request), timezone.now())
    except Refused as refused:
        return show(request, found, refused.sentence, 409)
    messages.success(request, _("The second factor is taken off; the person has been told by letter."))
    return redirect("network_desk:person", public_id)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Say what erasing does; on POST do it, for good."""
    found, now = person_or_404(request, public_id), timezone.now()
    if request.method != "POST":
        return _ask(request, public_id, obstacle(found, actor(request), now))
    if request.POST.get("sure") != "yes":
        return _ask(request, public_id, _("Tick that you are sure first."), 422)
    try:
        erase(found, actor(request), now)
    except Refused as refused:
        return _ask(request, public_id, refused.sentence, 409)
    messages.success(request, _("Erased: nothing here names the person any more."))
    return redirect("network_desk:people")


def _ask(request: HttpRequest, public_id: UUID, refusal: str, status: int = 200) -> HttpResponse:
    context = {"person": person_or_404(request, public_id), "refusal": refusal}
    return render(request, "network/desk/people/erase.html", context, status=status)
