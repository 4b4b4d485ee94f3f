"""What this room holds about a person: posters that he has sent, and which he appreciates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import ANONYMOUS, addresses_of, lost_with, shared_by, told_to
from heliograph.calls.models import ResponseEntry
from heliograph.calls.states import RespondentKind, Verb
from heliograph.conference.posters import search
from heliograph.conference.posters.keeping import take_down
from heliograph.conference.posters.models import Appreciation, Poster
from heliograph.frame.finished import touch
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _posters(person: Person) -> Iterator[dict[str, Any]]:
    found = Poster.objects.filter(Q(response__in=told_to(person).values("pk")) | Q(person=person))
    for row in found.select_related("conference__programme").order_by("pk"):
        yield {
            "conference": str(row.conference),
            "number": row.number,
            "title": row.title,
            "credit": row.credit,
            "accepted_at": row.accepted_at,
            "shown": row.shown,
        }


def _forget_posters(erasing: Erasing) -> None:
    """What he sent for himself alone is taken down and says nothing; under what he sent for a school stands nobody."""
    person = erasing.person
    lost = lost_with(person, addresses_of(erasing)).exclude(pk__in=shared_by(person).values("pk"))
    alone = Poster.objects.filter(Q(response__in=lost.values("pk")) | _alone_once(person))
    for poster in alone:
        poster.title, poster.summary, poster.alt, poster.credit, poster.consented = "", "", "", "", False
        poster.person = None
        take_down(poster, erasing.at)
    his = Q(response__person=person) | Q(person=person)
    for poster in Poster.objects.filter(his).select_related("organization"):
        poster.credit, poster.person = "", None
        poster.save(update_fields=["credit", "person"])
        if poster.shown:
            search.index([poster])
    touch()


def _alone_once(person: Person) -> Q:
    """That a poster of answers that are anonymous by now was his, no organization's or country's, and not shared."""
    joined = ResponseEntry.objects.filter(response=OuterRef("response"), verb=Verb.JOIN)
    his = Q(person=person, response__slot__startswith=ANONYMOUS, organization=None, organization_name="")
    return his & ~Q(response__call__respondent=RespondentKind.COUNTRY) & Q(~Exists(joined))


def _appreciations(person: Person) -> Iterator[dict[str, Any]]:
    for row in Appreciation.objects.filter(person=person).select_related("poster__conference__programme"):
        yield {"conference": str(row.poster.conference), "poster": row.poster.title, "at": row.at}


def _forget_appreciations(erasing: Erasing) -> None:
    Appreciation.objects.filter(person=erasing.person).delete()


def register_held() -> None:
    """For ``ready()``."""
    whose, sent = ("conference.Poster.person",), _("posters that you sent, as the gallery shows them")
    register(Holding("posters", sent, _posters, _forget_posters, 61, whose))
    about = ("conference.Appreciation.person",)
    words = _("posters that you appreciate")
    register(Holding("appreciations", words, _appreciations, _forget_appreciations, 91, about))
