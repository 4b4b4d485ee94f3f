"""Pages of a list too long to be counted: from a row on, by ``?after=`` or ``?before=`` and the row's primary key.

Each page costs the same however far it lies in: no rows are counted or passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest

LONGEST_KEY = 18


@dataclass(frozen=True)
class Slice:
    """The rows of one page; ``before`` and ``after`` are primary keys that lead to its neighbours, None at an end."""

    rows: list[Any]
    before: int | None
    after: int | None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def _place(every: QuerySet[Any], name: str, pk: int | None) -> Any:
    """Where the row of a primary key stands, whether or not it is still among the rows."""
    if pk is None or name == "pk":
        return pk
    return every.filter(pk=pk).values_list(name, flat=True).first()


def slice_of(
    request: HttpRequest,
    rows: QuerySet[Any],
    order: str,
    size: int,
    by: Expression | Combinable | None = None,
    known: QuerySet[Any] | None = None,
) -> Slice:
    """The page that a request asks for; ``order`` is a field whose values are all different, ``-`` turning it round.

    ``by`` is an expression to be ordered by, where there is no such field; ``order`` is then its name. A row that is
    gone, and what is no number, is the first page. ``known`` are the rows of which the reader may know where they
    stand; without it a key that somebody guesses tells between which of his rows a hidden one would be.
    """
    name, downwards = order.lstrip("-"), order.startswith("-")
    every: QuerySet[Any] = rows.model._default_manager.all() if known is None else known
    if by is not None:
        rows, every = rows.annotate(**{name: by}), every.annotate(**{name: by})
    after, before = (_place(every, name, _number(request.GET.get(way))) for way in ("after", "before"))
    back = before is not None and after is None
    anchor = before if back else after
    upwards = back == downwards
    if anchor is not None:
        rows = rows.filter(**{f"{name}__{'gt' if upwards else 'lt'}": anchor})
    found = list(rows.order_by(name if upwards else f"-{name}")[: size + 1])
    more, found = len(found) > size, found[:size]
    return _sliced(found[::-1] if back else found, earlier=more if back else anchor is not None, later=back or more)


def _sliced(rows: list[Any], *, earlier: bool, later: bool) -> Slice:
    return Slice(rows, rows[0].pk if rows and earlier else None, rows[-1].pk if rows and later else None)
