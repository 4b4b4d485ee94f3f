"""Pages of what is held about oneself: take it away, have it erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heliograph.network.account import erasing, exporting, letters, limits
from heliograph.network.account.by_link import by_link
from heliograph.network.account.doors import asked_again, signed_in
from heliograph.network.account.holdings import fates, holdings
from heliograph.network.account.links import Purpose, state_of
from heliograph.network.account.me import either
from heliograph.network.models import Person
from heliograph.network.states import Refused


@signed_in
@require_safe
def data(request: HttpRequest, person: Person) -> HttpResponseBase:
    """What is held, and the way to have it."""
    return render(request, "network/account/data.html", {"labels": [holding.label for holding in holdings()]})


@signed_in
@require_safe
def download(request: HttpRequest, person: Person) -> HttpResponseBase:
    """All of it as one file of JSON, written as it is read."""
    answer = StreamingHttpResponse(exporting.export(person, timezone.now()), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@signed_in
@either
@asked_again
def erase(request: HttpRequest, person: Person) -> HttpResponseBase:
    """The first step: say what happens, and write to the mailbox, from where it is confirmed."""
    at = timezone.now()
    obstacle = erasing.obstacle(person, person, at)
    if request.method == "POST" and not obstacle:
        if until := limits.count(request, "erase", at):
            return limits.too_many(request, until, at)
        letters.confirm_erasing(person, at)
        told = _(
            "A letter is on its way to %(address)s. Open it within a day, and confirm there. Nothing is erased yet."
        )
        messages.success(request, told % {"address": person.email})
        return redirect("network:me")
    context = {"obstacle": obstacle, "person": person, "fates": fates()}
    return render(request, "network/account/erase.html", context)


def _still_there(public_id: UUID, state: str) -> Person | None:
    """Whom a link is about, while the address to which it was sent is his, and he was not signed out everywhere."""
    found = Person.objects.get_queryset().filter(public_id=public_id, is_active=True, erased_at=None).first()
    return found if found is not None and constant_time_compare(state, state_of(found)) else None


@by_link(Purpose.ERASE, _still_there)
def erase_now(request: HttpRequest, person: Person, at: datetime) -> HttpResponse:
    """The second step, from the mailbox: one button, and it is done."""
    obstacle = erasing.obstacle(person, person, at)
    if request.method != "POST" or obstacle:
        context = {"person": person, "obstacle": obstacle, "fates": fates()}
        return render(request, "network/account/erase_now.html", context)
    try:
        erasing.erase(person, person, at)
    except Refused as refused:
        return render(request, "network/account/refused.html", {"sentence": refused.sentence}, status=409)
    if request.user == person:
        logout(request)
    return render(request, "network/account/erased.html")
