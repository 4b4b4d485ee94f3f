"""A part of a call's responses in an order: from one of them on, however far it lies in, or all that are around one.

Where few are wanted they are fetched and sorted. Of many, the order is walked from the place of the one before, in an
index, and each is asked whether it is wanted, until the page is full. Those without a value in the order come last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from heliograph.calls.models import Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.responses.asking import Wanted, sent_to
from heliograph.calls.responses.models import AnswerKey
from heliograph.calls.states import ResponseState

#: Up to so many are few.
FEW = 2000

_STATES = Case(
    *(When(state=state, then=Value(rank)) for rank, state in enumerate(ResponseState)), output_field=IntegerField()
)


@dataclass(frozen=True)
class Part:
    """Responses of one page by primary key, in order; whether there are any before and after them."""

    keys: list[int]
    before: bool
    after: bool


@dataclass(frozen=True)
class Found:
    """The responses that are wanted, and how many they are; ``few`` has their primary keys where they are few."""

    wanted: Wanted
    responses: ResponseQuerySet
    count: int
    few: list[int] | None

    def part(self, size: int, *, after: int | None = None, before: int | None = None) -> Part:
        """The page behind a response, before one, or the first; at most six queries."""
        back = before is not None and after is None
        anchor = before if back else after
        order = _order(self)
        rows = order.walk(anchor, size + 1, back=back)
        more, rows = len(rows) > size, rows[:size]
        if back:
            return Part(rows[::-1], more, after=True)
        return Part(rows, anchor is not None, more)


def find(wanted: Wanted) -> Found:
    """What is wanted of a call, counted: two queries, and those for words."""
    responses = wanted.apply(sent_to(wanted.call))
    few = list(responses.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Found(wanted, responses, len(few), few)
    return Found(wanted, responses, responses.count(), None)


class _Order:
    """One way to sort. Rows stand by a value and then by primary key; those without a value stand behind them."""

    def __init__(self, found: Found, *, down: bool) -> None:
        self.found, self.down = found, down

    def walk(self, anchor: int | None, limit: int, *, back: bool) -> list[int]:
        """So many primary keys behind the anchor (or before it), the nearest first."""
        value = self.value_of(anchor) if anchor is not None else None
        steps: list[tuple[bool, Any]]
        if anchor is None:
            steps = [(True, None), (False, None)]
        elif value is None:
            steps = [(False, (None, anchor))] + ([(True, None)] if back else [])
        else:
            steps = [(True, (value, anchor))] + ([] if back else [(False, None)])
        keys: list[int] = []
        for valued, place in steps:
            if len(keys) < limit:
                rows = self.rows(valued=valued)
                keys += self._taken(rows, valued, place, limit - len(keys), up=self.down == back)
        return keys

    def _taken(self, rows: QuerySet[Any], valued: bool, place: Any, limit: int, *, up: bool) -> list[int]:
        by, key = self.names()
        beyond, sign = ("gt", "") if up else ("lt", "-")
        if place is not None:
            value, anchor = place
            tie = Q(**{f"{key}__{beyond}": anchor})
            if valued:
                tie = Q(**{f"{by}__{beyond}e": value}) & (Q(**{f"{by}__{beyond}": value}) | tie)
            rows = rows.filter(tie)
        order = [f"{sign}{by}", f"{sign}{key}"] if valued else [f"{sign}{key}"]
        return list(rows.order_by(*order).values_list(key, flat=True)[:limit])

    def value_of(self, anchor: int) -> Any:
        raise ValueError(anchor)

    def rows(self, *, valued: bool) -> QuerySet[Any]:
        raise ValueError(valued)

    def names(self) -> tuple[str, str]:
        """What holds the value and the primary key of the response in ``rows``."""
        raise ValueError(self)


class _ByField(_Order):
    """By something that the response's row has."""

    def __init__(self, found: Found, expression: Any, *, down: bool) -> None:
        super().__init__(found, down=down)
        self.expression = expression

    def value_of(self, anchor: int) -> Any:
        every = sent_to(self.found.wanted.call).annotate(by=self.expression)
        return every.filter(pk=anchor).values_list("by", flat=True).first()

    def rows(self, *, valued: bool) -> QuerySet[Any]:
        rows = self.found.responses.annotate(by=self.expression)
        return rows.filter(by__isnull=not valued)

    def names(self) -> tuple[str, str]:
        return "by", "pk"


class _ByKey(_Order):
    """By the first key of a question."""

    def __init__(self, found: Found, stored: str, *, down: bool) -> None:
        super().__init__(found, down=down)
        self.stored = stored

    def value_of(self, anchor: int) -> Any:
        return self._keys().filter(response=anchor).values_list("value", flat=True).first()

    def rows(self, *, valued: bool) -> QuerySet[Any]:
        few, responses = self.found.few, self.found.responses
        if valued:
            if few is not None:
                return self._keys().filter(response__in=few)
            return self._keys().filter(Exists(responses.filter(pk=OuterRef("response"))))
        without: QuerySet[Response] = responses if few is None else Response.objects.filter(pk__in=few)
        rows = without.filter(~Exists(self._keys().filter(response=OuterRef("pk"))))
        return rows.annotate(value=F("pk"), response=F("pk"))

    def _keys(self) -> QuerySet[AnswerKey]:
        return AnswerKey.objects.filter(call=self.found.wanted.call, question=self.stored, place=0)

    def names(self) -> tuple[str, str]:
        return "value", "response"


def _order(found: Found) -> _Order:
    sort = found.wanted.sort
    down, one = sort.startswith("-"), found.wanted.fields.by_name[sort.removeprefix("-")]
    if one.stored is not None:
        return _ByKey(found, one.stored, down=down)
    return _ByField(found, _STATES if one.name == "state" else F("arrived_at"), down=down)


def around(found: Found, key: int) -> tuple[int | None, int | None]:
    """The responses before and after one of them, by primary key; None at an end."""
    before = found.part(1, before=key).keys
    after = found.part(1, after=key).keys
    return (before[0] if before else None), (after[0] if after else None)


def in_order(keys: Sequence[int], call_responses: ResponseQuerySet) -> list[Response]:
    """The responses with these primary keys, in this order, with what the table tells of them. One query."""
    rows = call_responses.filter(pk__in=keys).select_related("organization", "person", "question_set").defer("draft")
    by_key = {each.pk: each for each in rows}
    return [by_key[key] for key in keys if key in by_key]
