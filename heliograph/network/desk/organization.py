"""One organization on the desk: the whole record, its people, its log; and taking a change of it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heliograph.network.desk import editing
from heliograph.network.desk.doors import organization_or_404
from heliograph.network.desk.trail import trail_of
from heliograph.network.desk.wording import NOTHING, field_name, languages_named, said
from heliograph.network.doors import actor, managers_only
from heliograph.network.forms import GROUPS
from heliograph.network.inviting.letters import last_day
from heliograph.network.inviting.offers import open_at
from heliograph.network.models import Invitation, Organization, Role
from heliograph.network.queries import RoleQuerySet
from heliograph.network.rules import remit_of
from heliograph.network.states import Refused

#: The newest invitations and past roles that a page shows.
MOST = 50


def facts(organization: Organization) -> list[tuple[Any, list[tuple[str, str, str]]]]:
    """The record in groups: title, and for each field its name, its words, and what kind of thing they are."""
    return [(title, [_fact(organization, name) for name in names]) for title, names in GROUPS]


def _fact(organization: Organization, name: str) -> tuple[str, str, str]:
    value = getattr(organization, name)
    words = said(name, value)
    return field_name(name), words, name if words != NOTHING else ""


def _people(organization: Organization, on: date) -> dict[str, list[Role]]:
    """Roles in force or to come, and those that are over; two queries."""
    roles: RoleQuerySet = organization.roles.select_related("person", "appointed_by").filter(person__erased_at=None)
    open_ = roles.filter(Q(ends__isnull=True) | Q(ends__gte=on)).order_by("begins", "pk")
    return {"roles": list(open_), "past": list(roles.filter(ends__lt=on).order_by("-ends", "-pk")[:MOST])}


def _open_invitations(organization: Organization, at: datetime) -> list[tuple[Invitation, date]]:
    """Those that wait for an answer, each with the last day for it."""
    found = organization.invitations.filter(open_at(at)).order_by("-pk")[:MOST]
    return [(one, last_day(one, organization.zone)) for one in found]


@managers_only
@require_safe
def organization(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The whole record; one that was merged into another leads there."""
    gone = Organization.objects.select_related("merged_into").filter(public_id=public_id, merged_into__isnull=False)
    if (one := gone.first()) is not None and one.merged_into is not None:
        return redirect("network_desk:organization", organization_or_404(request, one.merged_into.public_id).public_id)
    return show(request, organization_or_404(request, public_id))


def show(request: HttpRequest, found: Organization, refusal: str = "", status: int = 200) -> HttpResponse:
    """The page of an organization, with what was refused just now."""
    context = {
        "organization": found,
        "remit": remit_of(request.user),
        "facts": facts(found),
        "speaks": languages_named([found.name_language]),
        **_people(found, timezone.now().date()),
        "invitations": _open_invitations(found, timezone.now()),
        "log": trail_of(found),
        "refusal": refusal,
    }
    return render(request, "network/desk/schools/organization.html", context, status=status)


@managers_only
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Take a change back that stands in the log; ``entry`` says which, by its moment."""
    found = organization_or_404(request, public_id)
    number = request.POST.get("entry", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    entry = get_object_or_404(found.entries.select_related("organization"), pk=int(number))
    try:
        editing.take_back(entry, actor(request), timezone.now())
    except Refused as refused:
        return show(request, organization_or_404(request, public_id), refused.sentence, 409)
    messages.success(request, _("Taken back: the record says again what it said before."))
    return redirect("network_desk:organization", public_id)
