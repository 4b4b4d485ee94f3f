"""The secret address of a person's own calendar: made, renewed where it came into wrong hands, revoked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from heliograph.events.agenda.models import CalendarLink, new_secret
from heliograph.network.models import Person


def link_of(person: Person) -> CalendarLink | None:
    """The address that a person has; None where he has none."""
    return CalendarLink.objects.filter(person=person).first()


@transaction.atomic
def make(person: Person, at: datetime) -> CalendarLink:
    """An address for a person; the one that he has, where he has one."""
    return CalendarLink.objects.get_or_create(person=person, defaults={"made_at": at})[0]


@transaction.atomic
def renew(person: Person, at: datetime) -> CalendarLink:
    """Another address for a person: nothing is read at the one before any more."""
    fields = {"secret": new_secret(), "made_at": at}
    return CalendarLink.objects.update_or_create(person=person, defaults=fields)[0]


@transaction.atomic
def revoke(person: Person) -> None:
    """Have nothing read at a person's address any more."""
    CalendarLink.objects.filter(person=person).delete()


def person_of(secret: str) -> Person | None:
    """Whose address it is, where he is active; else None."""
    found = CalendarLink.objects.select_related("person").filter(secret=secret, person__is_active=True).first()
    return found.person if found else None
