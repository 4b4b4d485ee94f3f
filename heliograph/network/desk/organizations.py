"""People and schools: the list of organizations, filtered, sorted, picked from, saved as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, LPad
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from heliograph.frame.keyset import Slice, slice_of
from heliograph.network.desk.facts import NO_ADDRESS, NO_FOCAL_POINT, lacks
from heliograph.network.desk.filters import Choice, organization_choices
from heliograph.network.desk.wording import town_and_country
from heliograph.network.doors import managers_only
from heliograph.network.figures import fresh_since
from heliograph.network.filtering import OrganizationFilter
from heliograph.network.giving import managed_organizations, managing
from heliograph.network.models import Organization
from heliograph.network.queries import WITHIN, OrganizationQuerySet
from heliograph.network.sheets.exporting import export_organizations
from heliograph.network.states import Visibility

PER_PAGE = 50
FORMATS = ("csv", "xlsx", "json")


def _lately() -> Combinable:
    """The day of the last confirmation, those of one day told apart by their keys."""
    day = Coalesce(Cast("confirmed_on", CharField()), Value(""))
    key = LPad(Cast("pk", CharField()), 19, Value("0"))
    return Concat(LPad(day, 10, Value("0")), Value(" "), key, output_field=CharField())


@dataclass(frozen=True)
class Order:
    """One way in which the list can stand."""

    label: str | Promise
    order: str
    by: Callable[[], Combinable] | None = None


ORDERS: Mapping[str, Order] = {
    "name": Order(gettext_lazy("by name"), "sort_key"),
    "confirmed": Order(gettext_lazy("confirmed lately first"), "-lately", _lately),
    "added": Order(gettext_lazy("added lately first"), "-pk"),
}


#: What a record can be looked for that lacks it.
LACKING: Mapping[str, str | Promise] = {
    NO_ADDRESS: gettext_lazy("no e-mail address"),
    NO_FOCAL_POINT: gettext_lazy("no focal point"),
}


#: What everybody may see, short enough for a column.
_SHOWN: Mapping[str, str | Promise] = {
    Visibility.FULL: pgettext_lazy("shown to everybody", "all"),
    Visibility.NAME: pgettext_lazy("shown to everybody", "the name"),
    Visibility.HIDDEN: pgettext_lazy("shown to everybody", "nothing"),
}


@dataclass(frozen=True)
class Line:
    """An organization in the list; ``stale`` where a member's record was not confirmed lately enough."""

    organization: Organization
    place: str
    shown: str | Promise
    stale: bool


def _line(organization: Organization, since: date, *, several: bool) -> Line:
    told = organization.confirmed_on
    stale = organization.membership in WITHIN and (told is None or told < since)
    place = town_and_country(organization) if several else organization.city
    return Line(organization, place, _SHOWN.get(organization.visibility, ""), stale)


def wanted(request: HttpRequest, on: date) -> tuple[OrganizationFilter, OrganizationQuerySet]:
    """What the address asks for, among the organizations that are this person's to manage."""
    asked = OrganizationFilter.read(request.GET)
    found = asked.apply(managed_organizations(request.user), on)
    missing = request.GET.get("lacks", "")
    return asked, found.filter(lacks(missing, on)) if missing in LACKING else found


@managers_only
@require_safe
def organizations(request: HttpRequest) -> HttpResponseBase:
    """The list; with ``?format=`` all that the filter finds, as a table to be saved."""
    today = timezone.now().date()
    asked, found = wanted(request, today)
    if kind := request.GET.get("format"):
        return _export(found, kind)
    sort = request.GET.get("sort", "")
    sort = sort if sort in ORDERS else "name"
    page, since = _page(request, found, ORDERS[sort]), fresh_since(today)
    several = managing(request.user).everything or len(managing(request.user).countries) > 1
    context: dict[str, Any] = {
        "asked": asked,
        "filters": _filters(request, asked),
        "filtered": bool(asked.asked or request.GET.get("lacks")),
        "orders": [(name, each.label) for name, each in ORDERS.items()],
        "sort": sort,
        "page": page,
        "lines": [_line(row, since, several=several) for row in page.rows],
        "visibilities": Visibility.choices,
        "formats": FORMATS,
    }
    return render(request, "network/desk/schools/list.html", context)


def _filters(request: HttpRequest, asked: OrganizationFilter) -> list[Choice]:
    lacking = Choice("lacks", _("What is missing"), list(LACKING.items()), request.GET.get("lacks", ""))
    return [*organization_choices(asked, managing(request.user)), lacking]


def _page(request: HttpRequest, found: OrganizationQuerySet, order: Order) -> Slice:
    known = managed_organizations(request.user)
    return slice_of(request, found, order.order, PER_PAGE, order.by() if order.by else None, known)


def _export(found: OrganizationQuerySet, kind: str) -> HttpResponseBase:
    if kind not in FORMATS:
        raise Http404
    return export_organizations(found.order_by("sort_key"), kind, "schools")
