"""Queries whose SQL is written once for each process; afterwards only the values are put in.

For the few that every request asks: there, Django takes several times as long to write the SQL as the database to
answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Model, QuerySet

#: What is asked for: a number, a text, a day, an instant (aware), or a tuple of one of these.
Value = int | str | date | datetime | tuple[int, ...] | tuple[str, ...]
_SHAPES = 50


@dataclass(frozen=True)
class _Place:
    """Where in the values a parameter of the statement comes from; ``index`` is None for what is no tuple."""

    name: str
    index: int | None


class _Written(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    converters: Any
    compiler: Any
    names: list[str]


class Prepared:
    """A query of one or more shapes: the SQL is written anew where a tuple of another length is asked for.

    ``build`` gives the queryset for keyword values. Each must reach the database as it is, not inside another text:
    ValueError where the SQL does not hold it. Queries that follow relations into objects are not for this.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._written: dict[Any, _Written] = {}

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows as tuples, as ``values_list`` gives them. One query."""
        return [tuple(row) for row in self._fetched(self._for(values), values)]

    def objects(self, **values: Value) -> Iterator[Any]:
        """The rows as objects of the model. One query."""
        written = self._for(values)
        model: type[Model] = written.compiler.query.model
        for row in self._fetched(written, values):
            yield model.from_db(written.compiler.using, written.names, row)

    def _fetched(self, written: _Written, values: dict[str, Value]) -> Any:
        connection = connections[written.compiler.using]
        params = [_given(connection, each, values) for each in written.params]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            found = cursor.fetchall()
        if not written.converters:
            return found
        return written.compiler.apply_converters(found, written.converters)

    def _for(self, values: dict[str, Value]) -> _Written:
        shape = tuple((name, len(value) if isinstance(value, tuple) else None) for name, value in values.items())
        written = self._written.get(shape)
        if written is None:
            written = self._write(values)
            if len(self._written) < _SHAPES:
                self._written[shape] = written
        return written

    def _write(self, values: dict[str, Value]) -> _Written:
        marks = _Marks()
        query = self._build(**{name: marks.mark(name, value) for name, value in values.items()})
        connection = connections[query.db]
        compiler = query.query.get_compiler(using=query.db)
        sql, params = compiler.as_sql()
        selected = [expression for expression, *_rest in compiler.select]
        names = [column.target.attname for column in selected if hasattr(column, "target")]
        converters = compiler.get_converters(selected)
        return _Written(sql, tuple(marks.places(connection, params)), converters, compiler, names)


class _Marks:
    """Values that stand for those that are asked later; none of them is ever met."""

    def __init__(self) -> None:
        self._by_mark: dict[Any, _Place] = {}

    def mark(self, name: str, value: Value) -> Any:
        if isinstance(value, tuple):
            return tuple(self._one(_Place(name, index), each) for index, each in enumerate(value))
        return self._one(_Place(name, None), value)

    def _one(self, place: _Place, value: Any) -> Any:
        number = len(self._by_mark) + 1
        if isinstance(value, datetime):
            mark: Any = datetime(9000, 1, 1, microsecond=number, tzinfo=UTC)
        elif isinstance(value, date):
            mark = date.fromordinal(date(8000, 1, 1).toordinal() + number)
        elif isinstance(value, int):
            mark = 2_000_000_000 + number
        else:
            mark = f"\N{OBJECT REPLACEMENT CHARACTER}{number}"
        self._by_mark[mark] = place
        return mark

    def places(self, connection: Any, params: Any) -> Iterator[Any]:
        """The parameters of a statement, with a place for each mark. Raises ValueError where one is missing."""
        adapted = {_adapted(connection, mark): place for mark, place in self._by_mark.items()}
        found = [adapted.get(each, each) if isinstance(each, Hashable) else each for each in params]
        if missing := set(self._by_mark.values()) - {each for each in found if isinstance(each, _Place)}:
            names = sorted({place.name for place in missing})
            raise ValueError(f"The statement does not hold {names} as they are.")
        yield from found


def _adapted(connection: Any, value: Any) -> Any:
    """A value as this database's driver is given it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _given(connection: Any, param: Any, values: dict[str, Any]) -> Any:
    if not isinstance(param, _Place):
        return param
    value = values[param.name]
    return _adapted(connection, value if param.index is None else value[param.index])
