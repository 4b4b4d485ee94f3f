"""Which calls somebody finds in the lists: those that are his to see, without the ones that only a link leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from heliograph.calls.models import Call, Programme
from heliograph.calls.queries import CallQuerySet, ProgrammeQuerySet
from heliograph.calls.rules import programmes_visible_to, visible_to
from heliograph.calls.states import ProgrammeState, Visibility
from heliograph.network.audiences.judging import holding
from heliograph.network.audiences.parsing import readable
from heliograph.network.models import Audience, Person
from heliograph.network.rules import Reader


@dataclass(frozen=True)
class CallFilter:
    """What a list of calls is narrowed to: a programme by slug, a kind by key; empty for all."""

    programme: str = ""
    kind: str = ""

    def apply(self, calls: CallQuerySet) -> CallQuerySet:
        if self.programme:
            calls = calls.filter(programme__slug=self.programme)
        return calls.filter(kind=self.kind) if self.kind else calls

    def __bool__(self) -> bool:
        return bool(self.programme or self.kind)


def found_by(person: Reader) -> CallQuerySet:
    """The published calls that lists show to a person, with programme, audience and dates."""
    seen = visible_to(person).order_by().values("pk")
    public = Call.objects.published().exclude(visibility=Visibility.LINK).exclude(programme__state=ProgrammeState.DRAFT)
    return public.filter(pk__in=seen).select_related("programme", "audience").dated()


def programmes_with(calls: CallQuerySet) -> ProgrammeQuerySet:
    """The programmes of calls, to choose from."""
    return Programme.objects.filter(pk__in=calls.order_by().values("programme"))


def open_to(person: Person, calls: CallQuerySet, at: datetime) -> Q:
    """The condition on calls that they address a person. Two queries, and those of clauses that look things up."""
    audiences = Audience.objects.filter(pk__in=calls.order_by().values("audience"))
    return Q(audience=None) | Q(audience__in=holding(readable(audiences), person, at.date()))


def programmes_for(person: Reader) -> QuerySet[Programme]:
    """The published programmes that the list shows: drafts stand on the desk only."""
    return programmes_visible_to(person).exclude(state=ProgrammeState.DRAFT)
