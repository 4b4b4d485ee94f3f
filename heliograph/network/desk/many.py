"""Many organizations at once: those picked in the list are confirmed, or shown otherwise; each is logged by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from heliograph.network import records
from heliograph.network.desk.doors import picked_ids
from heliograph.network.desk.organizations import PER_PAGE
from heliograph.network.doors import actor, managers_only
from heliograph.network.filtering import OrganizationFilter
from heliograph.network.giving import managed_organizations
from heliograph.network.models import Organization, Person
from heliograph.network.states import Visibility


@managers_only
@require_POST
def change_many(request: HttpRequest) -> HttpResponse:
    """Confirm the picked records, or set what everybody may see of them."""
    picked = picked_ids(request.POST.getlist("pick")[:PER_PAGE])
    do, visibility = request.POST.get("do", ""), request.POST.get("visibility", "")
    chosen = list(managed_organizations(request.user).filter(public_id__in=picked).order_by("pk"))
    if not chosen:
        messages.error(request, _("Nothing was done: tick the schools first."))
    elif do == "confirm":
        _confirm(request, chosen)
    elif do == "show" and visibility in Visibility.values:
        _show(request, chosen, visibility)
    else:
        messages.error(request, _("Nothing was done: choose what everybody may see."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The same list, as it was filtered and sorted."""
    kept = {name: request.GET[name] for name in ("lacks", "sort", "after", "before") if name in request.GET}
    query = urlencode({**OrganizationFilter.read(request.GET).asked, **kept})
    return f"{reverse('network_desk:organizations')}?{query}"


def _confirm(request: HttpRequest, chosen: Iterable[Organization]) -> None:
    by, now = actor(request), timezone.now()
    count = _each(chosen, lambda one: confirm_once(one, by, now))
    words = ngettext("%(count)d record is confirmed.", "%(count)d records are confirmed.", count)
    messages.success(request, words % {"count": count} if count else _("They were confirmed today already."))


def confirm_once(one: Organization, by: Person, at: datetime) -> bool:
    """Confirm a record; False where it was confirmed on this day already."""
    if one.confirmed_on == at.date():
        return False
    records.confirm(one, by, at)
    return True


def _show(request: HttpRequest, chosen: Iterable[Organization], visibility: str) -> None:
    by, now = actor(request), timezone.now()
    count = _each(chosen, lambda one: records.correct(one, {"visibility": visibility}, by, now))
    words = ngettext(
        "%(count)d record was changed; its page has a button to take it back.",
        "%(count)d records were changed; their pages have a button to take it back.",
        count,
    )
    messages.success(request, words % {"count": count} if count else _("It was so already; nothing was changed."))


@transaction.atomic
def _each(chosen: Iterable[Organization], change: Callable[[Organization], bool]) -> int:
    """Change each of some organizations, all or none; how many were changed."""
    return sum(change(one) for one in chosen)
