"""Writing down who is reminded of what, in sets: a query's people are found once, and written 10,000 by a statement.

Plain SQL that SQLite and PostgreSQL both take, as in ``delivery.filling``: Django's ORM has no INSERT … SELECT. Who is
found stands in a table of this connection alone meanwhile, so that the search locks nobody out and is made once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from heliograph.calls.reminders.due import Due, due_for_all, due_for_some, longer, of_zones
from heliograph.calls.reminders.models import Reminded
from heliograph.calls.reminders.silent import silent
from heliograph.network.queries import PersonQuerySet

#: Rows by one statement: long enough to be fast, short enough that other writers of SQLite get their turn.
PART = 10_000
#: Who was reminded so lately has had this day's letter: he has moved from one zone to another.
_DROP = "DROP TABLE IF EXISTS chosen_to_remind"
_MAKE = """
CREATE TEMPORARY TABLE chosen_to_remind (
    number INTEGER PRIMARY KEY, person BIGINT, draft BOOLEAN, returned BOOLEAN
)
"""
_FIND = """
INSERT INTO chosen_to_remind (number, person, draft, returned)
WITH chosen (person, draft, returned) AS ({chosen})
SELECT ROW_NUMBER() OVER (), person, draft, returned FROM chosen
"""
_NOTE = """
INSERT INTO calls_reminded (call_id, person_id, days, day, slot, closes, draft, returned)
SELECT %s, person, %s, %s, %s, %s, draft, returned FROM chosen_to_remind WHERE number > %s AND number <= %s
ON CONFLICT (slot, person_id, call_id) DO NOTHING
"""


def note_all(slot: datetime, at: datetime) -> int:
    """Write down everybody who is to be reminded on a morning; done again, what is missing. Returns how many rows."""
    return sum(_note(slot, due, who) for due, who in _chosen(slot, at))


def _chosen(slot: datetime, at: datetime) -> Iterator[tuple[Due, PersonQuerySet]]:
    for due in due_for_all(slot, at):
        more_time = Exists(longer().filter(call=due.call, person=OuterRef("pk")))
        yield due, silent(due.call, slot.date(), due.days).filter(of_zones(due.zones), ~Q(more_time))
    for due in due_for_some(slot, at):
        yield due, silent(due.call, slot.date(), due.days).filter(pk__in=due.people)


def _note(slot: datetime, due: Due, people: PersonQuerySet) -> int:
    # Who has moved to another zone has had this day's letter. By the day: no database then goes through all of a slot
    # for each person.
    had = Reminded.objects.filter(person=OuterRef("pk"), day=due.day).exclude(slot=slot)
    count = _find(people.filter(~Exists(had)))
    written = sum(_write(slot, due, start) for start in range(0, count, PART))
    with connection.cursor() as cursor:
        cursor.execute(_DROP)
    return written


def _find(people: Any) -> int:
    """Have a table of this connection with these people; returns how many they are."""
    try:
        sql, given = people.order_by().values_list("pk", "draft", "returned").query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_DROP)
        cursor.execute(_MAKE)
        cursor.execute(_FIND.format(chosen=sql), given)
        return int(cursor.rowcount)


@transaction.atomic
def _write(slot: datetime, due: Due, start: int) -> int:
    """Write down those with the numbers after ``start``."""
    moment = connection.ops.adapt_datetimefield_value
    row = (due.call.pk, due.days, connection.ops.adapt_datefield_value(due.day), moment(slot), moment(due.closes))
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [*row, start, start + PART])
        return int(cursor.rowcount)
