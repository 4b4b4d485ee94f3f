"""What calls ask of those who run them, on the desk's first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from heliograph.bulletin.models import Item, ItemProposal
from heliograph.bulletin.rules import may_edit
from heliograph.calls.programmes.lines import call_lines
from heliograph.calls.rules import calls_run_by, may_organize
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.calls.telling import given_up
from heliograph.frame.reader import Reader
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat

#: A call is closing soon from so long before; proposals are shown for so long after their issue.
SOON = timedelta(days=7)
RECENT = timedelta(days=60)
MOST = 20


@dataclass(frozen=True)
class Proposed:
    """An item of the bulletin with calls that could be made of it."""

    item: Item
    count: int


def calls_waiting(person: Person, reader: Reader, now: datetime) -> dict[str, Any]:
    """``proposed`` items, calls ``closing`` soon, copies ``to_check``, how many letters about answers are
    ``unwritten``; as far as they are this person's.
    """
    if not may_organize(person):
        return {"proposed": [], "closing": [], "to_check": [], "unwritten": 0}
    run = calls_run_by(person).select_related("programme", "audience").dated()
    drafts = run.filter(status=CallStatus.DRAFT, to_check=True).order_by("-saved_at")
    rows = [*_closing(run, now), *drafts[:MOST]]
    lines = call_lines(rows, reader, now)
    return {
        "proposed": proposed(now.date()) if may_edit(person) else [],
        "closing": [line for line in lines if line.call.status != CallStatus.DRAFT],
        "to_check": [line for line in lines if line.call.status == CallStatus.DRAFT],
        "unwritten": given_up() if is_secretariat(person) else 0,
    }


def _closing(run: Any, now: datetime) -> list[Any]:
    return list(run.open(now).by_closing().filter(closes_at__gt=now, closes_at__lte=now + SOON)[:MOST])


def proposed(today: date) -> list[Proposed]:
    """The items of recent issues with proposals of calls of which nobody has decided, and whose closing is not past."""
    rows = ItemProposal.objects.calls().open().since(today - RECENT).select_related("item__issue")
    found: dict[int, list[ItemProposal]] = {}
    for row in rows.order_by("-item__issue__number", "item__position", "position")[: MOST * 10]:
        if not _is_past(row, today):
            found.setdefault(row.item_id, []).append(row)
    return [Proposed(each[0].item, len(each)) for each in list(found.values())[:MOST]]


def _is_past(proposal: ItemProposal, today: date) -> bool:
    dates = [one for one in proposal.prefill.get("deadlines", []) if one.get("of", "closes") == DeadlineKind.CLOSES]
    days = [str(one.get("start") or "")[:10] for one in dates]
    return bool(days) and all(day and day < today.isoformat() for day in days)
