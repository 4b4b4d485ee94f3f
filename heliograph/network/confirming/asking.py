"""Schools are asked to confirm their records: at which address, in which words, and how the letters are handed over.

One letter for each address; its link shows every school for which the address speaks.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Lower

from heliograph.delivery import steering
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing, Preference, Suppression
from heliograph.delivery.states import Choice, MailingState
from heliograph.network.circulars import fill, kinds_of, reads
from heliograph.network.confirming.school_letter import Asking, write
from heliograph.network.confirming.states import CONFIRMATION
from heliograph.network.models import Role
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.remits import SPEAKING
from heliograph.network.states import RoleKind


def _reached_speakers(at: datetime) -> QuerySet[Role]:
    """The roles by which a school (``OuterRef("pk")``) is asked, best first: focal point, then principal.

    One whom letters do not reach, or who wants none, is passed over: the school is asked at its own address.
    """
    stopped = Suppression.objects.filter(address=OuterRef("small"), lifted_at=None)
    unwanted = Preference.objects.filter(address=OuterRef("small"), topic=CONFIRMATION.slug, choice=Choice.NEVER)
    return (
        Role.objects.held(at.date())
        .filter(organization=OuterRef("pk"), kind__in=SPEAKING, person__is_active=True)
        .annotate(small=Lower("person__email"), place=Case(When(kind=RoleKind.FOCAL_POINT, then=0), default=1))
        .filter(~Exists(stopped), ~Exists(unwanted))
        .order_by("place", "begins", "pk")
    )


def audience(schools: OrganizationQuerySet, at: datetime) -> QuerySet[Any]:
    """The schools with the ``address`` at which each is asked (empty: it has none), and how its reader reads."""
    speakers = _reached_speakers(at).annotate(reads=reads("person__languages", "person__zone"))
    mailbox = Subquery(speakers.values("person__email")[:1])
    return schools.annotate(
        address=Coalesce(mailbox, F("email"), output_field=CharField()),
        reading=Coalesce(Subquery(speakers.values("reads")[:1]), reads("correspondence", "zone")),
    )


def ask(
    schools: OrganizationQuerySet, key: str, title: str, asking: Asking, at: datetime, actor: str = ""
) -> Mailing | None:
    """Hand over the letter to these schools, and start it; the same ``key`` is the same mailing, however often.

    None, and no mailing, where none of them has an address. ``actor`` is empty where the clock asks.
    """
    asked = audience(schools, at).exclude(address="")
    kinds = kinds_of(asked)
    if not kinds:
        return None
    mailing = open_mailing(key, CONFIRMATION.slug, title, at, automatic=not actor)
    if mailing.state == MailingState.FILLING:
        fill(mailing, (asked,), kinds, partial(write, asking), at)
        steering.start(mailing.pk, at, actor)
        mailing.refresh_from_db()
    return mailing
