"""What this room holds about a person: badges, days, certificates; and what he did at the door or on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import addresses_of, lost_with, told_to
from heliograph.conference.attending.badges import readdress_badges
from heliograph.conference.attending.models import Badge, CheckIn, DoorKey, ParticipationCertificate
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _of(person: Person) -> QuerySet[Badge]:
    own = Q(response__in=told_to(person).values("pk")) | Q(certificate__person=person)
    found: QuerySet[Badge] = Badge.objects.filter(own)
    return found.select_related("conference__programme", "certificate").order_by("pk")


def _badges(person: Person) -> Iterator[dict[str, Any]]:
    for row in _of(person).prefetch_related("check_ins"):
        certificate = getattr(row, "certificate", None)
        yield {
            "conference": str(row.conference),
            "name": row.name,
            "organization": row.organization,
            "country": row.country,
            "role": row.role,
            "made_at": row.made_at,
            "revoked_at": row.revoked_at,
            "days": [str(each.day) for each in row.check_ins.all() if each.undone_at is None],
            "certificate": certificate.code if certificate is not None else "",
        }


def _forget_badges(erasing: Erasing) -> None:
    """That somebody came stays counted, and the codes of certificates stay known; whose they were does not."""
    lost = lost_with(erasing.person, addresses_of(erasing)).values("pk")
    his = Badge.objects.filter(response__in=lost)
    keys = list(his.values_list("pk", flat=True))
    his.live().update(revoked_at=erasing.at)
    Badge.objects.filter(pk__in=keys).update(name="", organization="", role="", whose="")
    certificates = ParticipationCertificate.objects.filter(Q(badge__in=keys) | Q(person=erasing.person))
    certificates.update(name="", reason="", person=None)


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for row in CheckIn.objects.filter(by=person).select_related("badge__conference__programme").order_by("pk"):
        yield {"conference": str(row.badge.conference), "did": "checked-in", "at": row.at}
    for key in DoorKey.objects.filter(made_by=person).select_related("conference__programme").order_by("pk"):
        yield {"conference": str(key.conference), "did": "door-key", "what": key.label, "at": key.made_at}
    for one in ParticipationCertificate.objects.filter(revoked_by=person).order_by("pk"):
        yield {"did": "revoked", "what": one.code, "at": one.revoked_at}


def _forget_acts(erasing: Erasing) -> None:
    CheckIn.objects.filter(by=erasing.person).update(by=None)
    DoorKey.objects.filter(made_by=erasing.person).update(made_by=None)
    ParticipationCertificate.objects.filter(revoked_by=erasing.person).update(revoked_by=None)


def register_held() -> None:
    """For ``ready()``."""
    told = _("badges of conferences, the days on which you were there, certificates of participation")
    whose = ("conference.ParticipationCertificate.person",)
    register(Holding("badges", told, _badges, _forget_badges, 60, whose, readdress=readdress_badges))
    acts = (
        "conference.CheckIn.by", "conference.DoorKey.made_by", "conference.ParticipationCertificate.revoked_by",
    )  # fmt: skip
    done = _("what you did at the doors of conferences, and with certificates")
    register(Holding("badge-acts", done, _acts, _forget_acts, 90, acts))
