"""Joining by the personal link, which notes that somebody took part, and noting at the door who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from heliograph.calls.models import CoRespondent
from heliograph.calls.states import CallStatus
from heliograph.events.afterwards.models import AttendanceCertificate
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.models import Companion, Registration
from heliograph.events.registering.people import COMING, STANDING
from heliograph.events.rules import may_run_event
from heliograph.events.shown import over_at
from heliograph.events.states import EventStatus, OccurrenceState, Seat
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: How long before it begins the link opens.
BEFORE = timedelta(minutes=30)
#: How long after its end it still opens: sessions run over, and where no end is known an hour is only assumed.
AFTER = timedelta(minutes=60)


class Standing(StrEnum):
    """What a personal link says at an instant."""

    OPEN = "open"
    EARLY = "early"
    OVER = "over"
    CANCELLED = "cancelled"
    TENTATIVE = "tentative"
    ON_SITE = "on-site"
    WAITING = "waiting"
    GONE = "gone"
    NO_LINK = "no-link"


@dataclass(frozen=True)
class Door:
    """Where a registration stands; ``opens_at`` is from when one can join, where that is still ahead."""

    standing: Standing
    opens_at: datetime | None = None


def door_of(registration: Registration, at: datetime) -> Door:
    """What the link of a registration opens at an instant. ``registration`` with its response, call, time and event."""
    row, state = registration.occurrence, registration.response.state
    if registration.response.call.status == CallStatus.CANCELLED:
        return Door(Standing.GONE)
    if state not in COMING:
        return Door(Standing.WAITING if state in STANDING else Standing.GONE)
    if row.state == OccurrenceState.CANCELLED or row.event.status != EventStatus.PUBLISHED:
        return Door(Standing.CANCELLED)
    if row.start is None or row.state == OccurrenceState.TENTATIVE:
        return Door(Standing.TENTATIVE)
    over = over_at(row)
    if over is not None and over + AFTER <= at:
        return Door(Standing.OVER)
    if registration.seat == Seat.ROOM:
        return Door(Standing.ON_SITE)
    opens = opens_at(row)
    if opens is not None and at < opens:
        return Door(Standing.EARLY, opens)
    return Door(Standing.OPEN if row.join_link else Standing.NO_LINK)


def opens_at(occurrence: Occurrence) -> datetime | None:
    """From when one can join; None where no time is known."""
    return occurrence.start - BEFORE if occurrence.start is not None else None


@transaction.atomic
def join(registration: Registration, at: datetime) -> str:
    """Note that the registrant joins now, once, and give the link of the meeting. Raises Refused where it is not open.

    Who comes after the end is let in, and has not taken part.

    The row of the time is read in the transaction: what was moved or cancelled meanwhile opens nothing.
    """
    held = _open(registration, at)
    if held.token != registration.token:
        raise Refused("renewed", _("This link was renewed. Use the new one."))
    if held.joined_at is None and _counts(held.occurrence, at):
        held.joined_at = at
        held.save(update_fields=["joined_at"])
    return held.occurrence.join_link


@transaction.atomic
def join_along(registration: Registration, who: CoRespondent, at: datetime) -> str:
    """The same for somebody who answers along with the registrant: that he takes part is noted of himself alone."""
    held = _open(registration, at)
    companion = _companion(held, who)
    if companion.joined_at is None and _counts(held.occurrence, at):
        companion.joined_at = at
        companion.save(update_fields=["joined_at"])
    return held.occurrence.join_link


def _open(registration: Registration, at: datetime) -> Registration:
    """The row of a registration whose link is open, locked. Raises Refused."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("response__call", "occurrence__event")
    held = rows.get(pk=registration.pk)
    if door_of(held, at).standing != Standing.OPEN:
        raise Refused("not-open", _("This link does not open anything at the moment."))
    return held


def _counts(occurrence: Occurrence, at: datetime) -> bool:
    """Whether who joins now takes part: not after the end, where that is known."""
    over = over_at(occurrence)
    return occurrence.end is None or over is None or at < over


def _companion(registration: Registration, who: CoRespondent) -> Companion:
    """What is noted of a companion. With the registration held. Raises Refused for who answers along no more."""
    if not along(registration).filter(pk=who.pk).exists():
        raise Refused("not-along", _("This person does not answer along any more."))
    return Companion.objects.get_or_create(co_respondent=who, defaults={"registration": registration})[0]


def along(registration: Registration) -> QuerySet[CoRespondent]:
    """Those who answer along with a registrant and have accepted, in the order of their invitations."""
    there = CoRespondent.objects.filter(response=registration.response_id, removed_at=None, declined_at=None)
    return there.filter(accepted_at__isnull=False, person__isnull=False).select_related("person")


@transaction.atomic
def note_came(
    registration: Registration, by: Person, at: datetime, *, came: bool = True, who: CoRespondent | None = None
) -> bool:
    """Note at the door that a registrant has come, or take that back; False where that was so. Raises Refused.

    ``who`` is one who answers along with him, of whom it is noted instead.
    """
    rows = Registration.objects.select_for_update(of=("self",)).select_related(
        "response__call__programme", "occurrence__event__programme"
    )
    held = rows.get(pk=registration.pk)
    if not may_run_event(by, held.occurrence.event):
        raise Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))
    row = held if who is None else _companion(held, who)
    if came == (row.came_at is not None):
        return False
    his = Q(registration=held) if who is None else Q(companion__co_respondent=who)
    if not came and AttendanceCertificate.objects.filter(his, revoked_at=None).exists():
        raise Refused("certified", _("A certificate was issued for this. Revoke that first, then take this back."))
    if came and held.response.state not in STANDING:
        raise Refused("not-coming", _("This registration was withdrawn. Ask the person to register once more."))
    opens = opens_at(held.occurrence)
    if came and (opens is None or at < opens - _EARLIEST):
        raise Refused("too-early", _("This time has not begun yet."))
    row.came_at, row.came_by = (at, by) if came else (None, None)
    row.save(update_fields=["came_at", "came_by"])
    return True


def forget_attendance(occurrence: Occurrence, at: datetime) -> None:
    """Who joined a time that was then put off has attended nothing yet. For who moves it, in the same transaction."""
    opens = opens_at(occurrence)
    if opens is None or at < opens:
        Companion.objects.filter(registration__occurrence=occurrence).delete()
        there = Registration.objects.filter(occurrence=occurrence)
        there.filter(Q(joined_at__isnull=False) | Q(came_at__isnull=False)).update(
            joined_at=None, came_at=None, came_by=None
        )


#: How long before the door opens somebody may be noted as there: people come early.
_EARLIEST = timedelta(hours=6)


def registration_for(event: Event, person: Person) -> Registration | None:
    """The registration of a person himself for an event, that which stands before one that was withdrawn."""
    found = Registration.objects.filter(response__person=person, response__email="", occurrence__event=event)
    found = found.exclude(response__call__status=CallStatus.CANCELLED)
    rows = list(found.select_related("response__call", "occurrence__event").order_by("-made_at", "-pk"))
    return next((row for row in rows if row.response.state in STANDING), None)
