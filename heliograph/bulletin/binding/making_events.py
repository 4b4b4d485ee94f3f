"""From a proposal to an event, or to one more time of an event of the item; the item is bound to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.bulletin.binding.choices import EventChoices
from heliograph.bulletin.binding.making import programme_for
from heliograph.bulletin.binding.refusing import in_our_words
from heliograph.bulletin.binding.tying import take, tie
from heliograph.bulletin.editing import lock, log_change
from heliograph.bulletin.models import Issue, ItemProposal
from heliograph.bulletin.states import ProposalKind, Refused
from heliograph.events.models import Event
from heliograph.events.scheduling.enter import EVENT_FIELDS, mark_of, save_event, start_event
from heliograph.events.scheduling.timing import add_time
from heliograph.network.models import Person


@transaction.atomic
def make_event(proposal: ItemProposal, choices: EventChoices, by: Person, at: datetime) -> Event:
    """Make the event that a proposal and a person's choices describe, as a draft with one time, and bind the item to
    it; or add the time to an event that the item is bound to.

    A second click finds the event of the first. Raises Refused: ``not-an-event``, ``no-title``, ``no-event``,
    ``no-programme``, and what event and time are refused for.
    """
    issue = lock(proposal.item.issue)
    held = ItemProposal.objects.select_for_update(of=("self",)).select_related("item").get(pk=proposal.pk)
    if held.event is not None:
        return held.event
    if held.kind != ProposalKind.EVENT:
        raise Refused("not-an-event", _("This proposal is not one for an event."))
    with in_our_words():
        event = _bound(held, choices.event) if choices.event else _event(held, issue, choices, by, at)
        add_time(event, choices.time, by, at)
    take(held, event, at, made=True)
    tie(held.item, event, at, [choices.uid] if choices.uid else [])
    log_change(issue, by, at, "make-event", held.item.slug)
    return event


def _bound(proposal: ItemProposal, event: Event) -> Event:
    """An event that the item of the proposal is bound to."""
    if not proposal.item.bindings.filter(event=event).exists():
        raise Refused("no-event", _("This event is not bound to the item any more. Choose another."))
    return event


def _event(proposal: ItemProposal, issue: Issue, choices: EventChoices, by: Person, at: datetime) -> Event:
    if not choices.title.get(issue.source_language, "").strip():
        raise Refused("no-title", _("The event has no title. Write one."))
    programme = programme_for(proposal.item, issue, choices, by, at)
    texts = {"title": choices.title, "summary": choices.summary, "text": choices.text}
    fields = {
        "kind": choices.kind,
        "source_language": issue.source_language,
        "zone": issue.zone,
        "contact": choices.contact,
    }
    event = start_event(programme, {**fields, **texts}, by, at)
    said = {name: getattr(event, name) for name in EVENT_FIELDS} | texts
    return save_event(event, said, choices.reviewed, mark_of(event), by, at)
