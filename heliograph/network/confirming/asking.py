"""Schools are asked to confirm their records: at which address, in which words, and how the letters are handed over.

One letter for each address; its link shows every school for which the address speaks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Lower

from heliograph.delivery import steering
from heliograph.delivery.mailings import add_body, fill_from, open_mailing
from heliograph.delivery.models import Mailing, Preference, Suppression
from heliograph.delivery.states import Choice, MailingState
from heliograph.frame.reader import valid_zone
from heliograph.network.confirming.school_letter import Asking, write
from heliograph.network.confirming.states import CONFIRMATION
from heliograph.network.models import Role
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.remits import SPEAKING
from heliograph.network.states import RoleKind
from heliograph.texts.languages import choose

#: Language and zone of a letter.
Reading = tuple[str, str]


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


def reads(languages: str, zone: str) -> Concat:
    """How a reader reads, as one text that tells kinds of readers apart (``reader_of``): of two fields of his row."""
    return Concat(Cast(languages, TextField()), Value(" "), zone, output_field=TextField())


def audience(schools: OrganizationQuerySet, at: datetime) -> QuerySet[Any]:
    """The schools with the ``address`` at which each is asked (empty: it has none), and how its reader reads."""
    speakers = _reached_speakers(at).annotate(reads=reads("person__languages", "person__zone"))
    mailbox = Subquery(speakers.values("person__email")[:1])
    return schools.annotate(
        address=Coalesce(mailbox, F("email"), output_field=CharField()),
        reading=Coalesce(Subquery(speakers.values("reads")[:1]), reads("correspondence", "zone")),
    )


def reader_of(reading: str) -> Reading:
    """The letter for readers of a kind: in the first of their languages that the interface has, in their zone."""
    spoken, _space, zone = reading.rpartition(" ")
    languages = json.loads(spoken) if spoken.startswith("[") else [spoken]
    offered = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    return choose(languages, offered), valid_zone(zone) or settings.ORGANIZER_ZONE


def kinds_of(asked: QuerySet[Any]) -> dict[str, Reading]:
    """For each kind of reader of an audience its letter; one query."""
    kinds = asked.order_by().values_list("reading", flat=True).distinct()
    return {reading: reader_of(reading) for reading in kinds.iterator(chunk_size=500)}


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
        _fill(mailing, asked, kinds, asking, at)
        steering.start(mailing.pk, at, actor)
        mailing.refresh_from_db()
    return mailing


def _fill(mailing: Mailing, asked: QuerySet[Any], kinds: Mapping[str, Reading], asking: Asking, at: datetime) -> None:
    there = set(mailing.bodies.values_list("language", "zone"))
    for language, zone in sorted(set(kinds.values()) - there):
        add_body(mailing, language, zone, write(asking, language, zone), at)
    fill_from(mailing, asked, kinds)
