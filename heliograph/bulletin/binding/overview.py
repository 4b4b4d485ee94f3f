"""What an item of the desk belongs to: its calls, events, documents and days, and what the importer proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.bulletin.binding.bind_forms import BindForm, BindOtherForm, title_of
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


@dataclass(frozen=True)
class BoundOther:
    """An event, a document or a day of the item: what it is, its title, its page on the desk.

    ``proposal`` is as in ``Bound``; ``shown``: readers of the bulletin see it.
    """

    binding: Binding
    kind: str
    title: str
    url: str
    shown: bool
    proposal: ItemProposal | None


def calls_of(item: Item, by: Person, reader: Reader, at: datetime) -> dict[str, Any]:
    """For the item's page: ``bound``, ``others``, the ``proposed`` that are open, those ``aside``, forms to bind."""
    proposals = list(item.proposals.live().select_related("call", "event"))
    untaken = [one for one in proposals if one.call is None and one.event is None]
    return {
        "bound": _bound(item, proposals, reader, at),
        "others": _others(item, proposals, reader),
        "proposed": [one for one in untaken if one.set_aside_at is None],
        "aside": [one for one in untaken if one.set_aside_at is not None],
        "bind": BindForm(by=by, item=item),
        "bind_other": BindOtherForm(by=by, item=item),
    }


def _others(item: Item, proposals: Sequence[ItemProposal], reader: Reader) -> list[BoundOther]:
    rows = item.bindings.filter(call=None).select_related("event", "document", "observance")
    told = set(item.bindings.shown().values_list("pk", flat=True))
    made = {one.event_id: one for one in proposals if one.made}
    return [_other(row, row.pk in told, made, reader) for row in rows if row.thing is not None]


def _other(binding: Binding, told: bool, made: dict[int | None, ItemProposal], reader: Reader) -> BoundOther:
    thing, proposal = binding.thing, None
    assert thing is not None
    if binding.event is not None:
        kind, url = _("event"), reverse("events:desk_event", args=[binding.event.slug])
        proposal = _unmakeable(made.get(binding.event_id))
    elif binding.document is not None:
        kind, url = _("document"), reverse("library:document", args=[binding.document.slug])
    else:
        assert binding.observance is not None
        kind, url = _("international day"), reverse("events:day", args=[binding.observance.key])
    return BoundOther(binding, kind, title_of(thing, reader.language), url, told, proposal)


def _bound(item: Item, proposals: Sequence[ItemProposal], reader: Reader, at: datetime) -> list[Bound]:
    bindings = list(item.bindings.filter(call__isnull=False).select_related("call__programme"))
    lines = call_lines([binding.call for binding in bindings if binding.call], reader, at)
    made = {one.call_id: one for one in proposals if one.made and one.call_id}
    return [
        Bound(binding, line, line.call.status == CallStatus.DRAFT, _unmakeable(made.get(line.call.pk)))
        for binding, line in zip(bindings, lines, strict=True)
    ]


def _unmakeable(proposal: ItemProposal | None) -> ItemProposal | None:
    return proposal if proposal is not None and is_unmakeable(proposal) else None
