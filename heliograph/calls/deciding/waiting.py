"""Decisions and letters that are late: what "Needs you" says of calls whose dates for them are past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from heliograph.calls.kinds import kinds
from heliograph.calls.lifecycle.acting import TOLD
from heliograph.calls.models import Call, Deadline, ResponseEntry
from heliograph.calls.queries import CallQuerySet, DeadlineQuerySet
from heliograph.calls.rules import calls_run_by, may_organize
from heliograph.calls.states import Actor, CallStatus, DeadlineKind, ResponseState, Verb
from heliograph.frame.needs import Need, register
from heliograph.texts.multilingual import pick

#: So many calls are named for each of the two.
MOST = 20
CHOSEN = (ResponseState.ACCEPTED, ResponseState.MATCHED)


def undecided(calls: CallQuerySet, at: datetime) -> CallQuerySet:
    """The calls with answers of which nobody has decided, how many are ``late``, though the date for it is past.

    Where none is said (``dated`` is False), that is once the call has closed, if an organizer decides in its kind.
    """
    dated = _dates(DeadlineKind.DECIDE).filter(until__isnull=False)
    settled = [kind.key for kind in kinds() if kind.settled != ResponseState.SUBMITTED]
    closed = Q(Exists(_past(DeadlineKind.CLOSES, at)), ~Exists(dated)) & ~Q(kind__in=settled)
    found = calls.filter(Exists(_past(DeadlineKind.DECIDE, at)) | closed)
    return _late(found, Q(responses__state=ResponseState.SUBMITTED)).annotate(dated=Exists(dated))


def uncontacted(calls: CallQuerySet, at: datetime) -> CallQuerySet:
    """The calls by whose date people were to be contacted, with chosen ones who have not been: how many are ``late``.

    Contacted is who was written to once he had been chosen: by a message, or by a letter about a further decision.
    That he was chosen has a letter, too, which is not yet the contact that the call has promised.
    """
    written = ResponseEntry.objects.filter(
        response=OuterRef("responses__pk"), actor=Actor.ORGANIZER, verb__in=[Verb.WRITE, *TOLD], before__in=CHOSEN
    )
    found = calls.filter(Exists(_past(DeadlineKind.CONTACT, at)))
    return _late(found, Q(responses__state__in=CHOSEN) & ~Exists(written))


def _dates(kind: DeadlineKind) -> DeadlineQuerySet:
    """On a query of calls: their current dates of a kind."""
    return Deadline.objects.current().filter(call=OuterRef("pk"), kind=kind)


def _past(kind: DeadlineKind, at: datetime) -> DeadlineQuerySet:
    return _dates(kind).filter(until__lte=at)


def _late(calls: CallQuerySet, which: Q | Combinable) -> CallQuerySet:
    found = calls.filter(which, status=CallStatus.PUBLISHED)
    return found.annotate(late=Count("responses")).order_by("-late", "pk")


def needs(person: Any, at: datetime) -> Iterable[Need]:
    """A line for each such call that a person runs. Two queries; none for who runs nothing."""
    if not may_organize(person):
        return []
    run = calls_run_by(person)
    return [*_undecided(undecided(run, at)[:MOST]), *_uncontacted(uncontacted(run, at)[:MOST])]


def _undecided(calls: Iterable[Call]) -> Iterator[Need]:
    past, undated = _("The date for decisions is past."), _("The call has closed, and no date for decisions is set.")
    for call in calls:
        late: int = call.late  # type: ignore[attr-defined]
        said = ngettext(
            "%(count)d answer is not decided: %(title)s", "%(count)d answers are not decided: %(title)s", late
        )
        words = said % {"count": late, "title": _title(call)}
        yield Need(words, reverse("calls:desk_responses", args=[call.slug]), past if call.dated else undated)  # type: ignore[attr-defined]


def _uncontacted(calls: Iterable[Call]) -> Iterator[Need]:
    for call in calls:
        late: int = call.late  # type: ignore[attr-defined]
        said = ngettext(
            "%(count)d who was chosen waits to hear from you: %(title)s",
            "%(count)d who were chosen wait to hear from you: %(title)s",
            late,
        )
        words = said % {"count": late, "title": _title(call)}
        more = _("The date by which they are contacted is past.")
        yield Need(words, reverse("calls:desk_responses", args=[call.slug]), more)


def _title(call: Call) -> str:
    return pick(call.title, [get_language() or "en", call.source_language])[0]


def register_waiting() -> None:
    """For ``ready()``."""
    register("decisions", needs, 200)
