"""An item is bound to a call and unbound; a proposal is taken, set aside, opened again, its call unmade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heliograph.bulletin.binding.refusing import in_our_words
from heliograph.bulletin.editing import lock, log_change
from heliograph.bulletin.models import Binding, Item, ItemProposal
from heliograph.bulletin.states import Refused
from heliograph.calls.desk.removing import remove_call, remove_programme
from heliograph.calls.models import Call, Programme
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import CallStatus, ProgrammeState
from heliograph.network.models import Person


def tie(item: Item, call: Call, at: datetime, moments: Sequence[str] = ()) -> Binding:
    """The binding of an item to a call: the one there is, or a new one behind the others."""
    last = item.bindings.aggregate(last=Max("position"))["last"] or 0
    first = {"position": last + 1, "moments": list(moments), "bound_at": at}
    made, _new = Binding.objects.get_or_create(item=item, call=call, defaults=first)
    return made


def take(proposal: ItemProposal, call: Call, at: datetime, *, made: bool) -> None:
    """Write what became of a proposal."""
    proposal.call, proposal.made, proposal.taken_at, proposal.set_aside_at = call, made, at, None
    proposal.save(update_fields=["call", "made", "taken_at", "set_aside_at"])


def _open_again(proposals: Sequence[ItemProposal]) -> None:
    for proposal in proposals:
        proposal.call, proposal.made, proposal.taken_at, proposal.set_aside_at = None, False, None, None
        proposal.save(update_fields=["call", "made", "taken_at", "set_aside_at"])


@transaction.atomic
def bind(item: Item, call: Call, by: Person, at: datetime, proposal: ItemProposal | None = None) -> Binding:
    """Bind an item to a call that there is; ``proposal`` is what it answers. Twice is once.

    Raises Refused where the call is not one that ``by`` runs.
    """
    issue = lock(item.issue)
    if not calls_run_by(by).filter(pk=call.pk).exists():
        raise Refused("no-call", _("This call is not there any more. Choose another."))
    there = Binding.objects.filter(item=item, call=call).exists()
    binding = tie(item, call, at)
    if proposal is not None:
        held = ItemProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk, item=item)
        if held.call_id is None:
            take(held, call, at, made=False)
    if not there:
        log_change(issue, by, at, "bind", item.slug)
    return binding


@transaction.atomic
def unbind(binding: Binding, by: Person, at: datetime) -> None:
    """Take a call off an item; the call stays, the item has its own dates and button back. Twice is once."""
    issue = lock(binding.item.issue)
    held = Binding.objects.filter(pk=binding.pk).select_related("item").first()
    if held is None:
        return
    _open_again(list(held.item.proposals.filter(call=held.call_id)))
    held.delete()
    log_change(issue, by, at, "unbind", binding.item.slug)


def is_unmakeable(proposal: ItemProposal) -> bool:
    """Whether the call that was made of a proposal can still be unmade: nobody has seen or answered it. Two queries."""
    call = proposal.call
    if call is None or not proposal.made or call.status != CallStatus.DRAFT or call.published_at is not None:
        return False
    elsewhere = Binding.objects.filter(call=call).exclude(item=proposal.item_id)
    return not (call.responses.exists() or elsewhere.exists())


@transaction.atomic
def unmake(proposal: ItemProposal, by: Person, at: datetime) -> None:
    """Delete the draft that was made of a proposal, and the draft programme made for it alone; the proposal is open.

    Raises Refused where the call was published or answered, or another item is bound to it.
    """
    issue = lock(proposal.item.issue)
    held = ItemProposal.objects.select_for_update(of=("self",)).select_related("call").get(pk=proposal.pk)
    if held.call is None:
        return
    if not is_unmakeable(held):
        raise Refused(
            "not-unmade", _("This call is not a draft of its own any more. Cancel it on its own page instead.")
        )
    call, programme = held.call, held.call.programme
    _open_again(list(ItemProposal.objects.filter(call=call)))
    with in_our_words():
        remove_call(call, by)
        _forget_programme(programme, by)
    log_change(issue, by, at, "unmake-call", proposal.item.slug)


def _forget_programme(programme: Programme, by: Person) -> None:
    """A draft of nothing but a title, made with the call, goes with the last of its calls."""
    bare = programme.state == ProgrammeState.DRAFT and not (str(programme.text) or str(programme.summary))
    if bare and not programme.calls.exists() and not programme.attachments.exists():
        remove_programme(programme, by)


@transaction.atomic
def set_aside(proposal: ItemProposal, by: Person, at: datetime, *, aside: bool = True) -> None:
    """Say that nothing is to become of a proposal, or that it is open after all. Raises Refused where it was taken."""
    issue = lock(proposal.item.issue)
    held = ItemProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if held.call_id is not None:
        raise Refused("taken", _("A call was made of this already."))
    if (held.set_aside_at is not None) == aside:
        return
    held.set_aside_at = at if aside else None
    held.save(update_fields=["set_aside_at"])
    log_change(issue, by, at, "set-aside" if aside else "take-up", proposal.item.slug)
