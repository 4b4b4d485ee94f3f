"""What an item of the desk asks for: its calls, and what the importer proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heliograph.bulletin.binding.forms import BindForm
from heliograph.bulletin.binding.tying import is_unmakeable
from heliograph.bulletin.models import Binding, Item, ItemProposal
from heliograph.calls.programmes.lines import CallLine, call_lines
from heliograph.calls.states import CallStatus
from heliograph.frame.reader import Reader
from heliograph.network.models import Person


@dataclass(frozen=True)
class Bound:
    """A call of the item; ``proposal`` is the one whose draft can still be unmade, None where there is none."""

    binding: Binding
    line: CallLine
    draft: bool
    proposal: ItemProposal | None


def calls_of(item: Item, by: Person, reader: Reader, at: datetime) -> dict[str, Any]:
    """For the item's page: ``bound``, the ``proposed`` that are open, those ``aside``, and a form to ``bind``."""
    proposals = list(item.proposals.calls().select_related("call"))
    return {
        "bound": _bound(item, proposals, reader, at),
        "proposed": [one for one in proposals if one.call is None and one.set_aside_at is None],
        "aside": [one for one in proposals if one.call is None and one.set_aside_at is not None],
        "bind": BindForm(by=by, item=item),
    }


def _bound(item: Item, proposals: Sequence[ItemProposal], reader: Reader, at: datetime) -> list[Bound]:
    bindings = list(item.bindings.filter(call__isnull=False).select_related("call__programme"))
    lines = call_lines([binding.call for binding in bindings if binding.call], reader, at)
    made = {one.call_id: one for one in proposals if one.made}
    return [
        Bound(binding, line, line.call.status == CallStatus.DRAFT, _unmakeable(made.get(line.call.pk)))
        for binding, line in zip(bindings, lines, strict=True)
    ]


def _unmakeable(proposal: ItemProposal | None) -> ItemProposal | None:
    return proposal if proposal is not None and is_unmakeable(proposal) else None
