"""Before a call closes: invitations without an answer are told to who was invited and to who leads the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from heliograph.calls.corresponding import letters
from heliograph.calls.corresponding.members import WAITING, WORKED_ON
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import CoRespondent, Deadline, Extension, Response
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.calls.topics import ANSWERS
from heliograph.delivery.models import Message
from heliograph.network.models import Person

#: So long before closing, the soonest last.
STAGES = (timedelta(days=3), timedelta(days=1))
BATCH = 200


@dataclass(frozen=True)
class _Due:
    """The invitations to one response that wait, and the stage at which they are told of."""

    response: Response
    waiting: Sequence[CoRespondent]
    stage: str

    def key_for(self, co: CoRespondent) -> str:
        return f"joint-{co.public_id.hex}-{self.stage}"

    @property
    def key_for_lead(self) -> str:
        return f"joint-lead-{self.response.public_id.hex}-{self.stage}"


def remind_unfinished(at: datetime) -> int:
    """Three days and one day before closing, once each: write to who was invited before and has not answered, and to
    the lead. Returns how many letters were written. For the clock, as often as it likes.
    """
    keys = list(_responses(at).values_list("pk", flat=True))
    return sum(_remind(keys[start : start + BATCH], at) for start in range(0, len(keys), BATCH))


def _responses(at: datetime) -> QuerySet[Response]:
    """Those with invitations that wait, whose call closes soon, for all or for their lead."""
    soon = {"kind": DeadlineKind.CLOSES, "until__gt": at, "until__lte": at + STAGES[0]}
    closing = Deadline.objects.current().filter(call=OuterRef("call"), **soon)
    given = Extension.objects.filter(call=OuterRef("call"), person=OuterRef("person"), **soon)
    invited = CoRespondent.objects.filter(WAITING, response=OuterRef("pk"))
    found = Response.objects.filter(
        Q(Exists(closing)) | Q(Exists(given)), Exists(invited), state__in=WORKED_ON, call__status=CallStatus.PUBLISHED
    )
    return found.order_by("pk")


def _remind(keys: Sequence[int], at: datetime) -> int:
    rows = Response.objects.filter(pk__in=keys).select_related("person", "call__programme")
    due = list(_due(list(rows.prefetch_related("call__deadlines")), at))
    sent = _sent(due)
    people = _people([co for one in due for co in one.waiting])
    return sum(_write(one, sent, people, at) for one in due)


def _due(responses: Sequence[Response], at: datetime) -> Iterator[_Due]:
    invited: dict[int, list[CoRespondent]] = defaultdict(list)
    rows = CoRespondent.objects.filter(WAITING, response__in=[one.pk for one in responses])
    for co in rows.select_related("invited_by"):
        invited[co.response_id].append(co)
    for response, closes in _closing(responses):
        stage = next((each for each in reversed(STAGES) if closes - each <= at < closes), None)
        if stage is None:
            continue
        # Who was invited after that has just been told by when to answer.
        waiting = [co for co in invited[response.pk] if co.invited_at < closes - stage]
        for co in waiting:
            co.response = response
        if waiting:
            yield _Due(response, waiting, f"{stage.days}d-{closes:%Y%m%d%H%M}")


def _closing(responses: Sequence[Response]) -> Iterator[tuple[Response, datetime]]:
    """When each response's call closes for its lead. One query."""
    given: dict[tuple[int, int], list[Extension]] = defaultdict(list)
    for extension in Extension.objects.filter(call__in={one.call_id for one in responses}):
        given[extension.call_id, extension.person_id].append(extension)
    for response in responses:
        dates = dates_of(response.call).given_more(given[response.call_id, response.person_id])
        closes = dates.own_until(DeadlineKind.CLOSES)
        if closes is not None:
            yield response, closes


def _sent(due: Sequence[_Due]) -> frozenset[str]:
    """The keys of those letters that have been written. One query."""
    keys = [key for one in due for key in (one.key_for_lead, *map(one.key_for, one.waiting))]
    written = Message.objects.filter(mailing__topic=ANSWERS.slug, key__in=keys)
    return frozenset(written.values_list("key", flat=True))


def _people(waiting: Sequence[CoRespondent]) -> Mapping[str, Person]:
    """Who has the addresses that were invited. One query; addresses are kept in small letters."""
    found = Person.objects.get_queryset().filter(email__in={co.email for co in waiting}, is_active=True)
    return {person.email: person for person in found}


def _write(due: _Due, sent: frozenset[str], people: Mapping[str, Person], at: datetime) -> int:
    owed = [co for co in due.waiting if due.key_for(co) not in sent]
    for co in owed:
        letters.reminded(co, people.get(co.email), due.key_for(co), at)
    if due.key_for_lead in sent:
        return len(owed)
    letters.unfinished(due.response, len(due.waiting), due.key_for_lead, at)
    return len(owed) + 1
