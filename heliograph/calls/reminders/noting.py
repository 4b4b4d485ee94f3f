"""Writing down who is reminded of what, in sets: the people of a query by one statement for each 10,000.

Plain SQL that SQLite and PostgreSQL both take, as in ``delivery.filling``: Django's ORM has no INSERT … SELECT.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from heliograph.calls.reminders.due import Due, due_for_all, due_for_some, longer, of_zones
from heliograph.calls.reminders.models import Reminded
from heliograph.calls.reminders.silent import silent
from heliograph.delivery.filling import parts
from heliograph.network.queries import PersonQuerySet

#: Who was reminded so lately has had this day's letter: he has moved from one zone to another.
_LATELY = timedelta(hours=20)
_INSERT = """
INSERT INTO calls_reminded (call_id, person_id, days, day, slot, closes, draft)
WITH chosen (person, draft) AS ({chosen})
SELECT %s, chosen.person, %s, %s, %s, %s, chosen.draft FROM chosen WHERE TRUE
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
    lately = Reminded.objects.filter(person=OuterRef("pk"), slot__gt=slot - _LATELY, slot__lt=slot + _LATELY).exclude(
        slot=slot
    )
    return sum(_insert(slot, due, part) for part in parts(people.filter(~Exists(lately))))


@transaction.atomic
def _insert(slot: datetime, due: Due, part: QuerySet[Any]) -> int:
    try:
        sql, given = part.values_list("pk", "draft").query.sql_with_params()
    except EmptyResultSet:
        return 0
    moment = connection.ops.adapt_datetimefield_value
    row = (due.call.pk, due.days, connection.ops.adapt_datefield_value(due.day), moment(slot), moment(due.closes))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(chosen=sql), [*given, *row])
        return int(cursor.rowcount)
