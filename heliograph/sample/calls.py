"""The calls of the sample: each proposal of its bulletin confirmed by the desk's own function, and published.

``data/calls`` has the words in four languages; titles and dates come from the bulletin, and so move with it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.choices import Choices, DateChoice
from heliograph.bulletin.binding.guessing import guess
from heliograph.bulletin.binding.making import make_call
from heliograph.bulletin.binding.tying import bind
from heliograph.bulletin.models import Binding, Issue, Item, ItemProposal
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.desk.publishing import publish_call
from heliograph.calls.models import Call, CallEntry, Deadline, Programme, QuestionSet
from heliograph.calls.questions.schema import read
from heliograph.calls.questions.versions import current, save_questions
from heliograph.calls.states import DeadlineKind
from heliograph.network.models import Organization, Person
from heliograph.sample.conference import play
from heliograph.sample.moving import calendar
from heliograph.sample.people import SECRETARIAT, commission_identifier
from heliograph.sample.words import REVIEWED, words_in
from heliograph.texts.multilingual import texts_of

_NAMES = ("registration", "posters", "sessions", "talks", "exchange", "interest", "submissions")


@cache
def worded() -> Mapping[str, Mapping[str, Any]]:
    """What is written of each call, by what the bulletin asks (the importer's word)."""
    found = [words_in(name) for name in _NAMES]
    return {one["what"]: one for one in found}


@cache
def _programmes() -> Mapping[str, Mapping[str, Any]]:
    """What is written of each programme, by the position of its item."""
    return words_in("programmes")


def secretariat() -> Person | None:
    """Who confirms the sample's calls; None where the sample network is not there."""
    return Person.objects.filter(email=SECRETARIAT).first()


def confirm_calls(issue: Issue, by: Person, at: datetime) -> list[Call]:
    """Make and publish a call of each proposal of the sample's issue, and bind the items of earlier ones to them.

    ``at`` is aware. A proposal that was taken before is left as it is.
    """
    made = {
        str(proposal.prefill["what"]): _confirm(proposal, by, at)
        for item in issue.items.order_by("position")
        for proposal in _open(item)
    }
    for item in Item.objects.filter(issue__number__lt=issue.number).order_by("issue__number", "position"):
        for proposal in _open(item):
            if (call := made.get(str(proposal.prefill.get("what")))) is not None:
                bind(item, call, by, at, proposal)
    return list(made.values())


def _open(item: Item) -> Iterator[ItemProposal]:
    for proposal in item.proposals.calls().open().select_related("item__issue"):
        if proposal.prefill.get("what") in worded():
            yield proposal


def _confirm(proposal: ItemProposal, by: Person, at: datetime) -> Call:
    words = worded()[str(proposal.prefill["what"])]
    call = make_call(proposal, _choices(proposal, words), by, at)
    call.minutes, call.capacity = words["minutes"], words.get("capacity")
    call.save(update_fields=["minutes", "capacity"])
    _describe(call.programme, proposal.item, at)
    first: Sequence[Any] = ()
    if part := words.get("part"):
        call = play(call, part, by, at)
    if part or "kind" in words:
        first = current(call).questions
    save_questions(call, read([*first, *words["questions"]]), by, at)
    publish_call(call, by, at)
    backdate(call, at, words["days"])
    call.refresh_from_db()
    return call


def _choices(proposal: ItemProposal, words: Mapping[str, Any]) -> Choices:
    item, guessed = proposal.item, guess(proposal)
    programme = Programme.objects.filter(calls__in=Binding.objects.filter(item=item).values("call")).first()
    named = _programmes()[str(item.position)].get("title")
    return Choices(
        kind=words.get("kind", guessed.kind),
        title=guessed.title,
        summary=words["summary"],
        text=words["text"],
        reviewed=REVIEWED,
        programme=programme,
        programme_title=named or texts_of(item.title),
        contact=guessed.contact,
        languages=words["languages"],
        start=words.get("start", guessed.start),
        dates=[DateChoice(DeadlineKind(one.kind), one.moment, one.uid) for one in guessed.dates if one.kind],
    )


def _describe(programme: Programme, item: Item, at: datetime) -> None:
    """What an organizer writes about a programme, and who runs it."""
    words = _programmes()[str(item.position)]
    programme.summary = LazyI18nString(words["summary"])
    programme.contact = words.get("contact", programme.contact)
    if "organizer" in words:
        identifier = commission_identifier(words["organizer"])
        programme.organizer = Organization.objects.filter(identifier=identifier).first()
    if "begins" in words:
        move = calendar(item.issue.date, "en").move
        begins, ends = (move(date.fromisoformat(words[each])) for each in ("begins", "ends"))
        whole = "months" in words
        programme.begins = begins.replace(day=1) if whole else begins
        programme.ends = ends.replace(day=monthrange(ends.year, ends.month)[1]) if whole else ends
    programme.save(update_fields=["summary", "contact", "organizer", "begins", "ends"])


def last_day(call: Call, at: datetime) -> datetime:
    """The latest instant at which the sample's people answer a call: now, or when it closed."""
    until = dates_of(call).until(DeadlineKind.CLOSES)
    return min(at, until - timedelta(minutes=5)) if until else at


def backdate(call: Call, at: datetime, days: int) -> None:
    """Let a call have been made and published some days ago, so that it has answers from the first day on."""
    _begin(call, last_day(call, at) - timedelta(days=days))


def _begin(call: Call, at: datetime) -> None:
    Call.objects.filter(pk=call.pk).update(created_at=at, saved_at=at, published_at=at)
    Deadline.objects.filter(call=call).update(made_at=at)
    QuestionSet.objects.filter(call=call).update(made_at=at, saved_at=at)
    CallEntry.objects.filter(call=call).update(at=at)
    began(call.programme, at)


def began(programme: Programme, at: datetime) -> None:
    """Let a programme have been there at an instant (aware)."""
    rows = Programme.objects.filter(pk=programme.pk, created_at__gt=at)
    rows.update(created_at=at, saved_at=at, published_at=at)


def sample_calls(number: int) -> dict[str, Call]:
    """The calls that were made of the proposals of an issue, by what the bulletin asks."""
    rows = ItemProposal.objects.calls().filter(item__issue__number=number, made=True).select_related("call__programme")
    return {str(row.prefill["what"]): row.call for row in rows if row.call is not None}
