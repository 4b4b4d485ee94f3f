"""Erasing a person: what names him goes, what others did with him stays, without a name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.moments.wording import minutes
from heliograph.network import records, search
from heliograph.network.account import addresses, sessions
from heliograph.network.account.holdings import Erasing, holdings
from heliograph.network.countries import country_name
from heliograph.network.models import Person, Role
from heliograph.network.rules import forget_remit
from heliograph.network.states import Refused, RoleKind
from heliograph.texts.commas import with_commas


def stand_in(person: Person, number: int = 0) -> str:
    """What stands where an erased person's address stood: no letter ever goes there (RFC 2606)."""
    return f"erased-{person.public_id.hex}-{number}@erased.example.invalid"


def _others(person: Person, kind: RoleKind, on: date, **place: str) -> bool:
    """Whether somebody else holds the same office on a day."""
    held = Role.objects.held(on).filter(kind=kind, person__is_active=True, **place)
    return held.exclude(person=person).exists()


def obstacle(person: Person, by: Person | None, at: datetime) -> str:
    """Why a person cannot be erased yet, as a sentence that says what to do; empty where he can."""
    day = at.date()
    held = list(person.roles.held(day).values_list("kind", "country"))
    if any(kind == RoleKind.SECRETARIAT for kind, _country in held) and not _others(person, RoleKind.SECRETARIAT, day):
        if by == person:
            return _("You are the last of the secretariat. Appoint somebody else first.")
        return _("This is the last of the secretariat. Appoint somebody else first.")
    if by != person:
        return ""
    return _objection(person, at) or _only_coordinator(person, held, day)


def _objection(person: Person, at: datetime) -> str:
    """Who took an account over by changing its address does not erase it before its owner could object."""
    until = addresses.objection_open_until(person, at)
    if until is None:
        return ""
    words = {"until": minutes(until, None, person.zone, get_language() or "en"), "desk": settings.MAIL_REPLY_TO}
    sentence = _(
        "Your address was changed lately. The mailbox you had before can object until %(until)s. "
        "Erase your account after that, or write to us: %(desk)s."
    )
    return sentence % words


def _only_coordinator(person: Person, held: list[tuple[str, str]], day: date) -> str:
    countries = [country for kind, country in held if kind == RoleKind.COORDINATOR]
    alone = [code for code in countries if not _others(person, RoleKind.COORDINATOR, day, country=code)]
    if not alone:
        return ""
    names = with_commas(country_name(code, get_language() or "en") for code in alone)
    sentence = _("You are the only National Coordinator of %(countries)s. Hand the office over first, or write to us.")
    return sentence % {"countries": names}


@transaction.atomic
def erase(person: Person, by: Person | None, at: datetime) -> None:
    """Erase what is known of a person; ``by`` is himself, somebody of the secretariat, or None for the operator.

    Roles end today and stay without a name. Twice is the same as once. Raises Refused (see ``obstacle``).
    """
    held: Person = Person.objects.get_queryset().select_for_update().get(pk=person.pk)
    if held.erased_at is not None:
        return
    if sentence := obstacle(held, by, at):
        raise Refused("needed", sentence)
    _end_roles(held, at)
    for holding in holdings():
        holding.erase(_erasing(held, at))
    sessions.end_all(held)
    _make_nameless(held, at)


def _erasing(person: Person, at: datetime) -> Erasing:
    """All addresses that the person has taken, the present one first."""
    taken = person.address_changes.exclude(taken_at=None).values_list("before", flat=True)
    had = dict.fromkeys([person.email, *(address.lower() for address in taken)])
    return Erasing(person, {address: stand_in(person, number) for number, address in enumerate(had)}, at)


def _end_roles(person: Person, at: datetime) -> None:
    """Roles in force end today; those that have not begun are gone."""
    day = at.date()
    person.roles.filter(begins__gt=day).delete()
    open_ = person.roles.held(day).exclude(ends=day)
    for role in open_.select_related("organization", "person"):
        records.end_role(role, day, None, at)


def _make_nameless(person: Person, at: datetime) -> None:
    search.forget_people([person])
    blank: dict[str, Any] = {"name": "", "languages": ["en"], "zone": "UTC", "joined_at": None, "last_login": None}
    blank |= {"email": stand_in(person), "is_active": False, "erased_at": at}
    for field, value in blank.items():
        setattr(person, field, value)
    person.save()
    forget_remit(person)
