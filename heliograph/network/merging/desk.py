"""Duplicates on the desk: those that are found, two records side by side, merging and its undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heliograph.frame.paging import page_of
from heliograph.network.confirming.facts import state_of
from heliograph.network.doors import actor, managers_only
from heliograph.network.forms import named_countries
from heliograph.network.merging import apart
from heliograph.network.merging.choices import MergeForm
from heliograph.network.merging.finding import pairs_in
from heliograph.network.merging.listing import twins_of
from heliograph.network.merging.merge import become, merge, merged_meanwhile, standing
from heliograph.network.merging.models import Merge, NotDuplicate
from heliograph.network.merging.states import UNDO_WITHIN
from heliograph.network.merging.undoing import undo
from heliograph.network.models import Organization
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.rules import is_secretariat, may_manage_organization, organizations_of, remit_of
from heliograph.network.states import Membership, Refused

PER_PAGE = 20
#: Lines of what was done of late.
LATELY = 20
_MEANWHILE = gettext_lazy(
    "One of the records was changed while you had this page open. Nothing has been merged. Look at the values again."
)


def _managed(request: HttpRequest) -> OrganizationQuerySet:
    """The records that a person looks after."""
    person = actor(request)
    remit = remit_of(person)
    return organizations_of(person) if remit.everything else organizations_of(person).in_countries(remit.countries)


@managers_only
@require_safe
def duplicates(request: HttpRequest) -> HttpResponseBase:
    """The possible duplicates of one country; what was told apart and merged there of late."""
    managed = _managed(request)
    codes = list(managed.order_by("country").values_list("country", flat=True).distinct())
    country = request.GET.get("country", "") if len(codes) != 1 else codes[0]
    context: dict[str, Any] = {"countries": named_countries(codes), "country": country}
    if country in codes:
        context |= _of_country(request, managed.in_country(country))
    return render(request, "network/merging/duplicates.html", context)


def _of_country(request: HttpRequest, organizations: OrganizationQuerySet) -> dict[str, Any]:
    page = page_of(request, Paginator(pairs_in(organizations), PER_PAGE))
    told = NotDuplicate.objects.filter(one__in=organizations, other__in=organizations)
    return {
        "page": page,
        "twins": twins_of(list(page.object_list)),
        "apart": told.select_related("one", "other", "by").order_by("-at", "-pk")[:LATELY],
        "merges": _lately(organizations),
    }


def _lately(organizations: OrganizationQuerySet) -> list[Merge]:
    """The merges that can still be undone."""
    since = timezone.now() - UNDO_WITHIN
    rows = Merge.objects.filter(survivor__in=organizations, undone_at=None, at__gte=since)
    return list(rows.select_related("survivor", "duplicate", "by")[:LATELY])


def _two(request: HttpRequest, one: UUID | str, other: UUID | str) -> tuple[Organization, Organization]:
    """Two records that a person may merge or tell apart; else there is no such page."""
    try:
        keys = [UUID(str(one)), UUID(str(other))]
    except ValueError as error:
        raise Http404 from error
    person, managed = actor(request), _managed(request)
    first, second = (get_object_or_404(managed, public_id=key) for key in keys)
    across = first.country != second.country and not is_secretariat(person)
    if across or not all(may_manage_organization(person, each) for each in (first, second)):
        raise Http404
    return first, second


@managers_only
@require_POST
def tell_apart(request: HttpRequest) -> HttpResponseBase:
    """Remember that two records are two, or take that back (``again``)."""
    one, other = _two(request, request.POST.get("one", ""), request.POST.get("other", ""))
    if "again" in request.POST:
        apart.take_back(one, other)
        messages.success(request, _("They are looked at again."))
    else:
        apart.tell_apart(one, other, actor(request), timezone.now())
        messages.success(request, _("Remembered: these are two. You can take that back at the end of this page."))
    return redirect(f"{reverse('network_desk:duplicates')}?country={one.country}")


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Two records side by side (``?with=``): which values stay; a POST merges."""
    other = request.GET.get("with", "")
    if not other:
        get_object_or_404(_managed(request), public_id=public_id)
        return redirect("network_desk:duplicates")
    if (elsewhere := _merged_before(request, public_id, other)) is not None:
        return elsewhere
    stays, goes = _two(request, public_id, other)
    form = MergeForm(request.POST if request.method == "POST" else None, stays, goes)
    if not form.is_bound:
        return _side_by_side(request, form)
    if request.POST.get("seen") != _seen(form):
        return _side_by_side(request, MergeForm(None, stays, goes), str(_MEANWHILE), 409)
    if not form.is_valid():
        return _side_by_side(request, form, status=422)
    try:
        merge(stays, goes, form.chosen(), actor(request), timezone.now(), identifier=form.identifier)
    except Refused as refused:
        return _side_by_side(request, form, refused.sentence, 409)
    messages.success(request, _("Merged. You can undo it for 30 days."))
    return redirect("network_desk:organization", stays.public_id)


def _merged_before(request: HttpRequest, one: UUID, other: str) -> HttpResponse | None:
    """Where to go where these were merged before, with one another or with a third, if that may be seen."""
    pairs = become(one, other)
    gone, ends = [record for record, end in pairs if record != end], {end.pk: end for _record, end in pairs}
    if not gone or len(pairs) < 2 or _managed(request).filter(pk__in=ends).count() < len(ends):
        return None
    if len(ends) == 1:
        messages.info(request, _("These two are merged already: this is the record that stays."))
        return redirect("network_desk:organization", pairs[0][1].public_id)
    messages.error(request, merged_meanwhile(gone[0]))
    return redirect(f"{reverse('network_desk:duplicates')}?country={pairs[0][1].country}")


def _seen(form: MergeForm) -> str:
    return f"{state_of(form.stays)} {state_of(form.goes)}"


def _side_by_side(request: HttpRequest, form: MergeForm, refusal: str = "", status: int = 200) -> HttpResponse:
    stays, goes = form.stays, form.goes
    context = {
        "form": form,
        "stays": stays,
        "goes": goes,
        "itself": stays.pk == goes.pk,
        "across": stays.country != goes.country,
        "seen": _seen(form),
        "refusal": refusal,
        "membership": Membership(standing(stays, goes)["membership"]).label,
        "unlike": stays.membership != goes.membership,
    }
    return render(request, "network/merging/merge.html", context, status=status)


@managers_only
@require_POST
def undo_merge(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Bring a duplicate back."""
    found = get_object_or_404(Merge.objects.select_related("survivor", "duplicate"), public_id=public_id)
    person = actor(request)
    countries = {found.survivor.country, found.duplicate.country, found.kept["before"]["country"]}
    across = len(countries) > 1 and not is_secretariat(person)
    if across or not all(remit_of(person).manages_country(code) for code in countries):
        raise Http404
    try:
        duplicate = undo(found, person, timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("network_desk:organization", found.survivor.public_id)
    messages.success(request, _("Undone: both records are there again."))
    return redirect("network_desk:organization", duplicate.public_id)
