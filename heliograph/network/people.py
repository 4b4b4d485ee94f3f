"""Changes of people's records by the desk. Each function is one transaction: lock, rule, write, log, letter.

The actor (``by``) and the moment (``at``, aware) are arguments; who may is asked by the caller with ``giving``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.delivery.addresses import Malformed, normal
from heliograph.delivery.moving import move
from heliograph.network import records, search
from heliograph.network.account import sessions
from heliograph.network.account.holdings import Moved, readdress
from heliograph.network.desk import letters
from heliograph.network.models import AddressChange, Organization, Person, PersonEntry, Role
from heliograph.network.rules import forget_remit
from heliograph.network.states import PersonVerb, Refused, RoleKind, Verb

#: The fields that the desk corrects; the address changes through a function of its own.
CORRECTABLE = ("name", "languages", "zone")
#: How long after a role has ended that can be taken back as a slip.
REOPENED_WITHIN = timedelta(days=14)


def locked(person: Person) -> Person:
    """The person's row as it is now, locked until the transaction ends."""
    found: Person = Person.objects.get_queryset().select_for_update().get(pk=person.pk)
    return found


def log(
    person: Person, verb: PersonVerb, by: Person | None, at: datetime, changes: Mapping[str, Any], note: str = ""
) -> PersonEntry:
    """Write what happened into the person's log."""
    made: PersonEntry = PersonEntry.objects.create(
        person=person, verb=verb, by=by, at=at, changes=dict(changes), note=note.strip()
    )
    return made


@transaction.atomic
def correct_person(person: Person, fields: Mapping[str, Any], by: Person | None, at: datetime) -> bool:
    """Let the record say what ``fields`` (of CORRECTABLE) says; False where it did already."""
    held = locked(person)
    pairs = {name: [getattr(held, name), value] for name, value in fields.items()}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if not changes:
        return False
    for name, (_before, after) in changes.items():
        setattr(held, name, after)
        setattr(person, name, after)
    held.save(update_fields=list(changes))
    log(held, PersonVerb.CORRECTED, by, at, changes)
    search.index_people([held])
    return True


@transaction.atomic
def deactivate(person: Person, reason: str, by: Person | None, at: datetime) -> bool:
    """Close an account: its person is signed out and cannot sign in; roles stay on record. False where it is closed.

    Raises Refused for oneself, and without a reason.
    """
    if by == person:
        raise Refused("oneself", _("You cannot close your own account here."))
    if not reason.strip():
        raise Refused("no-reason", _("Say why: the reason is kept."))
    held = locked(person)
    if not held.is_active:
        return False
    _set_active(held, person, active=False)
    sessions.end_all(held)
    log(held, PersonVerb.CLOSED, by, at, {}, reason)
    return True


@transaction.atomic
def reactivate(person: Person, by: Person | None, at: datetime) -> bool:
    """Open a closed account again; False where it is open. Raises Refused for somebody who was erased."""
    held = locked(person)
    if held.erased_at is not None:
        raise Refused("erased", _("This person’s data were erased. Invite the person anew."))
    if held.is_active:
        return False
    _set_active(held, person, active=True)
    log(held, PersonVerb.OPENED, by, at, {})
    return True


def _set_active(held: Person, person: Person, *, active: bool) -> None:
    held.is_active = person.is_active = active
    held.save(update_fields=["is_active"])
    forget_remit(person)


@transaction.atomic
def change_address(person: Person, address: str, reason: str, by: Person, at: datetime) -> None:
    """Let a person be reached, and sign in, at another address, who has told so otherwise; both are written to.

    Raises Refused for what is no address, one that another account has, and without a reason.
    """
    after = _free_address(person, address)
    if not reason.strip():
        raise Refused("no-reason", _("Say why: the reason is kept, and stands in the letters."))
    held = locked(person)
    before, held.email = held.email, after
    held.save(update_fields=["email"])
    person.email = after
    held.address_changes.filter(taken_at=None, withdrawn_at=None).update(withdrawn_at=at)
    AddressChange.objects.create(person=held, before=before, after=after, asked_at=at, taken_at=at)
    search.index_people([held])
    move(before, after, at, str(by))
    readdress(Moved(held, before.lower(), after))
    sessions.end_all(held)
    entry = log(held, PersonVerb.ADDRESS, by, at, {"email": [before, after]}, reason)
    letters.address_changed(held, entry, before, after)


def _free_address(person: Person, address: str) -> str:
    try:
        after = normal(address).lower()
    except Malformed as error:
        raise Refused("malformed", _("This is no e-mail address. It looks like name@example.org.")) from error
    if after == person.email:
        raise Refused("same", _("This is the address already."))
    if Person.objects.get_queryset().filter(email__iexact=after).exists():
        raise Refused("in-use", _("Another account has this address. Look for it under “People”."))
    return after


@transaction.atomic
def give_role(
    person: Person,
    kind: RoleKind,
    begins: date,
    by: Person,
    at: datetime,
    *,
    organization: Organization | None = None,
    country: str = "",
    region: str = "",
) -> tuple[Role, bool]:
    """Appoint a person and tell him; the role, and whether it is new. Raises Refused."""
    if not person.is_active:
        raise Refused("closed", _("This account is closed. Open it again first."))
    known = set(person.roles.values_list("pk", flat=True))
    role = records.appoint(person, kind, begins, by, at, organization=organization, country=country, region=region)
    new = role.pk not in known
    if new:
        letters.role_given(role, by, at)
    return role, new


def _locked_role(role: Role) -> Role:
    rows = Role.objects.select_for_update(of=("self",)).select_related("person", "organization")
    found: Role = rows.get(pk=role.pk)
    return found


@transaction.atomic
def take_role(role: Role, last_day: date, by: Person, at: datetime) -> None:
    """Let somebody's role end with a day, and tell him. Raises Refused."""
    held = _locked_role(role)
    if held.ends is not None and held.ends <= last_day:
        raise Refused("ended", _("This role has ended already."))
    if held.kind == RoleKind.SECRETARIAT and not _others_in_secretariat(held, at.date()):
        raise Refused("last", _("This is the last of the secretariat. Appoint somebody else first."))
    records.end_role(held, last_day, by, at)
    letters.role_ended(held, by, at)


def _others_in_secretariat(role: Role, on: date) -> bool:
    held = Role.objects.held(on).filter(kind=RoleKind.SECRETARIAT, ends=None, person__is_active=True)
    return held.exclude(person=role.person).exists()


@transaction.atomic
def reopen_role(role: Role, by: Person, at: datetime) -> None:
    """Take back the end of a role, as if it had not been ended.

    Raises Refused where it ended long ago (give it anew: what was in between stays on record), or was given anew.
    """
    held = _locked_role(role)
    if held.ends is None:
        return
    if held.ends < at.date() - REOPENED_WITHIN:
        raise Refused("long-ago", _("This role ended long ago. Give it anew instead."))
    same = Role.objects.filter(person=held.person, kind=held.kind, organization=held.organization, ends=None)
    if same.filter(country=held.country, region=held.region).exists():
        raise Refused("held", _("The same role was given anew in the meantime."))
    held.ends = None
    held.save(update_fields=["ends"])
    if held.organization is not None:
        changes = {"roles": [None, held.kind]}
        records.log(held.organization, Verb.ROLES, by, at, changes=changes, note=str(held.person))
    forget_remit(held.person)
