"""A part of a call's responses in an order: from one of them on, however far it lies in, or all that are around one.

The primary keys of all that is wanted are fetched, by indexes alone. Where they are few they are sorted. Of many, the
order is walked in its index from the place of the one before, until a page is full. Those without a value in the order
come last.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet

from heliograph.calls.models import Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.responses.asking import Wanted, sent_to
from heliograph.calls.responses.models import AnswerKey
from heliograph.calls.states import ResponseState
from heliograph.frame import fulltext
from heliograph.frame.many_keys import keys_found

#: Up to so many are few.
FEW = 2000
#: So many rows of an order are looked at first, and so many times more when none of the rest has filled the page.
FIRST, MORE = 500, 8


@dataclass(frozen=True)
class Part:
    """Responses of one page by primary key, in order; whether there are any before and after them."""

    keys: list[int]
    before: bool
    after: bool


@dataclass(frozen=True)
class Found:
    """How many responses are wanted, and their primary keys; None where no filter is set."""

    wanted: Wanted
    count: int
    keys: AbstractSet[int] | None

    def part(self, size: int, *, after: int | None = None, before: int | None = None) -> Part:
        """The page behind a response, before one, or the first."""
        back = before is not None and after is None
        anchor = before if back else after
        rows = _order(self).walk(anchor, size + 1, back=back)
        more, rows = len(rows) > size, rows[:size]
        if back:
            return Part(rows[::-1], more, after=True)
        return Part(rows, anchor is not None, more)


def find(wanted: Wanted) -> Found:
    """What is wanted of a call, counted: one query for each filter, one where there is none."""
    sent = sent_to(wanted.call).order_by()
    if not wanted.filtered:
        return Found(wanted, sent.count(), None)
    keys = _narrowed(wanted, sent)
    return Found(wanted, len(keys), keys)


def _narrowed(wanted: Wanted, sent: ResponseQuerySet) -> set[int]:
    """The primary keys of all that is wanted: each filter is answered from its own index, and they are put together
    here, which databases do slower. Once few are left, the others are asked of these alone.
    """
    found: set[int] | None = None
    for topic, words in wanted.words():
        found = _both(found, fulltext.every(topic, words))
    for rows in wanted.having():
        here = rows.filter(response__in=found) if found is not None and len(found) <= FEW else rows
        found = _both(found, _read(here.values_list("response")))
    for rows, sets in wanted.unanswered():
        earlier = _read(sent.filter(question_set__in=sets).values_list("pk")) if sets else ()
        found = _both(found, {*_read(rows.values_list("response")), *earlier})
    conditions, lacking = wanted.conditions(), wanted.lacking()
    if conditions or found is None:
        few = sent.filter(pk__in=found) if found is not None and len(found) <= FEW else sent
        found = _both(found, _read(few.filter(*conditions).values_list("pk")))
    for rows in lacking:
        found.difference_update(_read(rows.values_list("response")))
    return found


def _both(found: set[int] | None, more: Collection[int]) -> set[int]:
    return set(more) if found is None else found.intersection(more)


def _read(rows: QuerySet[Any, Any]) -> list[int]:
    """The primary keys in rows of one column; of 100,000, Django takes most of the time to hand them over."""
    try:
        statement, values = rows.order_by().query.sql_with_params()
    except EmptyResultSet:
        return []
    return keys_found(statement, values)


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
        """So many wanted rows of a part behind a place; the further it has to go, the more rows at a time."""
        wanted, size, taken = self.found.keys, FIRST, list[int]()
        every = wanted is None or len(wanted) <= FEW
        while True:
            rows = self._behind(part, place, limit if every else size, up=up)
            taken += [key for _value, key in rows if wanted is None or key in wanted]
            if every or len(taken) >= limit or len(rows) < size:
                return taken[:limit]
            place, size = rows[-1], size * MORE

    def _behind(self, part: str, place: tuple[Any, int] | None, size: int, *, up: bool) -> list[tuple[Any, int]]:
        """Rows of a part behind a place: their values and primary keys."""
        rows, (by, key) = self.rows(part), self.names(part)
        beyond, sign = ("gt", "") if up else ("lt", "-")
        if place is not None:
            value, anchor = place
            tie = Q(**{f"{key}__{beyond}": anchor})
            rows = rows.filter(
                tie if by is None else Q(**{f"{by}__{beyond}e": value}) & (Q(**{f"{by}__{beyond}": value}) | tie)
            )
        order = [f"{sign}{key}"] if by is None else [f"{sign}{by}", f"{sign}{key}"]
        return list(rows.order_by(*order).values_list(by or key, key)[:size])

    def parts(self) -> list[str]:
        """The names of the parts, in order."""
        return [_VALUED, _REST]

    def place_of(self, anchor: int) -> tuple[str, Any]:
        """In which part a response stands, and by which value."""
        raise ValueError(anchor)

    def rows(self, part: str) -> QuerySet[Any]:
        """The rows of a part; where few are wanted, those alone."""
        raise ValueError(part)

    def sent(self) -> ResponseQuerySet:
        """The responses to the call, where few are wanted those alone, as far as their rows say what is wanted."""
        keys, wanted = self.found.keys, self.found.wanted
        sent = sent_to(wanted.call).filter(*wanted.conditions())
        return sent.filter(pk__in=keys) if keys is not None and len(keys) <= FEW else sent

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
        return self.sent().filter(arrived_at__isnull=part == _REST)

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
        return self.sent().filter(state=part)


class _ByKey(_Order):
    """By the first key of a question; ``hidden`` responses have none."""

    def __init__(self, found: Found, stored: str, hidden: frozenset[int], *, down: bool) -> None:
        super().__init__(found, down=down)
        self.stored, self.hidden = stored, hidden

    def place_of(self, anchor: int) -> tuple[str, Any]:
        value = self._keys().filter(response=anchor).values_list("value", flat=True).first()
        return (_REST if value is None else _VALUED), value

    def rows(self, part: str) -> QuerySet[Any]:
        keys = self.found.keys
        return self._keys().filter(response__in=keys) if keys is not None and len(keys) <= FEW else self._keys()

    def _behind(self, part: str, place: tuple[Any, int] | None, size: int, *, up: bool) -> list[tuple[Any, int]]:
        if part == _VALUED:
            return super()._behind(part, place, size, up=up)
        keys = self._without if up else self._without[::-1]
        if place is not None:
            keys = [key for key in keys if (key > place[1] if up else key < place[1])]
        return [(None, key) for key in keys[:size]]

    @cached_property
    def _without(self) -> list[int]:
        """Those that have no value. All are read from indexes, since the rows themselves are large."""
        keys = self.found.keys
        wanted = _read(sent_to(self.found.wanted.call).values_list("pk")) if keys is None else keys
        return sorted(set(wanted).difference(_read(self.rows(_VALUED).values_list("response"))))

    def _keys(self) -> QuerySet[AnswerKey]:
        rows = AnswerKey.objects.filter(call=self.found.wanted.call, question=self.stored, place=0)
        return rows.exclude(response__in=self.hidden) if self.hidden else rows

    def names(self, part: str) -> tuple[str | None, str]:
        return "value", "response"


def _order(found: Found) -> _Order:
    sort = found.wanted.sort
    down, one = sort.startswith("-"), found.wanted.fields.by_name[sort.removeprefix("-")]
    if one.stored is not None:
        return _ByKey(found, one.stored, one.hidden, down=down)
    return _ByState(found, down=down) if one.name == "state" else _ByArrival(found, down=down)


def around(found: Found, key: int) -> tuple[int | None, int | None]:
    """The responses before and after one of them, by primary key; None at an end."""
    before = found.part(1, before=key).keys
    after = found.part(1, after=key).keys
    return (before[0] if before else None), (after[0] if after else None)


def in_order(found: Found, keys: Sequence[int], *, answers: bool = True) -> list[Response]:
    """The responses with these primary keys, in this order, with what the table tells of them. One query.

    ``answers`` is False where none of them is told: rows without them are read faster.
    """
    sets, call = found.wanted.fields.sets, found.wanted.call
    rows = sent_to(call).filter(pk__in=keys).select_related("organization", "person").defer("draft")
    by_key = {each.pk: each for each in (rows if answers else rows.defer("answers", "draft"))}
    for each in by_key.values():
        each.call, each.question_set = call, sets[each.question_set_id]
    return [by_key[key] for key in keys if key in by_key]
