"""Words as a condition on a list that has an order of its own and is read a page at a time.

What is quick depends on how many objects have the words. A few are fetched and sorted. Of many, the list is walked in
its order until a page is full, and each row is looked up among all that were found. What most objects have is not
gathered first: each row is asked whether it has the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Q

from heliograph.frame.fulltext import asked, statement
from heliograph.texts.tokens import is_prefix

#: Up to so many are few, and beyond so many are most.
FEW, MANY = 3000, 20_000

# The sign before the key keeps SQLite from going through the finds, the question whether it is TRUE PostgreSQL.
_SQLITE_LOOKED_UP = "+{key} IN ({statement})"
_POSTGRESQL_LOOKED_UP = "({key} IN ({statement})) IS TRUE"
_POSTGRESQL_AT_ONCE = "{key} = ANY(ARRAY({statement}))"
_IN = "{key} IN ({statement})"
_SQLITE_ONE_BY_ONE = """EXISTS (
    SELECT 1 FROM frame_fulltext e CROSS JOIN frame_fulltext_tokens t ON t.rowid = e.id
    WHERE e.topic = %s AND e.object_id = {key} AND {words})"""
_HAS_WORD = "instr(' ' || t.tokens || ' ', %s) > 0"


class Way(Enum):
    AT_ONCE = auto()
    LOOKED_UP = auto()
    ONE_BY_ONE = auto()


_POSTGRESQL = {Way.AT_ONCE: _POSTGRESQL_AT_ONCE, Way.LOOKED_UP: _POSTGRESQL_LOOKED_UP, Way.ONE_BY_ONE: _IN}
_SQLITE = {Way.AT_ONCE: _IN, Way.LOOKED_UP: _SQLITE_LOOKED_UP}


class _Among(Func):
    """Whether the object of a topic that a key names has all these tokens in one language."""

    output_field = BooleanField()

    def __init__(self, key: F, topic: str, words: Sequence[str], way: Way) -> None:
        super().__init__(key, topic=topic, words=tuple(words), way=way)

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, Any]:
        if self.extra["way"] is Way.ONE_BY_ONE:
            return self._one_by_one(compiler)
        return self._written(_SQLITE[self.extra["way"]], compiler)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return self._written(_POSTGRESQL[self.extra["way"]], compiler)

    def _written(self, template: str, compiler: Any) -> tuple[str, list[Any]]:
        key, before = compiler.compile(self.source_expressions[0])
        found, arguments = statement(self.extra["topic"], self.extra["words"])
        return template.format(key=key, statement=found), [*before, *arguments]

    def _one_by_one(self, compiler: Any) -> tuple[str, list[Any]]:
        key, before = compiler.compile(self.source_expressions[0])
        words = [f" {word}" if is_prefix(word) else f" {word} " for word in self.extra["words"]]
        text = _SQLITE_ONE_BY_ONE.format(key=key, words=" AND ".join([_HAS_WORD] * len(words)))
        return text, [self.extra["topic"], *before, *words]


def _count(topic: str, words: Sequence[str], limit: int) -> int:
    """How many objects have all the words, counted up to a limit."""
    found, arguments = statement(topic, words)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({found} LIMIT %s) AS found", [*arguments, limit])
        return int(cursor.fetchone()[0])


def _guess(topic: str, words: Sequence[str]) -> int:
    """How many objects with all the words PostgreSQL expects, which it need not count for that."""
    found, arguments = statement(topic, words)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {found}", arguments)
        (plan,) = cursor.fetchone()
    return int(plan[0]["Plan"]["Plan Rows"])


def _way(topic: str, words: Sequence[str]) -> Way | None:
    """How to go from the words to the rows; None where no object has them."""
    guesses = connection.vendor == "postgresql"
    found = _count(topic, words, (FEW if guesses else MANY) + 1)
    if not found:
        return None
    if found <= FEW:
        return Way.AT_ONCE
    return Way.LOOKED_UP if (_guess(topic, words) if guesses else found) <= MANY else Way.ONE_BY_ONE


def among(topic: str, question: str) -> Q | None:
    """The condition that an object has all the words of a question; None where it has no words.

    The database is asked once or twice how many objects have them.
    """
    words = asked(question)
    if not words:
        return None
    way = _way(topic, words)
    return Q(_Among(F("pk"), topic, words, way)) if way else Q(pk__in=[])
