"""From a proposal to a call: programme, call, dates and questions in one transaction, and the item bound to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.bulletin.binding.choices import Choices, OfProgramme
from heliograph.bulletin.binding.refusing import in_our_words
from heliograph.bulletin.binding.tying import take, tie
from heliograph.bulletin.editing import lock, log_change
from heliograph.bulletin.models import Issue, Item, ItemProposal
from heliograph.bulletin.states import MADE, ProposalKind, Refused
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.attaching import add_file
from heliograph.calls.desk.editing import CALL_FIELDS, CALL_TEXTS, mark_of, save_call
from heliograph.calls.desk.entries import log
from heliograph.calls.desk.publishing import publish_programme
from heliograph.calls.desk.starting import kind_named, start_call, start_programme
from heliograph.calls.kinds import Kind
from heliograph.calls.models import Call, Programme
from heliograph.calls.rules import programmes_run_by
from heliograph.network.audiences.changing import add_audience
from heliograph.network.audiences.starts import STARTS
from heliograph.network.models import Audience, Person


@transaction.atomic
def make_call(proposal: ItemProposal, choices: Choices, by: Person, at: datetime) -> Call:
    """Make the call that a proposal and a person's choices describe, as a draft, and bind the item to it.

    A second click finds the call of the first. Raises Refused: ``not-a-call``, ``no-title``, ``two-dates``,
    ``no-programme``, and what programme, call, dates and audience are refused for.
    """
    issue = lock(proposal.item.issue)
    held = ItemProposal.objects.select_for_update(of=("self",)).select_related("item").get(pk=proposal.pk)
    if held.call is not None:
        return held.call
    with in_our_words():
        kind = _check(held, choices)
        programme = programme_for(held.item, issue, choices, by, at)
        call = _call(programme, issue, kind, choices, by, at)
        for date in choices.dates:
            set_date(call, date.kind, date.moment, by, at)
        _attach(call, choices, by, at)
    log(call, MADE, by, at, str(issue), proposal=held.pk, issue=issue.number, item=held.item.slug)
    take(held, call, at, made=True)
    tie(held.item, call, at, [one.uid for one in choices.dates if one.uid])
    log_change(issue, by, at, "make-call", held.item.slug)
    return call


def _check(proposal: ItemProposal, choices: Choices) -> Kind:
    if proposal.kind != ProposalKind.CALL:
        raise Refused("not-a-call", _("This proposal is not one for a call."))
    if not any(words.strip() for words in choices.title.values()):
        raise Refused("no-title", _("The call has no title. Write one."))
    used = [date.kind for date in choices.dates]
    if twice := next((kind for kind in used if used.count(kind) > 1), None):
        sentence = _("“%(date)s” is chosen for two dates. A call has each date once: choose another for one of them.")
        raise Refused("two-dates", sentence % {"date": twice.label})
    return kind_named(choices.kind)


def programme_for(item: Item, issue: Issue, choices: OfProgramme, by: Person, at: datetime) -> Programme:
    """The programme chosen, or a new one named after the item. Raises Refused."""
    if choices.programme is not None:
        chosen: Programme | None = programmes_run_by(by).filter(pk=choices.programme.pk).first()
        if chosen is None:
            raise Refused("no-programme", _("This programme is not there any more. Choose another."))
        return chosen
    titles = {language: words[:250] for language, words in choices.programme_title.items() if words.strip()}
    if not titles:
        raise Refused("no-programme", _("Give the new programme a name, or choose one that there is."))
    fields = {"title": titles, "source_language": issue.source_language, "contact": choices.contact, "zone": issue.zone}
    made = start_programme(fields, by, at)
    made.marks = {"title": item.marks.get("title", {})}
    made.save(update_fields=["marks"])
    return publish_programme(made, by, at) if choices.publish_programme else made


def _call(programme: Programme, issue: Issue, kind: Kind, choices: Choices, by: Person, at: datetime) -> Call:
    source = issue.source_language
    title = choices.title.get(source) or next(words for words in choices.title.values() if words.strip())
    call = start_call(programme, kind, title, by, at)
    own = {
        "source_language": source,
        "audience": _audience(choices, by, at),
        "languages": list(choices.languages),
        "contact": choices.contact,
        "zone": issue.zone,
        **{name: _lines(getattr(choices, name)) for name in CALL_TEXTS},
    }
    fields = {**{name: getattr(call, name) for name in CALL_FIELDS}, **own}
    return save_call(call, fields, choices.reviewed, mark_of(call), by, at)


def _lines(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: words.strip() for language, words in texts.items()}


def _audience(choices: Choices, by: Person, at: datetime) -> Audience | None:
    """The audience chosen; a ready-made rule becomes one under its own name, once."""
    if choices.audience is not None or choices.start not in STARTS or choices.start == "everybody":
        return choices.audience
    start = STARTS[choices.start]
    name = str(start.name)
    return Audience.objects.filter(name=name).first() or add_audience(name, start.rule, by, at)


def _attach(call: Call, choices: Choices, by: Person, at: datetime) -> None:
    """Copies of the item's files, so that each is taken away for itself."""
    for each in choices.attachments:
        with each.file.open("rb") as source:
            copy = ContentFile(source.read(), name=PurePosixPath(each.file.name or "file").name)
        add_file(call, copy, each.title, "", by, at)
