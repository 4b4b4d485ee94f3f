"""Letters to one address that came back one after another."""

from __future__ import annotations

from datetime import datetime, timedelta

from heliograph.delivery.addresses import key
from heliograph.delivery.models import Message, Suppression
from heliograph.delivery.states import MessageState

#: So many letters of different mailings in a row suppress an address, whatever they came back for.
TOO_MANY = 3
#: How long a server may hold a letter before it sends it back (RFC 5321, 4.5.4.1): one that is younger may yet come.
STAYS_AFTER = timedelta(days=5)
LOOKED_AT = 200


def came_back_in_a_row(address: str, at: datetime) -> int:
    """How many mailings' letters to an address were the last to come back, with none between them that stayed.

    Letters sent after the newest that came back count as staying when they are five days old. What was before the last
    time that the address was allowed again does not count. One query on its letters, one on its suppressions.
    """
    letters = Message.objects.to_address(address).filter(state__in=[MessageState.SENT, MessageState.BOUNCED])
    lifted = Suppression.objects.filter(address=key(address), lifted_at__isnull=False).order_by("-lifted_at").first()
    if lifted is not None:
        letters = letters.filter(sent_at__gt=lifted.lifted_at)
    rows = letters.exclude(sent_at=None).order_by("-sent_at", "-pk").values_list("state", "sent_at", "mailing")
    return _run(list(rows[:LOOKED_AT]), at - STAYS_AFTER)


def _run(rows: list[tuple[str, datetime | None, int]], stayed_before: datetime) -> int:
    """The mailings of the newest run of letters that came back; ``rows`` are the newest first."""
    mailings: set[int] = set()
    for state, sent_at, mailing in rows:
        if state == MessageState.BOUNCED:
            mailings.add(mailing)
        elif mailings or (sent_at is not None and sent_at <= stayed_before):
            break
    return len(mailings)
