"""Full-text search of the databases, behind ``index``, ``forget``, ``search`` and ``matching``; ``among`` is beside it.

What is searched are the tokens of ``heliograph.texts.tokens``, kept for each object and language: in an
FTS5 table on SQLite, as a ``tsvector`` on PostgreSQL. Both are given the same tokens and answer the same. A
topic names a kind of object; ``sort`` orders the answers, highest first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

from heliograph.frame.many_keys import keys_found
from heliograph.texts.tokens import is_prefix, tokens

#: Words of a question that are looked at, and rows of an answer.
MOST_WORDS = 12
MOST_ROWS = 2000
BATCH = 1000

_ENTRY = """
    CREATE TABLE frame_fulltext (
        id {serial}, topic varchar(40) NOT NULL, object_id bigint NOT NULL, language varchar(20) NOT NULL,
        sort bigint NOT NULL{tokens}, UNIQUE (topic, object_id, language)
    )
"""
_FTS5 = "CREATE VIRTUAL TABLE frame_fulltext_tokens USING fts5(tokens, tokenize = \"unicode61 remove_diacritics '0'\")"
_GIN = "CREATE INDEX frame_fulltext_tokens ON frame_fulltext USING gin (tokens)"

# CROSS JOIN keeps SQLite to this order; left to itself it asks the whole question anew for each object of a topic.
_FIND_SQLITE = """
    SELECT e.object_id, e.language FROM frame_fulltext_tokens t CROSS JOIN frame_fulltext e ON e.id = t.rowid
    WHERE e.topic = %s AND frame_fulltext_tokens MATCH %s ORDER BY e.sort DESC, e.object_id, e.language LIMIT %s
"""
# The topic comes first: PostgreSQL asks in this order, and looks for words only in texts of the topic.
_FIND_POSTGRESQL = """
    SELECT object_id, language FROM frame_fulltext
    WHERE topic = %s AND tokens @@ %s::tsquery ORDER BY sort DESC, object_id, language LIMIT %s
"""
_MATCHING_SQLITE = """
    SELECT e.object_id FROM frame_fulltext_tokens t CROSS JOIN frame_fulltext e ON e.id = t.rowid
    WHERE e.topic = %s AND frame_fulltext_tokens MATCH %s
"""
_MATCHING_POSTGRESQL = "SELECT object_id FROM frame_fulltext WHERE topic = %s AND tokens @@ %s::tsquery"

#: An object, the language of a text, the text, and its place among the answers.
Row = tuple[int, str, str, int]


@dataclass(frozen=True)
class Hit:
    """An object that answers the question, and the languages in which it does."""

    object_id: int
    languages: tuple[str, ...]


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def create(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables; for ``migrations.RunPython``."""
    if editor.connection.vendor == "sqlite":
        editor.execute(_ENTRY.format(serial="integer PRIMARY KEY", tokens=""), None)
        editor.execute(_FTS5, None)
    else:
        serial = "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        editor.execute(_ENTRY.format(serial=serial, tokens=", tokens tsvector NOT NULL"), None)
        editor.execute(_GIN, None)


def drop(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Undo ``create``."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE frame_fulltext_tokens", None)
    editor.execute("DROP TABLE frame_fulltext", None)


def forget(topic: str, object_ids: Iterable[int]) -> None:
    """Take objects out of the search, in all their languages."""
    rows = [(topic, object_id) for object_id in object_ids]
    if not rows:
        return
    with connection.cursor() as cursor:
        if _is_sqlite():
            cursor.executemany(
                "DELETE FROM frame_fulltext_tokens WHERE rowid IN"
                " (SELECT id FROM frame_fulltext WHERE topic = %s AND object_id = %s)",
                rows,
            )
        cursor.executemany("DELETE FROM frame_fulltext WHERE topic = %s AND object_id = %s", rows)


def index(topic: str, object_id: int, texts: dict[str, str], sort: int) -> None:
    """Put an object into the search, or anew: all its texts by language."""
    forget(topic, [object_id])
    for language, text in texts.items():
        found = sorted(set(tokens(text)))
        if found:
            _insert((topic, object_id, language, sort), found)


def _insert(entry: tuple[str, int, str, int], found: list[str]) -> None:
    columns = "INSERT INTO frame_fulltext (topic, object_id, language, sort"
    with connection.cursor() as cursor:
        if _is_sqlite():
            cursor.execute(f"{columns}) VALUES (%s, %s, %s, %s) RETURNING id", entry)
            (row,) = cursor.fetchone()
            cursor.execute("INSERT INTO frame_fulltext_tokens (rowid, tokens) VALUES (%s, %s)", [row, " ".join(found)])
        else:
            cursor.execute(f"{columns}, tokens) VALUES (%s, %s, %s, %s, array_to_tsvector(%s))", [*entry, found])


def index_many(topic: str, rows: Iterable[Row]) -> None:
    """As ``index``, for many objects of one text each, in batches."""
    coming = iter(rows)
    while batch := list(islice(coming, BATCH)):
        with transaction.atomic():
            forget(topic, [row[0] for row in batch])
            _insert_many(topic, batch)


def _insert_many(topic: str, batch: list[Row]) -> None:
    found = [(row, sorted(set(tokens(row[2])))) for row in batch]
    kept = [(topic, row[0], row[1], row[3], words) for row, words in found if words]
    columns = "topic, object_id, language, sort"
    with connection.cursor() as cursor:
        if not _is_sqlite():
            values = "VALUES (%s, %s, %s, %s, array_to_tsvector(%s))"
            cursor.executemany(f"INSERT INTO frame_fulltext ({columns}, tokens) {values}", kept)
            return
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM frame_fulltext")
        numbered = list(enumerate(kept, cursor.fetchone()[0] + 1))
        cursor.executemany(
            f"INSERT INTO frame_fulltext (id, {columns}) VALUES (%s, %s, %s, %s, %s)",
            [(number, *row[:4]) for number, row in numbered],
        )
        cursor.executemany(
            "INSERT INTO frame_fulltext_tokens (rowid, tokens) VALUES (%s, %s)",
            [(number, " ".join(row[4])) for number, row in numbered],
        )


def asked(question: str) -> tuple[str, ...]:
    """The tokens of a question, each once."""
    return tuple(dict.fromkeys(tokens(question)))[:MOST_WORDS]


def _match(words: Iterable[str]) -> str:
    """All words, each quoted; tokens are letters and digits only, so that nothing in them is an operator."""
    if _is_sqlite():
        return " AND ".join(f'"{word}"{"*" if is_prefix(word) else ""}' for word in words)
    return " & ".join(f"'{word}'{':*' if is_prefix(word) else ''}" for word in words)


def search(topic: str, question: str) -> list[Hit]:
    """The objects that have all the words of a question in one language, highest ``sort`` first."""
    words = asked(question)
    if not words:
        return []
    statement = _FIND_SQLITE if _is_sqlite() else _FIND_POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(statement, [topic, _match(words), MOST_ROWS])
        rows = cursor.fetchall()
    languages: dict[int, list[str]] = {}
    for object_id, language in rows:
        languages.setdefault(object_id, []).append(language)
    return [Hit(object_id, tuple(found)) for object_id, found in languages.items()]


def statement(topic: str, words: Iterable[str]) -> tuple[str, list[Any]]:
    """The statement, with its arguments, that finds the objects which have all these tokens."""
    return (_MATCHING_SQLITE if _is_sqlite() else _MATCHING_POSTGRESQL), [topic, _match(words)]


def every(topic: str, question: str) -> list[int]:
    """All objects that have all the words of a question, in no order; none where it has no words."""
    words = asked(question)
    return keys_found(*statement(topic, words)) if words else []


def matching(topic: str, question: str) -> RawSQL | None:
    """All objects that have all the words of a question, for ``filter(pk__in=…)``; None where it has no words."""
    words = asked(question)
    return RawSQL(*statement(topic, words)) if words else None
