"""A part of a call's responses in an order: from one of them on, however far it lies in, or all that are around one.

Each filter by keys is asked for its responses, up to so many; what of it is rare narrows the question, what is common
is asked of each response. Where few are wanted they are fetched and sorted. Of many, the order is walked from the place
of the one before, in an index, and each is asked whether it is wanted, until the page is full. Those without a value in
the order come last. Nobody waits for more than so many to be counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from heliograph.calls.models import Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.responses.asking import Wanted, sent_to
from heliograph.calls.responses.models import AnswerKey
from heliograph.calls.states import ResponseState

#: Up to so many are few; so many are counted at most; a filter that finds no more narrows the question.
FEW, COUNTED, RARE = 2000, 5000, 10_000


@dataclass(frozen=True)
class Part:
    """Responses of one page by primary key, in order; whether there are any before and after them."""

    keys: list[int]
    before: bool
    after: bool


@dataclass(frozen=True)
class Found:
    """The responses that are wanted, and how many they are; where those are ``more``, there are more than ``count``.

    ``few`` has their primary keys where they are few.
    """

    wanted: Wanted
    responses: ResponseQuerySet
    count: int
    few: list[int] | None
    more: bool = False

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
    """What is wanted of a call, counted: two queries, and those for words and one for each filter by keys."""
    responses, rare = _narrowed(wanted)
    few = list(responses.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Found(wanted, responses, len(few), few)
    if rare is None and not wanted.filtered:
        return Found(wanted, responses, responses.count(), None)
    count = responses.order_by()[: COUNTED + 1].count()
    return Found(wanted, responses, min(count, COUNTED), None, more=count > COUNTED)


def _narrowed(wanted: Wanted) -> tuple[ResponseQuerySet, set[int] | None]:
    """The wanted responses, asked for in the way that is quick for how many each filter finds."""
    responses = sent_to(wanted.call)
    for condition in wanted.conditions():
        responses = responses.filter(condition)
    rare: set[int] | None = None
    for rows in wanted.keyed():
        found = list(rows.order_by().values_list("response", flat=True)[: RARE + 1])
        if len(found) > RARE:
            responses = responses.filter(Exists(rows.filter(response=OuterRef("pk"))))
        else:
            rare = set(found) if rare is None else rare.intersection(found)
    return (responses if rare is None else responses.filter(pk__in=rare)), rare


class _Order:
    """One way to sort. It has parts, one behind the other; in each, rows stand by a value and then by primary key."""

    def __init__(self, found: Found, *, down: bool) -> None:
        self.found, self.down = found, down

    def walk(self, anchor: int | None, limit: int, *, back: bool) -> list[int]:
        """So many primary keys behind the anchor (or before it), the nearest first."""
        parts = self.parts()[::-1] if back else self.parts()
        place = None
        if anchor is not None:
            here, value = self.place_of(anchor)
            parts, place = parts[parts.index(here) :], (value, anchor)
        keys: list[int] = []
        for part in parts:
            if len(keys) < limit:
                keys += self._taken(part, place, limit - len(keys), up=self.down == back)
            place = None
        return keys

    def _taken(self, part: str, place: tuple[Any, int] | None, limit: int, *, up: bool) -> list[int]:
        rows, (by, key) = self.rows(part), self.names(part)
        beyond, sign = ("gt", "") if up else ("lt", "-")
        if place is not None:
            value, anchor = place
            tie = Q(**{f"{key}__{beyond}": anchor})
            rows = rows.filter(
                tie if by is None else Q(**{f"{by}__{beyond}e": value}) & (Q(**{f"{by}__{beyond}": value}) | tie)
            )
        order = [f"{sign}{key}"] if by is None else [f"{sign}{by}", f"{sign}{key}"]
        return list(rows.order_by(*order).values_list(key, flat=True)[:limit])

    def parts(self) -> list[str]:
        """The names of the parts, in order."""
        return [_VALUED, _REST]

    def place_of(self, anchor: int) -> tuple[str, Any]:
        """In which part a response stands, and by which value."""
        raise ValueError(anchor)

    def rows(self, part: str) -> QuerySet[Any]:
        """The wanted rows of a part."""
        raise ValueError(part)

    def names(self, part: str) -> tuple[str | None, str]:
        """What holds the value in the rows of a part, None where all have one; and the primary key of the response."""
        return None, "pk"


#: The part of rows with a value, and that of rows without.
_VALUED, _REST = "valued", "rest"


class _ByArrival(_Order):
    def place_of(self, anchor: int) -> tuple[str, Any]:
        at = sent_to(self.found.wanted.call).filter(pk=anchor).values_list("arrived_at", flat=True).first()
        return (_REST if at is None else _VALUED), at

    def rows(self, part: str) -> QuerySet[Any]:
        return self.found.responses.filter(arrived_at__isnull=part == _REST)

    def names(self, part: str) -> tuple[str | None, str]:
        return ("arrived_at" if part == _VALUED else None), "pk"


class _ByState(_Order):
    """State by state, in the order of a response's life."""

    def parts(self) -> list[str]:
        states = [state.value for state in ResponseState if state != ResponseState.DRAFT]
        return states[::-1] if self.down else states

    def place_of(self, anchor: int) -> tuple[str, Any]:
        return Response.objects.values_list("state", flat=True).get(pk=anchor), None

    def rows(self, part: str) -> QuerySet[Any]:
        return self.found.responses.filter(state=part)


class _ByKey(_Order):
    """By the first key of a question."""

    def __init__(self, found: Found, stored: str, *, down: bool) -> None:
        super().__init__(found, down=down)
        self.stored = stored

    def place_of(self, anchor: int) -> tuple[str, Any]:
        value = self._keys().filter(response=anchor).values_list("value", flat=True).first()
        return (_REST if value is None else _VALUED), value

    def rows(self, part: str) -> QuerySet[Any]:
        few, responses = self.found.few, self.found.responses
        if part == _VALUED:
            if few is not None:
                return self._keys().filter(response__in=few)
            return self._keys().filter(Exists(responses.filter(pk=OuterRef("response"))))
        without = responses if few is None else Response.objects.filter(pk__in=few)
        return without.filter(~Exists(self._keys().filter(response=OuterRef("pk"))))

    def _keys(self) -> QuerySet[AnswerKey]:
        return AnswerKey.objects.filter(call=self.found.wanted.call, question=self.stored, place=0)

    def names(self, part: str) -> tuple[str | None, str]:
        return ("value", "response") if part == _VALUED else (None, "pk")


def _order(found: Found) -> _Order:
    sort = found.wanted.sort
    down, one = sort.startswith("-"), found.wanted.fields.by_name[sort.removeprefix("-")]
    if one.stored is not None:
        return _ByKey(found, one.stored, down=down)
    return _ByState(found, down=down) if one.name == "state" else _ByArrival(found, down=down)


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
