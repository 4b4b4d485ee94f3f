"""The form of an organization's record on the desk: a new one, and one to be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.network.countries import country
from heliograph.network.desk import adding, editing
from heliograph.network.desk.doors import organization_or_404
from heliograph.network.desk.editing import Stale, read_seen, seen_of
from heliograph.network.desk.wording import field_name, said
from heliograph.network.doors import actor, managers_only
from heliograph.network.forms import OrganizationForm
from heliograph.network.giving import managing
from heliograph.network.models import Organization

_PAGE = "network/desk/schools/edit.html"
_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed meanwhile: what the editor saw, what stands now, what he wrote himself."""

    label: str
    seen: str
    now: str
    mine: str


def _form(request: HttpRequest, found: Organization | None, post: Any = None, **first: Any) -> OrganizationForm:
    remit = managing(request.user)
    countries = None if remit.everything else remit.countries
    kind = adding.NewOrganizationForm if found is None else OrganizationForm
    return kind(post, at=timezone.now(), organization=found, countries=countries, initial=first)


def _first(request: HttpRequest) -> dict[str, Any]:
    """What a new record begins with: the only country of somebody who has one, or the one that the address names."""
    remit = managing(request.user)
    asked = request.GET.get("country", "").upper()[:2]
    codes = [asked] if asked and remit.manages_country(asked) else sorted(remit.countries)
    try:
        home = country(codes[0]) if len(codes) == 1 else None
    except KeyError:
        home = None
    if home is None:
        return {"kind": "school", "visibility": "hidden"}
    spoken = home.languages[0].split("-")[0]
    letters = adding.correspondence_of(home.code)
    first = {"country": home.code, "name_language": spoken, "correspondence": letters}
    return {"kind": "school", "visibility": "hidden", **first}


@managers_only
@require_http_methods(_METHODS)
def add(request: HttpRequest) -> HttpResponseBase:
    """A new record, once for each form; its membership begins by an application or by the secretariat's hand."""
    if request.method != "POST":
        return _show_new(request, _form(request, None, **_first(request)), uuid4())
    form, public_id, by = _form(request, None, request.POST), adding.id_of(request.POST.get("id", "")), actor(request)
    if not form.is_valid():
        return _show_new(request, form, public_id, 422)
    made = adding.made_already(public_id, form.said(), by)
    if made is None:
        alike = adding.alike(form.said(), by)
        known = request.POST.get("nevertheless", "").split()
        if any(str(one.public_id) not in known for one in alike):
            return _show_new(request, form, public_id, 409, alike)
        made = adding.add(public_id, form.said(), by, timezone.now())
    messages.success(request, _("Added. Now invite somebody who speaks for it."))
    return redirect("network_desk:organization", made.public_id)


def _show_new(
    request: HttpRequest,
    form: OrganizationForm,
    public_id: UUID,
    status: int = 200,
    alike: Sequence[Organization] = (),
) -> HttpResponse:
    """The form with the id that its record is going to have; ``alike`` are those that may be the same."""
    ids = " ".join(str(one.public_id) for one in alike)
    context = {"form": form, "id": public_id, "alike": alike, "alike_ids": ids}
    return render(request, _PAGE, context, status=status)


@managers_only
@require_http_methods(_METHODS)
def edit(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Correct a record; who saves second is shown what the first has changed."""
    found = organization_or_404(request, public_id)
    if request.method != "POST":
        return _show(request, found, _form(request, found), seen_of(found))
    seen = request.POST.get("seen", "")
    form = _form(request, found, request.POST, **read_seen(seen))
    if not form.is_valid():
        return _show(request, found, form, seen, status=422)
    try:
        changed = editing.save(found, form.said(), seen, actor(request), timezone.now(), request.POST.get("note", ""))
    except Stale as stale:
        return _stale(request, stale, form, read_seen(seen))
    messages.success(request, _("Saved.") if changed else _("Nothing was different; nothing was changed."))
    return redirect("network_desk:organization", public_id)


def _show(
    request: HttpRequest, found: Organization, form: OrganizationForm, seen: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"organization": found, "form": form, "seen": seen, "note": request.POST.get("note", ""), **more}
    return render(request, _PAGE, context, status=status)


def _stale(request: HttpRequest, stale: Stale, form: OrganizationForm, seen: Mapping[str, Any]) -> HttpResponse:
    """The form once more, over the record as it stands: what the editor left alone is as it is now."""
    mine = form.said()
    differences = [
        Difference(
            field_name(name),
            said(name, seen.get(name)),
            said(name, getattr(stale.now, name)),
            said(name, mine[name]) if mine[name] not in (seen.get(name), getattr(stale.now, name)) else "",
        )
        for name in stale.changed
        if name in mine
    ]
    again = _form(request, stale.now, None, **editing.merged(mine, seen, stale.now))
    last = stale.now.entries.select_related("by").first()
    return _show(request, stale.now, again, seen_of(stale.now), 409, differences=differences, last=last)
