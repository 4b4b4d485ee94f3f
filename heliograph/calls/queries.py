"""Questions about programmes, calls, dates and responses; the clock is an argument."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from heliograph.calls.states import (
    HOLDING,
    CallStatus,
    DeadlineKind,
    ProgrammeState,
    ResponseState,
    Visibility,
)

if TYPE_CHECKING:
    from heliograph.calls.models import Call, Deadline, Programme, Response  # noqa: F401 (named in strings below)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def published(self) -> ProgrammeQuerySet:
        """Those that everybody may see: running and ended ones."""
        return self.exclude(state=ProgrammeState.DRAFT)

    def running(self) -> ProgrammeQuerySet:
        return self.filter(state=ProgrammeState.PUBLISHED)


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def current(self) -> DeadlineQuerySet:
        """Those that no later one has replaced."""
        return self.filter(replaced_at__isnull=True)


class CallQuerySet(models.QuerySet["Call"]):
    def published(self) -> CallQuerySet:
        """All but drafts: also completed and cancelled ones, whose page says so."""
        return self.exclude(status=CallStatus.DRAFT)

    def public(self) -> CallQuerySet:
        """Those that everybody finds."""
        return self.published().filter(visibility=Visibility.PUBLIC).exclude(programme__state=ProgrammeState.DRAFT)

    def dated(self) -> CallQuerySet:
        """With their dates, current and replaced, in one query more (``call.deadlines.all()``)."""
        return self.prefetch_related(Prefetch("deadlines"))

    def open(self, at: datetime) -> CallQuerySet:
        """Those to which everybody may answer at an instant; grace and personal extensions left aside."""
        return self.filter(status=CallStatus.PUBLISHED).filter(
            ~Exists(_current(DeadlineKind.OPENS).filter(Q(at__isnull=True) | Q(at__gt=at))),
            ~Exists(_current(DeadlineKind.CLOSES).filter(until__lte=at)),
        )

    def coming(self, at: datetime) -> CallQuerySet:
        """Those announced, of which answers are not taken yet."""
        later = _current(DeadlineKind.OPENS).filter(Q(at__isnull=True) | Q(at__gt=at))
        return self.filter(Exists(later), status=CallStatus.PUBLISHED)

    def ended(self, at: datetime) -> CallQuerySet:
        """Those that have closed by the clock, were completed or cancelled; the last to close first."""
        later = _current(DeadlineKind.OPENS).filter(Q(at__isnull=True) | Q(at__gt=at))
        closed = Q(Exists(_current(DeadlineKind.CLOSES).filter(until__lte=at)), ~Exists(later))
        over = Q(status__in=[CallStatus.COMPLETED, CallStatus.CANCELLED])
        until = Subquery(_current(DeadlineKind.CLOSES).values("until")[:1])
        found = self.filter(over | closed & Q(status=CallStatus.PUBLISHED)).annotate(closes_at=until)
        return found.order_by(models.F("closes_at").desc(nulls_last=True), "-pk")

    def by_opening(self) -> CallQuerySet:
        """Soonest to open first, those without a date last."""
        opens = Subquery(_current(DeadlineKind.OPENS).values("at")[:1])
        return self.annotate(opens_at=opens).order_by(models.F("opens_at").asc(nulls_last=True), "pk")

    def by_closing(self) -> CallQuerySet:
        """Soonest to close first, those without a date last."""
        until = Subquery(_current(DeadlineKind.CLOSES).values("until")[:1])
        return self.annotate(closes_at=until).order_by(models.F("closes_at").asc(nulls_last=True), "pk")


def _current(kind: DeadlineKind) -> QuerySet[Deadline]:
    from heliograph.calls.models import Deadline as Row  # noqa: PLC0415 (models import this module)

    return Row.objects.filter(call=OuterRef("pk"), kind=kind, replaced_at__isnull=True)


class ResponseQuerySet(models.QuerySet["Response"]):
    def sent(self) -> ResponseQuerySet:
        """Those that were sent at least once and were not withdrawn."""
        return self.exclude(state__in=[ResponseState.DRAFT, ResponseState.WITHDRAWN])

    def holding(self) -> ResponseQuerySet:
        """Those that hold one of the call's places."""
        return self.filter(state__in=HOLDING)

    def waiting(self) -> ResponseQuerySet:
        """The waiting list, first come first."""
        return self.filter(state=ResponseState.WAITLISTED).order_by("queued_at", "pk")

    def lapsed(self, at: datetime) -> ResponseQuerySet:
        """Those whose offered place was not taken up in time, in calls that go on."""
        return self.filter(state=ResponseState.OFFERED, offered_until__lte=at, call__status=CallStatus.PUBLISHED)
