"""A National Coordinator's office goes to a successor on a day. Each change is one transaction.

Asked for by the coordinator, or by the secretariat for one who is absent; accepted by the successor from the mailbox.
Until then nothing changes, and until the day it can be taken back. What is open in the country stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heliograph.network import records
from heliograph.network.countries import country
from heliograph.network.desk.letters import role_ended
from heliograph.network.inviting import handover_letters as letters
from heliograph.network.inviting.offers import address, person_for
from heliograph.network.models import Handover, Person, Role
from heliograph.network.queries import RoleQuerySet
from heliograph.network.rules import Reader, forget_remit, remit_of
from heliograph.network.states import Refused, RoleKind

#: How far ahead the day may lie, and how long after it an answer is still waited for.
FARTHEST = timedelta(days=366)
WAITED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Wish:
    """Whom the office goes to and when; ``on`` is the successor's first day."""

    email: str
    name: str
    language: str
    on: date
    deputies_stay: bool
    note: str


def offices_of(person: Reader, on: date | None = None) -> RoleQuerySet:
    """The offices that a person may hand over: his own as coordinator, for the secretariat all; without an end."""
    if not isinstance(person, Person):
        return Role.objects.none()
    held = Role.objects.held(on or timezone.now().date()).filter(kind=RoleKind.COORDINATOR, ends=None)
    return held if remit_of(person).everything else held.filter(person=person)


def may_hand_over(person: Reader) -> bool:
    """Whether there is something that a person could hand over, or take back."""
    return (
        remit_of(person).everything
        or (isinstance(person, Person) and handovers_of(person).exists())
        or (offices_of(person).exists())
    )


def handovers_of(person: Person) -> QuerySet[Handover]:
    """Handovers that a person has to do with: as coordinator of the country; for the secretariat all."""
    every = Handover.objects.select_related("giver", "asked_by", "successor")
    if remit_of(person).everything:
        return every
    held = person.roles.held(timezone.now().date()).filter(kind=RoleKind.COORDINATOR)
    return every.filter(country__in=held.values("country"))


def may_take_back(person: Person, handover: Handover) -> bool:
    """Whether a person may take a handover back: who hands over, and the secretariat."""
    return remit_of(person).everything or handover.giver_id == person.pk


@transaction.atomic
def ask(office: Role, wish: Wish, by: Person, at: datetime) -> Handover:
    """Ask somebody to take an office over; an earlier wish that waits for its answer is taken back.

    Raises Refused for a day that does not fit, for what is no address, and where the office is on its way already.
    """
    held: Role = Role.objects.select_for_update(of=("self",)).select_related("person").get(pk=office.pk)
    to = address(wish.email)
    _check_wish(held, to, wish.on, at)
    waiting = Handover.objects.filter(giver=held.person, country=held.country, accepted_at=None)
    waiting.filter(declined_at=None, taken_back_at=None).update(taken_back_at=at)
    made: Handover = Handover.objects.create(
        country=held.country,
        giver=held.person,
        email=to,
        name=wish.name.strip(),
        language=wish.language or "en",
        on=wish.on,
        deputies_stay=wish.deputies_stay,
        note=wish.note.strip(),
        asked_by=by,
        asked_at=at,
    )
    letters.asked(made, at)
    return made


def _check_wish(held: Role, to: str, on: date, at: datetime) -> None:
    if held.ends is not None:
        raise Refused("on-its-way", _("This office is handed over already. Take that back first."))
    if to == held.person.email:
        raise Refused("oneself", _("This is the address of the present coordinator. Give the successor’s."))
    if on < at.date():
        raise Refused("past", _("The day is past. Give today or a later day."))
    if on > at.date() + FARTHEST:
        raise Refused("far", _("The day lies more than a year ahead. Give an earlier one."))
    if on <= held.begins:
        raise Refused("too-early", _("The present coordinator’s term has only begun on that day. Give a later one."))


def locked(public_id: UUID) -> Handover:
    """The handover as it is now, locked until the transaction ends."""
    rows = Handover.objects.select_related("giver", "successor").select_for_update(of=("self",))
    found: Handover = rows.get(public_id=public_id)
    return found


def check_open(held: Handover, at: datetime) -> None:
    """Raise Refused, with what helps, where a handover cannot be accepted any more."""
    if held.taken_back_at is not None:
        raise Refused("taken-back", _("This handover was taken back. Nothing has changed; ask whoever wrote to you."))
    if held.declined_at is not None:
        raise Refused("declined", _("You have declined this. Ask to be written to again, if you have thought again."))
    if at.date() > held.on + WAITED_FOR:
        raise Refused("run-out", _("The time for an answer is over. Ask to be written to again."))
    if held.accepted_at is None and _office(held) is None:
        raise Refused("gone", _("The office is no longer with whom it was. Ask the secretariat."))


def _office(held: Handover) -> Role | None:
    rows = Role.objects.select_for_update() if transaction.get_connection().in_atomic_block else Role.objects.all()
    found: Role | None = rows.filter(
        person=held.giver, kind=RoleKind.COORDINATOR, country=held.country, ends=None
    ).first()
    return found


def _deputies(held: Handover, successor: Person, on: date) -> Iterator[Role]:
    """The deputies' roles that end: all where they go, in any case the successor's own."""
    rows = Role.objects.held(on).filter(kind=RoleKind.DEPUTY, country=held.country, ends=None)
    rows = rows.filter(person=successor) if held.deputies_stay else rows
    yield from rows.select_related("person", "organization")


@transaction.atomic
def accept(public_id: UUID, at: datetime, *, zone: str | None = None, languages: tuple[str, ...] = ()) -> Handover:
    """The successor says yes: the old office ends the day before, the new one begins. Twice is the same as once.

    Raises Refused where it cannot be accepted any more.
    """
    held = locked(public_id)
    if held.accepted_at is not None and held.taken_back_at is None:
        return held
    check_open(held, at)
    office = _office(held)
    assert office is not None
    begins = max(held.on, at.date())
    successor = _successor(held, at, zone, languages)
    ended = [office, *_deputies(held, successor, at.date())]
    for role in ended:
        records.end_role(role, max(begins - timedelta(days=1), role.begins), held.asked_by, at)
    began = records.appoint(successor, RoleKind.COORDINATOR, begins, held.asked_by, at, country=held.country)
    held.accepted_at, held.successor, held.on = at, successor, begins
    held.kept = {"ended": [role.public_id.hex for role in ended], "began": began.public_id.hex}
    held.save(update_fields=["accepted_at", "successor", "on", "kept"])
    _tell(held, ended, at)
    return held


def _successor(held: Handover, at: datetime, zone: str | None, languages: tuple[str, ...]) -> Person:
    known = Person.objects.get_queryset().filter(email__iexact=held.email).first()
    if known is None:
        return person_for(held.email, held.name, held.language, at, zone or country(held.country).zone, languages)
    if not known.is_active:
        raise Refused("closed", _("This cannot be accepted at present. Write to the secretariat: it helps you."))
    return known


def _tell(held: Handover, ended: list[Role], at: datetime) -> None:
    letters.accepted(held, at)
    by = held.asked_by or held.giver
    for role in ended[1:]:
        if by is not None and role.person_id != held.successor_id:
            role_ended(role, by, at)


@transaction.atomic
def decline(public_id: UUID, at: datetime) -> Handover:
    """The successor says no; who asked is told. Twice is the same as once. Raises Refused."""
    held = locked(public_id)
    if held.declined_at is not None:
        return held
    if held.accepted_at is not None:
        raise Refused("accepted", _("You have accepted already. Write to the secretariat, if you have thought again."))
    check_open(held, at)
    held.declined_at = at
    held.save(update_fields=["declined_at"])
    letters.declined(held, at)
    return held


def can_be_taken_back(handover: Handover, at: datetime) -> bool:
    """Whether it waits for its answer, or was accepted for a day that has not come."""
    if handover.taken_back_at is not None or handover.declined_at is not None:
        return False
    return handover.accepted_at is None or at.date() < handover.on


@transaction.atomic
def take_back(public_id: UUID, by: Person, at: datetime) -> Handover:
    """Leave the office where it is; both are told. Twice is the same as once. Raises Refused once the day has come."""
    held = locked(public_id)
    if held.taken_back_at is not None:
        return held
    if not can_be_taken_back(held, at):
        raise Refused(
            "too-late", _("The day has come: this cannot be taken back any more. Hand the office back instead.")
        )
    if held.accepted_at is not None:
        _restore(held)
    held.taken_back_at = at
    held.save(update_fields=["taken_back_at"])
    letters.taken_back(held, by, at)
    return held


def _restore(held: Handover) -> None:
    """The roles as they were before it was accepted."""
    Role.objects.filter(public_id=held.kept["began"], begins__gte=held.on, person=held.successor).delete()
    Role.objects.filter(public_id__in=held.kept["ended"]).update(ends=None)
    for person in (held.giver, held.successor):
        if person is not None:
            forget_remit(person)
