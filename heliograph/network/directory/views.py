"""The public pages of the network: the map, the directory, a school."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from heliograph.frame.finished import finished_page
from heliograph.frame.keyset import Slice, slice_of
from heliograph.frame.reader import reader_of
from heliograph.network import rules
from heliograph.network.countries import Region
from heliograph.network.directory import finding
from heliograph.network.directory.atlas import atlas
from heliograph.network.directory.cards import card, cards
from heliograph.network.directory.choosing import chosen, selects
from heliograph.network.directory.drawing import place_of
from heliograph.network.directory.record import lines
from heliograph.network.filtering import OrganizationFilter, region_of_slug
from heliograph.network.models import Organization

PER_PAGE = 30


def _language(request: HttpRequest) -> str:
    return str(reader_of(request).language)


@finished_page
def network_map(request: HttpRequest) -> HttpResponse:
    """The world, or with ``?region=`` one region, with the members of each country."""
    region = region_of_slug(request.GET.get("region", ""))
    shown = atlas(region, timezone.now().date(), _language(request))
    return render(request, "network/directory/map.html", {"atlas": shown, "regions": list(Region)})


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The schools that may be seen, as words and filters want them; ``?part=results`` is the list alone."""
    wanted = OrganizationFilter.read(request.GET, *finding.ASKED)
    return _directory(request, wanted) if wanted.q else _browsed(request, wanted)


@finished_page
def _browsed(request: HttpRequest, wanted: OrganizationFilter) -> HttpResponse:
    return _directory(request, wanted)


def _directory(request: HttpRequest, wanted: OrganizationFilter) -> HttpResponse:
    language, alone = _language(request), request.GET.get("part") == "results"
    keys = finding.found(request.user, wanted, timezone.now().date()).only("sort_key")
    page = slice_of(request, keys, "sort_key", PER_PAGE, known=rules.visible_to(request.user))
    rows = finding.in_full(page.rows)
    context: dict[str, Any] = {
        "page": page,
        "cards": cards(rows, request.user, language),
        "said": _said(page),
        "chosen": chosen(wanted, language),
        "by_details": finding.asks_details(wanted),
    }
    if alone:
        return render(request, "network/directory/results.html", context)
    context |= {"wanted": wanted, "selects": selects(wanted, language)}
    return render(request, "network/directory/directory.html", context)


def _said(page: Slice) -> str:
    """How many schools are shown; how many there are is not counted where they fill more than a page."""
    shown = len(page.rows)
    if page.before is not None:
        words = ngettext("%(number)s school on this page", "%(number)s schools on this page", shown)
    elif page.after is not None:
        words = ngettext("The first school", "The first %(number)s schools", shown)
    elif not shown:
        words = _("No school found")
    else:
        words = ngettext("%(number)s school found", "%(number)s schools found", shown)
    return words % {"number": shown}


@finished_page
def school(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An organization's page, with as much as this reader may see."""
    organization = rules.visible_to(request.user).filter(public_id=public_id).first()
    if organization is None:
        return _moved(request, public_id)
    on, language, person = timezone.now().date(), _language(request), request.user
    shown = card(organization, person, language)
    context = {
        "card": shown,
        "lines": lines(shown, on),
        "place": place_of(organization.country, organization.city),
        "managed": rules.may_manage_organization(person, organization),
        "spoken_for": rules.may_correct(person, organization),
    }
    return render(request, "network/directory/school.html", context)


def _moved(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """To the record into which this one was merged, where that may be seen; for now, as a merge can be undone."""
    gone = Organization.objects.filter(public_id=public_id).select_related("merged_into").first()
    into = gone.merged_into if gone is not None else None
    while into is not None and into.merged_into is not None:
        into = into.merged_into
    if into is None or not rules.visible_to(request.user).filter(pk=into.pk).exists():
        raise Http404
    return redirect("network:school", into.public_id)
