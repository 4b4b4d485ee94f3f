"""Who is registered, from which country and region, and how these registrations stand: the rows of the board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from heliograph.calls.figuring.figures import Figure, Line
from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState
from heliograph.conference.models import Conference
from heliograph.conference.registering.models import Stay
from heliograph.conference.registering.taking_part import WAITING
from heliograph.network.countries import country as country_of
from heliograph.network.countries import country_name

S = ResponseState
_UNSURE = Q(state__in=[S.CONFIRMED, S.ACCEPTED])
_STATES = {
    "registered": Q(state__in=[S.SUBMITTED, S.CONFIRMED, S.ACCEPTED, S.RECONFIRMED, S.COMPLETED, S.MATCHED]),
    "reconfirmed": Q(state__in=[S.RECONFIRMED, S.COMPLETED]),
    "silent": _UNSURE & Q(asked_at__isnull=False),
    "unasked": _UNSURE & Q(asked_at=None),
    "waiting": Q(state__in=WAITING),
    "withdrawn": Q(state__in=[S.WITHDRAWN, S.DECLINED]),
}
#: The columns in their order, with what stands above each.
COLUMNS = {
    "registered": gettext_lazy("Registered"),
    "reconfirmed": gettext_lazy("Reconfirmed"),
    "silent": gettext_lazy("Asked, and silent"),
    "unasked": gettext_lazy("Not asked yet"),
    "waiting": gettext_lazy("Waiting for a place"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "stays": gettext_lazy("Have said how they come"),
}


@dataclass(frozen=True)
class Row:
    """Registrations of a country (``code``), a region (no code) or all: how many of them stand in which way."""

    name: str
    code: str = ""
    region: str = ""
    registered: int = 0
    reconfirmed: int = 0
    silent: int = 0
    unasked: int = 0
    waiting: int = 0
    withdrawn: int = 0
    stays: int = 0

    @property
    def counts(self) -> list[int]:
        """The numbers in the order of ``COLUMNS``."""
        return [getattr(self, column) for column in COLUMNS]


@dataclass(frozen=True)
class Board:
    """The countries, the regions by name, and all together."""

    countries: Sequence[Row]
    regions: Sequence[Row]
    whole: Row

    @property
    def represented(self) -> int:
        """From how many countries somebody is registered."""
        return sum(1 for each in self.countries if each.code and each.registered)


def board(conference: Conference, language: str, by: str = "") -> Board:
    """The board, its countries by name or, the largest first, by a column. One query."""
    rows = [_row(row, language) for row in _counted(conference)]
    rows.sort(key=attrgetter("name"))
    if by in COLUMNS:
        rows.sort(key=attrgetter(by), reverse=True)
    named = sorted({each.region for each in rows})
    regions = [_together(region, (each for each in rows if each.region == region)) for region in named]
    return Board(rows, regions, _together(_("All"), rows))


def _counted(conference: Conference) -> Any:
    answered = Stay.objects.filter(registration=OuterRef("pk"), response__isnull=False)
    sent = Response.objects.filter(call=conference.registration_id, submitted_at__isnull=False)
    counts = {name: Count("pk", filter=condition) for name, condition in _STATES.items()}
    grouped = sent.annotate(answered=Exists(answered)).order_by().values("country")
    return grouped.annotate(**counts, stays=Count("pk", filter=Q(answered=True)))


def _row(found: Mapping[str, Any], language: str) -> Row:
    code = found["country"]
    counts = {name: found[name] for name in COLUMNS}
    return Row(_named(code, language), code, region_of(code), **counts)


def _named(code: str, language: str) -> str:
    return country_name(code, language) if code else pgettext("country", "not known")


def region_of(code: str) -> str:
    """The region of a country, by name in the active language."""
    try:
        return str(country_of(code).region.label)
    except KeyError:
        return pgettext("region", "not known")


def _together(name: str, rows: Iterable[Row]) -> Row:
    return reduce(_sum, rows, Row(name))


def _sum(total: Row, row: Row) -> Row:
    return replace(total, **{name: getattr(total, name) + getattr(row, name) for name in COLUMNS})


def as_table(found: Board) -> tuple[list[str], Iterator[list[object]]]:
    """The board as a table to be saved: its head, and a row for each country."""
    head = [_("Country"), _("Code"), _("Region"), *(str(label) for label in COLUMNS.values())]
    return head, ([each.name, each.code, each.region, *each.counts] for each in found.countries)


def figure(found: Board) -> Figure:
    """How many are registered from each region, to be drawn."""
    lines = [Line(each.name, each.registered) for each in found.regions]
    return Figure("regions", _("Registered, by region"), lines, found.whole.registered)
