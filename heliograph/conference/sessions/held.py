"""What this room holds about a person: sessions that he gives, ideas of his, and which he has offered to join."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import addresses_of, lost_with, shared_by
from heliograph.conference.sessions.models import PartnerOffer, PartnerSearch, Session, SessionPerson
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _proposed(person: Person) -> Iterator[dict[str, Any]]:
    rows = Session.objects.filter(response__person=person).select_related("conference__programme")
    for row in rows.order_by("pk"):
        yield {
            "conference": str(row.conference),
            "title": row.title,
            "summary": row.summary,
            "outcome": row.outcome,
            "stands": row.stands,
        }


def _forget_proposed(erasing: Erasing) -> None:
    """A session that nobody else organizes says nothing and does not stand; before its proposal is made nameless."""
    person = erasing.person
    lost = lost_with(person, addresses_of(erasing)).exclude(pk__in=shared_by(person).values("pk"))
    alone = Session.objects.filter(response__in=lost.values("pk"))
    alone.update(stands=False, title="", summary="", outcome="", changed_at=erasing.at)


def _given(person: Person) -> Iterator[dict[str, Any]]:
    mine = SessionPerson.objects.filter(Q(person=person) | Q(email=person.email.lower(), email__gt=""))
    for row in mine.select_related("session__conference__programme").order_by("pk"):
        yield {
            "conference": str(row.session.conference),
            "title": row.session.title,
            "name_shown": row.shown,
            "organization": row.organization,
            "country": row.country,
        }


def _forget_given(erasing: Erasing) -> None:
    """He stands on no programme any more; after the proposals that he led have gone to others."""
    named = Q(email__in=addresses_of(erasing), email__gt="")
    SessionPerson.objects.filter(Q(person=erasing.person) | named).delete()


def _ideas_of(person: Person) -> QuerySet[PartnerSearch]:
    return PartnerSearch.objects.filter(Q(response__person=person) | Q(person=person))


def _ideas(person: Person) -> Iterator[dict[str, Any]]:
    for row in _ideas_of(person).select_related("conference__programme"):
        yield {
            "conference": str(row.conference),
            "title": row.title,
            "idea": row.idea,
            "opened_at": row.opened_at,
            "closed_at": row.closed_at,
        }


def _forget_ideas(erasing: Erasing) -> None:
    """What looks for partners in his name goes, also where others work on with the draft."""
    _ideas_of(erasing.person).delete()


def _offers(person: Person) -> Iterator[dict[str, Any]]:
    for row in PartnerOffer.objects.filter(person=person).select_related("search__conference__programme"):
        yield {
            "conference": str(row.search.conference),
            "idea": row.search.title,
            "words": row.words,
            "offered_at": row.offered_at,
            "taken_at": row.taken_at,
            "declined_at": row.declined_at,
        }


def _forget_offers(erasing: Erasing) -> None:
    PartnerOffer.objects.filter(person=erasing.person).delete()


def register_held() -> None:
    """For ``ready()``."""
    words = _("sessions that you proposed for conferences")
    register(Holding("sessions-proposed", words, _proposed, _forget_proposed, 62))
    about = ("conference.SessionPerson.person",)
    register(Holding("sessions-given", _("sessions that you give at conferences"), _given, _forget_given, 80, about))
    led = ("conference.PartnerSearch.person",)
    register(Holding("session-ideas", _("your ideas that look for partners"), _ideas, _forget_ideas, 63, led))
    about = ("conference.PartnerOffer.person",)
    words = _("ideas for sessions that you have offered to join")
    register(Holding("partner-offers", words, _offers, _forget_offers, 92, about))
