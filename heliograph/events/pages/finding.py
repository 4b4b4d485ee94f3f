"""Which event an address means, and which events lists show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from heliograph.calls.models import Programme
from heliograph.calls.states import ProgrammeState, Visibility
from heliograph.events.models import Event, Occurrence
from heliograph.events.queries import EventQuerySet
from heliograph.events.rules import may_see, visible_to
from heliograph.events.states import EventKind, EventStatus
from heliograph.network.models import Person
from heliograph.network.rules import Reader


class MustSignIn(Exception):
    """The event is for those who are addressed alone, and nobody is signed in."""


def find_event(request: HttpRequest, slug: str) -> Event:
    """The event of a name with its times, for who may see it. Raises Http404, MustSignIn."""
    found: Event | None = (
        Event.objects.select_related("programme", "host", "audience").timed().filter(slug=slug).first()
    )
    if found is None:
        raise Http404
    if not may_see(request.user, found, request.GET.get("key", "")):
        published = found.status == EventStatus.PUBLISHED
        if published and found.visibility == Visibility.AUDIENCE and not isinstance(request.user, Person):
            raise MustSignIn
        raise Http404
    for each in found.occurrences.all():
        each.event = found
    return found


def or_sign_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an event to which who is signed out may be addressed: he is asked to sign in, and comes back."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        try:
            return view(request, *args, **given)
        except MustSignIn:
            return redirect_to_login(request.get_full_path(), reverse("frame:login"))

    return asked


@dataclass(frozen=True)
class EventFilter:
    """What a list of events is narrowed to: a programme by slug, a kind; empty for all."""

    programme: str = ""
    kind: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> EventFilter:
        """As the address says; what is no kind asks for nothing."""
        kind = request.GET.get("kind", "")
        return cls(request.GET.get("programme", "")[:80], kind if kind in EventKind.values else "")

    def apply(self, events: EventQuerySet) -> EventQuerySet:
        if self.programme:
            events = events.filter(programme__slug=self.programme)
        return events.filter(kind=self.kind) if self.kind else events

    def __bool__(self) -> bool:
        return bool(self.programme or self.kind)


def found_by(person: Reader) -> EventQuerySet:
    """The published events that lists show to a person, with their programmes and times."""
    seen = visible_to(person).order_by().values("pk")
    listed = Event.objects.published().exclude(visibility=Visibility.LINK)
    public = listed.exclude(programme__state=ProgrammeState.DRAFT).filter(pk__in=seen)
    found: EventQuerySet = public.select_related("programme").timed()
    return found


def coming(events: EventQuerySet, at: datetime) -> EventQuerySet:
    """Those that are not over, the soonest first; those of which no time is known last."""
    ahead = Occurrence.objects.filter(event=OuterRef("pk")).ahead(at).standing()
    timeless = ~Exists(Occurrence.objects.filter(event=OuterRef("pk")))
    soonest = Min("occurrences__start", filter=Q(occurrences__in=Occurrence.objects.ahead(at).standing()))
    rows = events.filter(Exists(ahead) | timeless).annotate(soonest=soonest)
    ordered: EventQuerySet = rows.order_by(F("soonest").asc(nulls_last=True), "programme", "number", "pk")
    return ordered


def past(events: EventQuerySet, at: datetime) -> EventQuerySet:
    """Those that are over, or were cancelled; the latest first."""
    ahead = Occurrence.objects.filter(event=OuterRef("pk")).ahead(at).standing()
    rows = events.filter(~Exists(ahead), Exists(Occurrence.objects.filter(event=OuterRef("pk"))))
    ordered: EventQuerySet = rows.annotate(latest=Min("occurrences__start")).order_by(
        F("latest").desc(nulls_last=True), "-pk"
    )
    return ordered


def programmes_with(events: EventQuerySet) -> QuerySet[Programme]:
    """The programmes of events, to choose from."""
    return Programme.objects.filter(pk__in=events.order_by().values("programme"))
