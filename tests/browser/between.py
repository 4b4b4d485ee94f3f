"""Between two tests: what the browser has asked for is answered to its end, and the tables that are filled are emptied.

Django's ``flush`` empties all tables, most of which nobody has written to, and writes kinds of content and
permissions anew, of which no page asks: all that stays away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.core.management.color import no_style
from django.core.signals import request_finished, request_started
from django.db import connection

#: How often it is asked whether an answer is at its end that nobody listens to any more, a hundredth of a second apart.
_TURNS = 1_000


@contextmanager
def answered_to_the_end() -> Iterator[None]:
    """At the end no thread of the server is at work on an answer: it would write into the next test."""
    at_work: set[threading.Thread] = set()

    def begun(**_given: Any) -> None:
        at_work.add(threading.current_thread())

    def over(**_given: Any) -> None:
        at_work.discard(threading.current_thread())

    request_started.connect(begun)
    request_finished.connect(over)
    try:
        yield
        for _turn in range(_TURNS):
            if not any(each.is_alive() for each in at_work - {threading.current_thread()}):
                break
            time.sleep(0.01)
    finally:
        request_started.disconnect(begun)
        request_finished.disconnect(over)


def empty() -> None:
    """Empty every table in which there is something."""
    statements = connection.ops.sql_flush(no_style(), _filled(), allow_cascade=connection.vendor == "postgresql")
    connection.ops.execute_sql_flush(statements)


@cache
def _tables() -> Sequence[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _filled() -> list[str]:
    quoted = connection.ops.quote_name
    asked = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quoted(table)})" for table in _tables()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [row[0] for row in cursor.fetchall()]
