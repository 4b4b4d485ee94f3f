"""Limits on how fast letters go: so many a second in all, and so many to one receiving domain.

A limit is one row that says when the next message may go. A message that would go too early is given its own slot and
returns to the queue until then, so that a slow domain never stands in the way of the others, and however many senders
there are, together they keep the limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from heliograph.delivery.models import Pace
from heliograph.delivery.sending.ledger import Again, Leased

#: A slot that has been missed by more than this is lost: a new one is given.
LATE = timedelta(seconds=5)
#: Slots this near are as good as now.
NEAR = timedelta(milliseconds=20)
#: How far the limit in all may be run ahead of or behind.
BURST = timedelta(milliseconds=500)
ALL = "*"
#: The row of the limit in all; no domain is called so.
_TOTAL = "(all)"


@dataclass(frozen=True)
class Limits:
    """Messages a second: in all (0: as fast as can be), and by receiving domain; the domain ``*`` is every other."""

    total: float = 0.0
    domains: dict[str, float] = field(default_factory=dict)

    def of(self, domain: str) -> float:
        return self.domains.get(domain, self.domains.get(ALL, 0.0))

    def __bool__(self) -> bool:
        return bool(self.total or self.domains)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def allowed(limits: Limits, wanted: int, at: datetime) -> int:
    """How many messages may be taken now under the limit in all, at most ``wanted``. Inside a transaction."""
    if not limits.total:
        return wanted
    pace = _paces([_TOTAL], at)[_TOTAL]
    return min(wanted, int((at + BURST - _begin(pace, at)).total_seconds() * limits.total))


def note_taken(limits: Limits, count: int, at: datetime) -> None:
    """So many of them were taken; the limit in all moves on. In the transaction of ``allowed``."""
    if limits.total and count:
        pace = _paces([_TOTAL], at)[_TOTAL]
        pace.free_at = _begin(pace, at) + timedelta(seconds=count / limits.total)
        pace.save(update_fields=["free_at"])


def spread(leased: Sequence[Leased], limits: Limits, at: datetime) -> tuple[list[Leased], list[Again]]:
    """Those that may go now by the limits of their domains, and those that go back until their slot.

    Inside a transaction; two queries, none where no domain has a limit.
    """
    now: list[Leased] = []
    later: list[Again] = []
    paces = _paces([d for d in {domain_of(each.address) for each in leased} if limits.of(d)], at)
    for each in leased:
        slot = _slot(each, limits, paces, at)
        if slot <= at + NEAR:
            now.append(each)
        else:
            later.append(Again(each.pk, slot, slot_at=slot))
    if paces:
        Pace.objects.bulk_update(paces.values(), ["free_at"])
    return now, later


def _paces(names: Sequence[str], at: datetime) -> dict[str, Pace]:
    """The rows of these limits, locked in one order, so that two senders never wait for one another."""
    if not names:
        return {}
    Pace.objects.bulk_create([Pace(domain=name, free_at=at) for name in names], ignore_conflicts=True)
    return {row.domain: row for row in Pace.objects.select_for_update().filter(domain__in=names).order_by("domain")}


def _slot(each: Leased, limits: Limits, paces: dict[str, Pace], at: datetime) -> datetime:
    """The message's own slot where it comes to take it, else the next free one; its limit moves on behind it."""
    pace = paces.get(domain_of(each.address))
    if pace is None or (each.slot_at is not None and abs(at - each.slot_at) <= LATE):
        return at
    slot = _free(pace, at)
    pace.free_at = slot + timedelta(seconds=1 / limits.of(pace.domain))
    return slot


def _free(pace: Pace, at: datetime) -> datetime:
    """A limit that lies more than a day ahead was set before the clock was set back."""
    return max(at, pace.free_at) if pace.free_at < at + timedelta(days=1) else at


def _begin(pace: Pace, at: datetime) -> datetime:
    """From when on the limit in all counts: what was not used lately may be made up for within a burst."""
    return max(at - BURST, pace.free_at) if pace.free_at < at + timedelta(days=1) else at


@transaction.atomic
def forget(at: datetime) -> int:
    """Delete the rows of limits that hold nobody back any more."""
    return Pace.objects.filter(free_at__lt=at - timedelta(hours=1)).delete()[0]
