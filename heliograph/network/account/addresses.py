"""A person's e-mail address, which is also how he signs in: asked for, taken from the new mailbox, objected to.

Each function is one transaction. Nothing that the person or a reader of the page is told depends on whether an address
is known here; only the letter to it does, which its reader alone sees.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.delivery.addresses import Malformed, normal
from heliograph.delivery.moving import move
from heliograph.network import search
from heliograph.network.account import factor, letters, sessions
from heliograph.network.account.holdings import Moved, readdress
from heliograph.network.account.links import Purpose
from heliograph.network.models import AddressChange, Person, PersonEntry
from heliograph.network.states import PersonVerb, Refused


def pending(person: Person, at: datetime) -> AddressChange | None:
    """The change that waits to be confirmed; None where there is none, or the time for it is over."""
    waiting = person.address_changes.filter(taken_at=None, withdrawn_at=None, asked_at__gt=at - Purpose.TAKE.lasting)
    found: AddressChange | None = waiting.first()
    return found


def _other_has(address: str, person: Person) -> bool:
    return Person.objects.get_queryset().at_address(address).exclude(pk=person.pk).exists()


@transaction.atomic
def ask(person: Person, address: str, at: datetime) -> AddressChange:
    """Write to the new address and to the old one; nothing changes before the new one is confirmed.

    An earlier wish is withdrawn. Raises Refused for what is no address, and for the present one.
    """
    try:
        wanted = normal(address).lower()
    except Malformed as error:
        raise Refused("malformed", _("This is no e-mail address. It looks like name@example.org.")) from error
    if wanted == person.email:
        raise Refused("same", _("This is your address already. Write the new one."))
    withdraw(person, at)
    change: AddressChange = AddressChange.objects.create(person=person, before=person.email, after=wanted, asked_at=at)
    write = letters.address_in_use if _other_has(wanted, person) else letters.confirm_address
    write(change, at)
    letters.address_asked(change, at)
    return change


def withdraw(person: Person, at: datetime) -> None:
    """Take back what waits to be confirmed; the links in its letters do nothing any more."""
    person.address_changes.filter(taken_at=None, withdrawn_at=None).update(withdrawn_at=at)


def of(public_id: UUID, _state: str = "") -> AddressChange | None:
    """The change that a link is about."""
    found: AddressChange | None = AddressChange.objects.select_related("person").filter(public_id=public_id).first()
    return found


def _locked(public_id: UUID) -> AddressChange:
    rows = AddressChange.objects.select_related("person").select_for_update()
    found: AddressChange = rows.get(public_id=public_id)
    return found


def check(change: AddressChange) -> None:
    """Raise Refused where a change that was asked for cannot be made any more."""
    person = change.person
    if change.withdrawn_at is not None or not person.is_active or person.email != change.before:
        sentence = _("This change was taken back, or another one has come after it. Nothing has been changed.")
        raise Refused("withdrawn", sentence)
    if _other_has(change.after, person):
        raise Refused("in-use", _("This address belongs to another account by now. Nothing has been changed."))


@transaction.atomic
def take(public_id: UUID, at: datetime) -> AddressChange:
    """Let the new address be the person's; twice is the same as once. Raises Refused."""
    change = _locked(public_id)
    if change.taken_at is not None and change.person.email == change.after:
        return change
    check(change)
    _set(change.person, change.after, at)
    change.taken_at = at
    change.save(update_fields=["taken_at"])
    return change


def _by_desk(person: Person) -> QuerySet[PersonEntry]:
    """What others set of a person's address: no link of a letter takes that back."""
    found: QuerySet[PersonEntry] = person.entries.filter(verb=PersonVerb.ADDRESS).exclude(by=person)
    return found


def objection_open_until(person: Person, at: datetime) -> datetime | None:
    """Until when an earlier mailbox can still take the account back; None where none can."""
    taken = person.address_changes.filter(withdrawn_at=None, asked_at__gt=at - Purpose.OBJECT.lasting)
    last = taken.exclude(taken_at=None).exclude(taken_at__in=_by_desk(person).values("at")).first()
    return last.asked_at + Purpose.OBJECT.lasting if last else None


def to_undo(change: AddressChange) -> list[AddressChange]:
    """The changes by which an account has gone from the change's old address to its present one, oldest first.

    None where the account has that address. Raises Refused where it cannot be given back: the change was undone
    already, or the desk has set the address since.
    """
    person = change.person
    rows = person.address_changes.filter(pk__gte=change.pk, withdrawn_at=None).exclude(taken_at=None)
    chain = list(rows.order_by("pk"))
    if not chain and person.email == change.before:
        return []
    leads_back = bool(chain) and (chain[0].before, chain[-1].after) == (change.before, person.email)
    by_desk = _by_desk(person).filter(at__gte=change.asked_at).exists()
    if not leads_back or by_desk or not person.is_active or _other_has(change.before, person):
        sentence = _("Your account has changed since, and its address cannot be given back from here. Write to us.")
        raise Refused("gone-on", sentence)
    return chain


@transaction.atomic
def object_to(public_id: UUID, at: datetime) -> AddressChange:
    """Somebody at the old address says that it was not he: the change is not made, or undone with all that followed it.

    The older of two mailboxes has its way, whoever objects first. Twice is the same as once. Raises Refused where the
    old address cannot be given back (see ``to_undo``).
    """
    change = _locked(public_id)
    chain = to_undo(change)
    withdraw(change.person, at)
    if chain:
        _give_back(change, chain, at)
    change.refresh_from_db()
    return change


def _give_back(change: AddressChange, chain: list[AddressChange], at: datetime) -> None:
    """What came by the changes goes: the address, the sessions, the second factors set up since."""
    person = change.person
    person.address_changes.filter(pk__in=[one.pk for one in chain]).update(withdrawn_at=at)
    _set(person, change.before, at, back=True)
    factor.take_off_since(person, change.asked_at)
    sessions.end_all(person)
    letters.address_given_back(person, at)
    for address in dict.fromkeys(one.after for one in chain if one.after != change.before):
        letters.address_gone(person, address, at)


def _set(person: Person, address: str, at: datetime, *, back: bool = False) -> None:
    before, person.email = person.email, address
    person.save(update_fields=["email"])
    search.index_people([person])
    move(before, address, at, "reader")
    readdress(Moved(person, before.lower(), address.lower(), back))
