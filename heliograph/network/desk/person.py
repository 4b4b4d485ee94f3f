"""One person on the desk: who he is, his roles, his letters, and what can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heliograph.network import people
from heliograph.network.account.factor import factors_of
from heliograph.network.desk.doors import person_or_404
from heliograph.network.desk.forms import AddressForm, CloseForm, EndRoleForm, GiveRoleForm, PersonForm
from heliograph.network.desk.trail import trail_of_person
from heliograph.network.desk.wording import languages_named, place_of
from heliograph.network.doors import actor, managers_only
from heliograph.network.giving import managed_roles, may_correct_person, may_give
from heliograph.network.models import Person, Role
from heliograph.network.rules import is_secretariat
from heliograph.network.states import Refused, RoleKind

_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class RoleLine:
    """A role on a person's page: for what, and what this reader may do with it."""

    role: Role
    place: str
    over: bool
    can_end: bool
    can_reopen: bool


def _roles(request: HttpRequest, person: Person, on: date) -> list[RoleLine]:
    """The roles that this reader manages, those in force first."""
    found = managed_roles(request.user, person).select_related("organization", "appointed_by")
    lines = [_role_line(actor(request), role, on) for role in found.order_by("-begins", "-pk")]
    return sorted(lines, key=lambda line: line.over)


def _role_line(by: Person, role: Role, on: date) -> RoleLine:
    over, may = role.ends is not None and role.ends < on, may_give(by, role.kind, role.country)
    lately = role.ends is not None and role.ends >= on - people.REOPENED_WITHIN
    return RoleLine(role, place_of(role), over, may and role.ends is None, may and lately)


@managers_only
@require_safe
def person(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Who somebody is, with all that can be done."""
    return show(request, person_or_404(request, public_id))


def show(request: HttpRequest, found: Person, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a person, with what was refused just now; ``forms`` are those that were not right."""
    now, secretariat = timezone.now(), is_secretariat(request.user)
    first = {"begins": now.date()}
    context: dict[str, Any] = {
        "person": found,
        "languages": languages_named(found.languages),
        "roles": _roles(request, found, now.date()),
        "log": trail_of_person(found),
        "may_correct": may_correct_person(actor(request), found),
        "secretariat": secretariat,
        "himself": found == request.user,
        "factors": factors_of(found) if secretariat else 0,
        "give_form": GiveRoleForm(by=actor(request), initial=first, auto_id="give-%s"),
        "address_form": AddressForm(auto_id="address-%s"),
        "close_form": CloseForm(auto_id="close-%s"),
        "refusal": refusal,
        **forms,
    }
    return render(request, "network/desk/people/person.html", context, status=status)


@managers_only
@require_http_methods(_METHODS)
def edit_person(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Correct name, languages, zone."""
    found = _correctable_or_404(request, public_id)
    form = PersonForm(request.POST if request.method == "POST" else None, person=found, at=timezone.now())
    if request.method == "POST" and form.is_valid():
        changed = people.correct_person(found, form.cleaned_data, actor(request), timezone.now())
        messages.success(request, _("Saved.") if changed else _("Nothing was different; nothing was changed."))
        return redirect("network_desk:person", public_id)
    status = 422 if form.errors else 200
    return render(request, "network/desk/people/edit.html", {"person": found, "form": form}, status=status)


def _correctable_or_404(request: HttpRequest, public_id: UUID) -> Person:
    found = person_or_404(request, public_id)
    if not may_correct_person(actor(request), found):
        raise Http404
    return found


@managers_only
@require_POST
def give_role(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Give a role from a day on."""
    found = person_or_404(request, public_id)
    form = GiveRoleForm(request.POST, by=actor(request), auto_id="give-%s")
    if not form.is_valid():
        return show(request, found, status=422, give_form=form)
    said = form.cleaned_data

    def change() -> str:
        by, now = actor(request), timezone.now()
        _role, new = people.give_role(found, RoleKind(said["kind"]), said["begins"], by, now, **form.place())
        told = _("The role is given, and the person has been told by letter.")
        return told if new else _("This role is held already.")

    return _done(request, found, change)


def _done(request: HttpRequest, found: Person, change: Callable[[], str]) -> HttpResponse:
    """Make a change; tell what was done, or why it was not."""
    try:
        told = change()
    except Refused as refused:
        return show(request, person_or_404(request, found.public_id), refused.sentence, 409)
    messages.success(request, told)
    return redirect("network_desk:person", found.public_id)


def _role_or_404(request: HttpRequest, found: Person, public_id: UUID) -> Role:
    """A role that this reader may give and end."""
    roles = managed_roles(request.user, found).select_related("organization", "person")
    role: Role = get_object_or_404(roles, public_id=public_id)
    if not may_give(actor(request), role.kind, role.country):
        raise Http404
    return role


@managers_only
@require_http_methods(_METHODS)
def end_role(request: HttpRequest, public_id: UUID, role_id: UUID) -> HttpResponseBase:
    """Let a role end with a day; the page says what happens."""
    found = person_or_404(request, public_id)
    role = _role_or_404(request, found, role_id)
    form = EndRoleForm(request.POST if request.method == "POST" else None, today=timezone.now().date())
    context: dict[str, Any] = {"person": found, "role": role, "place": place_of(role), "form": form}
    page = "network/desk/people/end_role.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.errors else 200)
    try:
        people.take_role(role, form.cleaned_data["last_day"], actor(request), timezone.now())
    except Refused as refused:
        return render(request, page, {**context, "refusal": refused.sentence}, status=409)
    messages.success(request, _("The role ends; the person has been told by letter."))
    return redirect("network_desk:person", public_id)


@managers_only
@require_POST
def reopen_role(request: HttpRequest, public_id: UUID, role_id: UUID) -> HttpResponseBase:
    """Take the end of a role back."""
    found = person_or_404(request, public_id)
    role = _role_or_404(request, found, role_id)

    def change() -> str:
        people.reopen_role(role, actor(request), timezone.now())
        return _("The role goes on, as if it had not ended.")

    return _done(request, found, change)


def _noted(request: HttpRequest, form: Form, found: Person, name: str, change: Callable[[], str]) -> HttpResponse:
    """Make a change that needs a form."""
    if not form.is_valid():
        return show(request, found, "", 422, **{name: form})
    return _done(request, found, change)


@managers_only
@require_POST
def close_account(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Close somebody's account, with a reason; or open it again."""
    found, now = _correctable_or_404(request, public_id), timezone.now()
    if request.POST.get("do") == "open":
        return _done(request, found, lambda: _opened(request, found))
    form = CloseForm(request.POST, auto_id="close-%s")

    def change() -> str:
        people.deactivate(found, form.cleaned_data["reason"], actor(request), now)
        return _("The account is closed. The roles stay on record; the same button opens it again.")

    return _noted(request, form, found, "close_form", change)


def _opened(request: HttpRequest, found: Person) -> str:
    people.reactivate(found, actor(request), timezone.now())
    return _("The account is open again.")
