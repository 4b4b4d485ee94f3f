"""Pages of changing one's address: ask while signed in; take, or object, from a mailbox without signing in."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from heliograph.network.account import addresses, limits
from heliograph.network.account.by_link import by_link
from heliograph.network.account.doors import asked_again, signed_in
from heliograph.network.account.forms import AddressForm
from heliograph.network.account.links import Purpose
from heliograph.network.account.me import either
from heliograph.network.models import AddressChange, Person
from heliograph.network.states import Refused


@signed_in
@either
@asked_again
def change(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Ask for another address, or take that back."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, person, AddressForm(), at)
    if request.POST.get("do") == "withdraw":
        addresses.withdraw(person, at)
        messages.success(request, _("Taken back. Your address stays as it is."))
        return redirect("network:me")
    return _ask(request, person, AddressForm(request.POST), at)


def _ask(request: HttpRequest, person: Person, form: AddressForm, at: datetime) -> HttpResponse:
    if not form.is_valid():
        return _page(request, person, form, at)
    wanted = form.cleaned_data["email"]
    if until := limits.count(request, "change_address", at, wanted.strip().lower()):
        return limits.too_many(request, until, at)
    try:
        addresses.ask(person, wanted, at)
    except Refused as refused:
        form.add_error("email", refused.sentence)
        return _page(request, person, form, at)
    return redirect("network:me_address")


def _page(request: HttpRequest, person: Person, form: AddressForm, at: datetime) -> HttpResponse:
    pending = addresses.pending(person, at)
    context = {
        "form": form,
        "person": person,
        "pending": pending,
        "until": pending.asked_at + Purpose.TAKE.lasting if pending else None,
    }
    return render(request, "network/account/address.html", context, status=422 if form.errors else 200)


@by_link(Purpose.TAKE, addresses.of)
def take(request: HttpRequest, asked: AddressChange, at: datetime) -> HttpResponse:
    """From the new mailbox: show what changes, and change it."""
    done = asked.taken_at is not None and asked.person.email == asked.after
    try:
        if request.method == "POST":
            addresses.take(asked.public_id, at)
            done = True
        elif not done:
            addresses.check(asked)
    except Refused as refused:
        return _refused(request, refused)
    return render(request, "network/account/take.html", {"change": asked, "done": done})


@by_link(Purpose.OBJECT, addresses.of)
def object_to(request: HttpRequest, asked: AddressChange, at: datetime) -> HttpResponse:
    """From the old mailbox: it was not I."""
    done = asked.withdrawn_at is not None and asked.person.email == asked.before
    try:
        if request.method == "POST":
            addresses.object_to(asked.public_id, at)
            done = True
        elif not done:
            addresses.to_undo(asked)
    except Refused as refused:
        return _refused(request, refused)
    return render(request, "network/account/object.html", {"change": asked, "done": done})


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return render(request, "network/account/refused.html", {"sentence": refused.sentence}, status=409)
