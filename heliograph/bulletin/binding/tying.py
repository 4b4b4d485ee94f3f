"""An item is bound to things and unbound; a proposal is taken, set aside, opened again, what was made of it unmade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heliograph.bulletin.binding.refusing import in_our_words
from heliograph.bulletin.editing import lock, log_change
from heliograph.bulletin.models import Binding, Item, ItemProposal, Thing
from heliograph.bulletin.states import Refused
from heliograph.calls.desk.removing import remove_call, remove_programme
from heliograph.calls.models import Call, Programme
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import CallStatus, ProgrammeState
from heliograph.events.models import Event
from heliograph.events.observances.models import Observance
from heliograph.events.observances.rules import visible_to as days_visible_to
from heliograph.events.rules import visible_to as events_visible_to
from heliograph.events.scheduling.publishing import remove_event
from heliograph.library.models import Document
from heliograph.library.rules import visible_to as documents_visible_to
from heliograph.network.models import Person

_FIELDS: dict[type, str] = {Call: "call", Event: "event", Document: "document", Observance: "observance"}


def field_of(thing: Thing) -> str:
    """Under which name a binding holds such a thing."""
    return _FIELDS[type(thing)]


def tie(item: Item, thing: Thing, at: datetime, moments: Sequence[str] = ()) -> Binding:
    """The binding of an item to a thing: the one there is, which takes these dates too, or a new one."""
    last = item.bindings.aggregate(last=Max("position"))["last"] or 0
    first = {"position": last + 1, "moments": list(moments), "bound_at": at}
    made, new = Binding.objects.get_or_create(item=item, **{field_of(thing): thing}, defaults=first)
    if not new and (more := [uid for uid in moments if uid not in made.moments]):
        made.moments = [*made.moments, *more]
        made.save(update_fields=["moments"])
    return made


_TAKEN = ("call", "event", "made", "taken_at", "set_aside_at")


def take(proposal: ItemProposal, thing: Call | Event, at: datetime, *, made: bool) -> None:
    """Write what became of a proposal."""
    setattr(proposal, field_of(thing), thing)
    proposal.made, proposal.taken_at, proposal.set_aside_at = made, at, None
    proposal.save(update_fields=_TAKEN)


def _open_again(proposals: Sequence[ItemProposal]) -> None:
    for proposal in proposals:
        proposal.call, proposal.event, proposal.made = None, None, False
        proposal.taken_at = proposal.set_aside_at = None
        proposal.save(update_fields=_TAKEN)


def _is_taken(proposal: ItemProposal) -> bool:
    return proposal.call_id is not None or proposal.event_id is not None


def _check_bindable(thing: Thing, by: Person) -> None:
    if isinstance(thing, Call):
        if not calls_run_by(by).filter(pk=thing.pk).exists():
            raise Refused("no-call", _("This call is not there any more. Choose another."))
        return
    seen = {Event: events_visible_to, Document: documents_visible_to, Observance: days_visible_to}[type(thing)]
    if not seen(by).filter(pk=thing.pk).exists():
        raise Refused("not-there", _("This is not there any more. Choose another."))


@transaction.atomic
def bind(item: Item, thing: Thing, by: Person, at: datetime, proposal: ItemProposal | None = None) -> Binding:
    """Bind an item to a thing that there is; ``proposal`` is what it answers. Twice is once.

    Raises Refused where it is a call that ``by`` does not run, or something that he does not see.
    """
    issue = lock(item.issue)
    _check_bindable(thing, by)
    there = Binding.objects.filter(item=item, **{field_of(thing): thing}).exists()
    binding = tie(item, thing, at)
    if proposal is not None and isinstance(thing, Call | Event):
        held = ItemProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk, item=item)
        if not _is_taken(held):
            take(held, thing, at, made=False)
    if not there:
        log_change(issue, by, at, "bind", item.slug)
    return binding


@transaction.atomic
def unbind(binding: Binding, by: Person, at: datetime) -> None:
    """Take a thing off an item; it stays, the item has its own dates and button back. Twice is once."""
    issue = lock(binding.item.issue)
    held = Binding.objects.filter(pk=binding.pk).select_related("item").first()
    if held is None:
        return
    if isinstance(held.thing, Call | Event):
        _open_again(list(held.item.proposals.filter(**{field_of(held.thing): held.thing})))
    held.delete()
    log_change(issue, by, at, "unbind", binding.item.slug)


def is_unmakeable(proposal: ItemProposal) -> bool:
    """Whether what was made of a proposal can still be unmade: nobody has seen or answered it. Two queries."""
    if not proposal.made:
        return False
    if proposal.event is not None:
        event = proposal.event
        elsewhere = Binding.objects.filter(event=event).exclude(item=proposal.item_id)
        return event.published_at is None and not elsewhere.exists()
    call = proposal.call
    if call is None or call.status != CallStatus.DRAFT or call.published_at is not None:
        return False
    elsewhere = Binding.objects.filter(call=call).exclude(item=proposal.item_id)
    return not (call.responses.exists() or elsewhere.exists())


@transaction.atomic
def unmake(proposal: ItemProposal, by: Person, at: datetime) -> None:
    """Delete the draft that was made of a proposal, and the draft programme made for it alone. The proposal is open,
    and so are the others of which times of the same event were made.

    Raises Refused where it was published or answered, or another item is bound to it.
    """
    issue = lock(proposal.item.issue)
    rows = ItemProposal.objects.select_for_update(of=("self",)).select_related("call__programme", "event__programme")
    held = rows.get(pk=proposal.pk)
    made = held.call or held.event
    if made is None:
        return
    if not is_unmakeable(held):
        raise Refused("not-unmade", _("This is not a draft of its own any more. Cancel it on its own page instead."))
    programme = made.programme
    _open_again(list(ItemProposal.objects.filter(**{field_of(made): made})))
    with in_our_words():
        if isinstance(made, Event):
            remove_event(made, by, at)
        else:
            remove_call(made, by)
        _forget_programme(programme, by)
    log_change(issue, by, at, "unmake-call" if isinstance(made, Call) else "unmake-event", proposal.item.slug)


def _forget_programme(programme: Programme, by: Person) -> None:
    """A draft of nothing but a title, made with a call or an event, goes with the last of what it has."""
    bare = programme.state == ProgrammeState.DRAFT and not (str(programme.text) or str(programme.summary))
    used = programme.calls.exists() or Event.objects.filter(programme=programme).exists()
    if bare and not used and not programme.attachments.exists():
        remove_programme(programme, by)


@transaction.atomic
def set_aside(proposal: ItemProposal, by: Person, at: datetime, *, aside: bool = True) -> None:
    """Say that nothing is to become of a proposal, or that it is open after all. Raises Refused where it was taken."""
    issue = lock(proposal.item.issue)
    held = ItemProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if _is_taken(held):
        raise Refused("taken", _("Something was made of this already."))
    if (held.set_aside_at is not None) == aside:
        return
    held.set_aside_at = at if aside else None
    held.save(update_fields=["set_aside_at"])
    log_change(issue, by, at, "set-aside" if aside else "take-up", proposal.item.slug)
