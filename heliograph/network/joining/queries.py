"""Which applications a person may see on the desk, and which wait for him."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from heliograph.network.giving import managed_organizations
from heliograph.network.models import Application, Role
from heliograph.network.remits import Remit
from heliograph.network.rules import Reader, remit_of
from heliograph.network.states import NATIONAL, ApplicationState


def applications_of(person: Reader) -> QuerySet[Application]:
    """The applications that a person sees on the desk: his countries', once their address is confirmed."""
    confirmed = Application.objects.exclude(state=ApplicationState.UNCONFIRMED)
    return confirmed.filter(Exists(managed_organizations(person).filter(pk=OuterRef("organization"))))


def _admittable() -> Q:
    return Q(state=ApplicationState.RECOMMENDED, approved_name=F("organization__name"), name_approved_at__isnull=False)


def admittable(person: Reader) -> QuerySet[Application]:
    """Recommended, and the name proofread as it stands: the secretariat may admit them."""
    return applications_of(person).filter(_admittable())


def _waits_for(remit: Remit, on: date) -> Q:
    applied = Q(state=ApplicationState.APPLIED)
    if not remit.everything:
        return applied
    looked_after = Role.objects.held(on).filter(kind__in=NATIONAL, person__is_active=True).values("country")
    return _admittable() | applied & ~Q(organization__country__in=looked_after)


def waiting_for(person: Reader, on: date | None = None) -> QuerySet[Application]:
    """The applications that wait for a person's word, the oldest first.

    A country's new ones wait for those who manage it; for the secretariat only where a country has no coordinator, and
    those that can be admitted.
    """
    day = on or timezone.now().date()
    return applications_of(person).filter(_waits_for(remit_of(person), day)).order_by("applied_at", "pk")
