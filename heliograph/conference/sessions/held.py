"""What this room holds about a person: sessions that he gives, ideas of his, and which he has offered to join."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import addresses_of, lost_with, shared_by
from heliograph.conference.sessions.models import PartnerOffer, PartnerSearch, Session, SessionPerson
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _sessions(person: Person) -> Iterator[dict[str, Any]]:
    mine = SessionPerson.objects.filter(Q(person=person) | Q(email=person.email.lower(), email__gt=""))
    for row in mine.select_related("session__conference__programme").order_by("pk"):
        yield {
            "conference": str(row.session.conference),
            "title": row.session.title,
            "stands": row.session.stands,
            "name_shown": row.shown,
            "organization": row.organization,
            "country": row.country,
        }


def _forget_sessions(erasing: Erasing) -> None:
    """He stands on no programme any more; a session that he gave alone says nothing and does not stand."""
    addresses = addresses_of(erasing)
    lost = lost_with(erasing.person, addresses).exclude(pk__in=shared_by(erasing.person).values("pk"))
    alone = Session.objects.filter(response__in=lost.values("pk"))
    alone.update(stands=False, title="", summary="", outcome="", changed_at=erasing.at)
    SessionPerson.objects.filter(Q(person=erasing.person) | Q(email__in=addresses, email__gt="")).delete()


def _ideas(person: Person) -> Iterator[dict[str, Any]]:
    for row in PartnerSearch.objects.filter(response__person=person).select_related("conference__programme"):
        yield {
            "conference": str(row.conference),
            "title": row.title,
            "idea": row.idea,
            "opened_at": row.opened_at,
            "closed_at": row.closed_at,
        }


def _forget_ideas(erasing: Erasing) -> None:
    """What looks for partners in his name goes, also where others work on with the draft."""
    PartnerSearch.objects.filter(response__person=erasing.person).delete()


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
    about = ("conference.SessionPerson.person",)
    register(
        Holding(
            "conference-sessions", _("sessions that you give at conferences"), _sessions, _forget_sessions, 62, about
        )
    )
    register(Holding("session-ideas", _("your ideas that look for partners"), _ideas, _forget_ideas, 63))
    about = ("conference.PartnerOffer.person",)
    words = _("ideas for sessions that you have offered to join")
    register(Holding("partner-offers", words, _offers, _forget_offers, 92, about))
