"""Messages written down in sets: from an audience's query by SQL, and what a new message becomes by its reader's word.

The statement is plain SQL that SQLite (3.35 or later) and PostgreSQL both take; Django's ORM has no INSERT … SELECT.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from heliograph.delivery.addresses import key
from heliograph.delivery.models import AT_ONCE, Mailing, Message, Preference
from heliograph.delivery.preferences import STATE_OF_CHOICE, UNWANTED
from heliograph.delivery.states import Choice, MessageState
from heliograph.delivery.suppressing import SUPPRESSED, suppressed
from heliograph.delivery.topics import topic

#: Rows by one statement: long enough to be fast, short enough that other writers of SQLite get their turn.
PART = 10_000
_COLUMNS = ("pk", "address", "name", "country", "reading")
_INSERT = """
INSERT INTO delivery_message
    (mailing_id, body_id, key, address, name, country, state, attempts, doubts, due_at, answer)
WITH audience (pk, address, name, country, kind) AS ({audience})
SELECT route.mailing_id, route.body_id, LOWER(audience.address), audience.address, SUBSTR(audience.name, 1, 200),
    COALESCE(audience.country, ''),
    CASE WHEN suppression.id IS NOT NULL OR preference.choice = %s THEN %s WHEN preference.choice = %s THEN %s ELSE %s
    END,
    0, 0, %s,
    CASE WHEN suppression.id IS NOT NULL THEN %s WHEN preference.choice = %s THEN %s ELSE '' END
FROM audience
JOIN delivery_route route ON route.mailing_id = %s AND route.kind = audience.kind
LEFT JOIN delivery_preference preference
    ON preference.address = LOWER(audience.address) AND preference.topic = %s AND NOT %s
LEFT JOIN delivery_suppression suppression
    ON suppression.address = LOWER(audience.address) AND suppression.lifted_at IS NULL AND NOT %s
WHERE TRUE
ORDER BY audience.pk
ON CONFLICT (mailing_id, key) DO NOTHING
"""


def parts(audience: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    """The audience in pieces of ``PART`` rows by primary key; one cheap query each."""
    rest = ordered = audience.order_by("pk")
    while (last := rest.values_list("pk", flat=True)[PART - 1 : PART].first()) is not None:
        yield rest.filter(pk__lte=last)
        rest = ordered.filter(pk__gt=last)
    yield rest


def insert(mailing: Mailing, part: QuerySet[Any]) -> int:
    """Write a message for each row of a part that has none yet; returns how many. One statement."""
    sql, given = part.values_list(*_COLUMNS).query.sql_with_params()
    needed = topic(mailing.topic).transactional
    by_choice = (Choice.NEVER, MessageState.SKIPPED, Choice.DIGEST, MessageState.HELD, MessageState.QUEUED)
    answers = (SUPPRESSED, Choice.NEVER, UNWANTED)
    values = (*by_choice, _moment(), *answers, mailing.pk, mailing.topic, needed, needed)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(audience=sql), [*given, *map(_plain, values)])
        return int(cursor.rowcount)


def _plain(value: Any) -> Any:
    """Members of enumerations as the text that they are: drivers know no enumerations."""
    return str(value) if isinstance(value, str) else value


def _moment() -> Any:
    return connection.ops.adapt_datetimefield_value(AT_ONCE)


def settle(mailing: Mailing, rows: Sequence[Message]) -> None:
    """Let each new QUEUED message be what its reader has chosen; two queries, none for a transactional topic."""
    if topic(mailing.topic).transactional:
        return
    gone = suppressed(row.address for row in rows)
    said = Preference.objects.filter(topic=mailing.topic, address__in=[key(row.address) for row in rows])
    choices = dict(said.values_list("address", "choice"))
    for row in rows:
        if row.state == MessageState.QUEUED:
            row.state, row.answer = _become(key(row.address), gone, choices)


def _become(address: str, gone: set[str], choices: dict[str, str]) -> tuple[MessageState, str]:
    if address in gone:
        return MessageState.SKIPPED, SUPPRESSED
    choice = Choice(choices.get(address, Choice.INSTANT))
    return STATE_OF_CHOICE[choice], UNWANTED if choice == Choice.NEVER else ""
