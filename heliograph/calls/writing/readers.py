"""Who gets a message: who has given the answers that were picked, who gives them along, and who is answered for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from heliograph.calls.corresponding.members import JOINED
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.writing.models import CallMessage, MessagePick
from heliograph.network.circulars import Reading, kinds_of, reads
from heliograph.network.models import Person
from heliograph.texts.languages import CONTENT_LANGUAGES

Audiences = tuple[QuerySet[Any], ...]


def picked(message: CallMessage) -> ResponseQuerySet:
    """The answers that a message is about."""
    return Response.objects.filter(pk__in=MessagePick.objects.filter(message=message).values("response"))


def audiences(responses: ResponseQuerySet) -> Audiences:
    """The people, and the addresses that were answered for, as ``mailings.fill_from`` reads them."""
    people = Person.objects.get_queryset().filter(is_active=True, erased_at=None)
    joint = CoRespondent.objects.filter(JOINED, response__in=responses.values("pk"))
    given = people.filter(Q(pk__in=responses.values("person")) | Q(pk__in=joint.values("person")))
    known = people.filter(email=OuterRef("email")).annotate(reads=reads("languages", "zone")).values("reads")[:1]
    named = responses.exclude(email="").annotate(
        address=F("email"), reading=Coalesce(Subquery(known), reads("language", "call__zone"))
    )
    return given.annotate(address=F("email"), country=Value(""), reading=reads("languages", "zone")), named


def count(of: Audiences) -> int:
    """How many addresses there are, each counted once. One query."""
    people, named = (each.order_by().values_list("address") for each in of)
    return people.union(named).count()


def kinds(of: Audiences, written: Iterable[str] = CONTENT_LANGUAGES) -> Mapping[str, Reading]:
    """For each kind of reader the language of the letter: one of the interface's, or in which a text is ``written``.

    It says nothing of time, so one zone does for all.
    """
    found = kinds_of(*of, more=tuple(written))
    return {reading: (language, settings.ORGANIZER_ZONE) for reading, (language, _zone) in found.items()}


def languages(of: Audiences, first: str, written: Iterable[str] = CONTENT_LANGUAGES) -> list[str]:
    """The languages in which the letter is needed; where it is among them, ``first`` is the first."""
    needed = {language for language, _zone in kinds(of, written).values()}
    return sorted(needed, key=lambda language: (language != first, language))
