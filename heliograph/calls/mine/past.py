"""Which of somebody's answers are past, and which still go on; what may be expected comes first."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from heliograph.calls.models import Deadline, Extension
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import CallStatus, DeadlineKind, ResponseState

S = ResponseState
_OVER = (S.WITHDRAWN, S.DECLINED, S.COMPLETED)
#: A draft whose call has closed is left in sight for so long.
_LEFT = timedelta(days=1)


def _past(at: datetime) -> Q:
    closed = Deadline.objects.current().filter(call=OuterRef("call"), kind=DeadlineKind.CLOSES, until__lte=at - _LEFT)
    given = Extension.objects.filter(call=OuterRef("call"), person=OuterRef("person"), until__gt=at)
    missed = Q(state=S.DRAFT) & Exists(closed) & ~Exists(given)
    over = Q(call__status__in=[CallStatus.COMPLETED, CallStatus.CANCELLED])
    return Q(state__in=_OVER) | over | Q(call__programme__ends__lt=at.date()) | missed


def past(responses: ResponseQuerySet, at: datetime) -> ResponseQuerySet:
    """Those that are over: withdrawn, declined, done, never sent, or of a call or programme that is over."""
    return responses.filter(_past(at))


def going_on(responses: ResponseQuerySet, at: datetime) -> ResponseQuerySet:
    """The others, those first of which something may be expected, then the newest."""
    urgent = Q(state__in=[S.DRAFT, S.RETURNED, S.OFFERED])
    asked = Q(state__in=[S.CONFIRMED, S.ACCEPTED], asked_at__isnull=False)
    place = Case(When(urgent, then=Value(0)), When(asked, then=Value(1)), default=Value(2))
    return responses.exclude(_past(at)).order_by(place, "-pk")
