"""Lists of words in one column (levels, languages, themes), and how a query asks whether a word is among them.

``filter(levels__includes="primary")`` becomes ``jsonb ?`` on PostgreSQL, where a GIN index answers, and a search for
the quoted word in the JSON text on SQLite, where an index that covers the column is read instead of the table.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.lookups import In, Lookup


class WordsField(models.JSONField):
    """A list of words of ASCII letters, digits and hyphens, in an order that may mean something."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)


@WordsField.register_lookup
class Includes(Lookup[Any]):
    """Whether one word is in the list."""

    lookup_name = "includes"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, arguments = self.process_lhs(compiler, connection)
        return f"instr({left}, %s) > 0", [*arguments, f'"{self.rhs}"']

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, arguments = self.process_lhs(compiler, connection)
        return f"{left} ? %s", [*arguments, str(self.rhs)]


@models.CharField.register_lookup
class OneOf(In):
    """As ``in``, for long lists of values that many rows have (the countries of a region).

    The sign keeps SQLite from gathering all these rows by an index and sorting them: a list is walked in its order.
    """

    lookup_name = "one_of"

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, Any]:
        written, arguments = self.as_sql(compiler, connection)
        return f"+{written}", arguments
