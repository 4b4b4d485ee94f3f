"""What senders write into the table of messages: leases, results, and what a dead one leaves. A few statements each.

A lease is a message's ``lease`` naming a sender; it lasts as long as that sender gives signs of life (``senders``), so
that LEASED is exactly what is in flight. On PostgreSQL rows that another sender is taking are passed over (SKIP
LOCKED); on SQLite a transaction is IMMEDIATE, so that one sender at a time reads and marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext_noop

from heliograph.delivery.models import Message
from heliograph.delivery.states import MessageState

_TAKE = """
UPDATE delivery_message SET state = 'leased', lease = %s
WHERE id {among} (
    SELECT id FROM delivery_message
    WHERE mailing_id = %s AND state = 'queued' AND due_at <= %s
        AND EXISTS (SELECT 1 FROM delivery_mailing WHERE id = mailing_id AND state = 'sending')
    ORDER BY due_at, id LIMIT %s {lock}
){end}
RETURNING id, body_id, address, name, attempts, due_at, slot_at
"""
#: PostgreSQL might evaluate an ``IN`` subquery, and so its locks and its limit, more than once; an array never.
_WAYS = {
    True: {"among": "= ANY (ARRAY", "lock": "FOR UPDATE SKIP LOCKED", "end": ")"},
    False: {"among": "IN", "lock": "", "end": ""},
}
_SENT = """
UPDATE delivery_message SET state = 'sent', sent_at = %s, answer = %s, attempts = attempts + 1, lease = NULL
WHERE id = %s AND state IN ('queued', 'leased')
"""
_REFUSED = """
UPDATE delivery_message SET state = 'refused', answer = %s, attempts = attempts + 1, lease = NULL
WHERE id = %s AND lease = %s AND state = 'leased'
"""
_AGAIN = """
UPDATE delivery_message
SET state = 'queued', answer = %s, attempts = attempts + %s, doubts = doubts + %s, due_at = %s, slot_at = %s,
    lease = NULL
WHERE id = %s AND lease = %s AND state = 'leased'
"""
_SET_ASIDE = """
UPDATE delivery_message SET state = 'skipped', answer = %s, lease = NULL
WHERE id = %s AND lease = %s AND state = 'leased'
"""
_OTHER_BODY = "UPDATE delivery_message SET body_id = %s WHERE id = %s AND lease = %s AND state = 'leased'"
#: What stands as the answer of a message whose sender ended with it in its hands.
LOST = gettext_noop("the sender ended; sent again")


@dataclass(frozen=True, slots=True)
class Leased:
    """A message in a sender's hands: what is needed to write and send it. Times are aware, UTC."""

    pk: int
    body_id: int
    address: str
    name: str
    attempts: int
    due_at: datetime
    slot_at: datetime | None


@dataclass(frozen=True, slots=True)
class Again:
    """A message that goes back: when it is due, whether that was an attempt, whether it may have arrived."""

    pk: int
    due_at: datetime
    answer: str = ""
    attempt: bool = False
    doubt: bool = False
    slot_at: datetime | None = None


def take(mailing_id: int, sender: UUID, at: datetime, size: int) -> list[Leased]:
    """Lease up to ``size`` due messages of a mailing, longest due first."""
    way = _WAYS[connection.features.has_select_for_update_skip_locked]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE.format(**way), [_uuid(sender), mailing_id, _moment(at), size])
        rows = cursor.fetchall()
    return sorted((_leased(row) for row in rows), key=lambda one: (one.due_at, one.pk))


def _leased(row: tuple[Any, ...]) -> Leased:
    pk, body_id, address, name, attempts, due_at, slot_at = row
    return Leased(pk, body_id, address, name, attempts, _read(due_at), _read(slot_at) if slot_at else None)


def record_sent(rows: Iterable[tuple[int, datetime, str]]) -> None:
    """Each message by its own key, moment and answer; sent is sent, whoever holds it by now."""
    _many(_SENT, [(_moment(at), answer, pk) for pk, at, answer in rows])


def record_refused(sender: UUID, rows: Iterable[tuple[int, str]]) -> None:
    """Never again, and why; nothing where the lease is another's by now."""
    _many(_REFUSED, [(answer, pk, _uuid(sender)) for pk, answer in rows])


def set_aside(sender: UUID, rows: Iterable[tuple[int, str]]) -> None:
    """Not to be sent after all, and why: it was never begun."""
    _many(_SET_ASIDE, [(answer, pk, _uuid(sender)) for pk, answer in rows])


def give_body(sender: UUID, rows: Iterable[tuple[int, int]]) -> None:
    """Each message with another letter of its mailing."""
    _many(_OTHER_BODY, [(body, pk, _uuid(sender)) for pk, body in rows])


def give_back(sender: UUID, rows: Iterable[Again]) -> None:
    """Back into the queue; nothing where the lease is another's by now."""
    given = [
        (one.answer, int(one.attempt), int(one.doubt), _moment(one.due_at), _moment(one.slot_at), one.pk, _uuid(sender))
        for one in rows
    ]
    _many(_AGAIN, given)


def give_back_unknown(sender: UUID, known: Collection[int]) -> int:
    """Return to the queue what this sender leased without learning of it: it was never begun. Returns how many."""
    held = Message.objects.filter(state=MessageState.LEASED, lease=sender).exclude(pk__in=known)
    return held.update(state=MessageState.QUEUED, lease=None)


def put_back(senders: Sequence[UUID]) -> int:
    """Return all that ended senders had in their hands to the queue; returns how many.

    Each of them may have arrived without being recorded: it is counted as doubtful and goes again, with the same
    Message-ID.
    """
    held = Message.objects.filter(state=MessageState.LEASED, lease__in=senders)
    return held.update(state=MessageState.QUEUED, lease=None, doubts=F("doubts") + 1, answer=LOST)


def _many(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _uuid(value: UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex


def _moment(value: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _read(value: Any) -> datetime:
    """A moment as the driver gives it: aware from PostgreSQL, text or a datetime without zone (UTC) from SQLite."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
