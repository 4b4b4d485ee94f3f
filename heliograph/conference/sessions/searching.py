"""An idea looks for a partner: opened, offered to, taken in or declined, closed. One transaction each.

Each function locks the search, checks the rule, writes, and queues the letter; what was done already is not done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.calls.answering.eligible import judge
from heliograph.calls.concerning import is_anonymous
from heliograph.calls.corresponding import inviting
from heliograph.calls.corresponding.members import takes_part
from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState
from heliograph.conference.models import Conference
from heliograph.conference.sessions import letters
from heliograph.conference.sessions.models import PartnerOffer, PartnerSearch
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: States of a proposal that can look for a partner: it is not sent, or is to be sent again.
LOOKING = (ResponseState.DRAFT, ResponseState.RETURNED)


@dataclass(frozen=True)
class Idea:
    """What the board says of a search. ``regions`` are slugs, empty: partners from anywhere."""

    title: str
    idea: str
    language: str
    regions: Sequence[str] = ()


def drafts_of(conference: Conference, person: Person) -> QuerySet[Response]:
    """The proposals of a person that could look for a partner."""
    rows = Response.objects.filter(call=conference.sessions_id, person=person, state__in=LOOKING)
    return rows.order_by("-saved_at", "pk")


def may_offer(conference: Conference, person: Person, at: datetime) -> bool:
    """Whether somebody may organize a session: he is addressed by the call and plans to attend."""
    return conference.sessions is not None and judge(conference.sessions, person, at).holds


@transaction.atomic
def open_search(conference: Conference, response: Response, idea: Idea, by: Person, at: datetime) -> PartnerSearch:
    """Put an idea on the board, or change what it says there. Raises Refused: ``not-yours``, ``sent``, ``empty``."""
    held = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if held.person_id != by.pk or held.call_id != conference.sessions_id:
        raise Refused("not-yours", _("Only who leads a proposal can look for partners for it."))
    if held.state not in LOOKING:
        raise Refused("sent", _("This proposal was sent. It looks for partners only until then."))
    title, text = clean_line(idea.title)[:250], idea.idea.strip()
    if not title or not text:
        raise Refused("empty", _("Write a title and the idea: others read both."))
    said = {"title": title, "idea": text, "language": idea.language, "regions": list(idea.regions), "person": by}
    first = {"conference": conference, "opened_at": at, **said}
    search, _made = PartnerSearch.objects.update_or_create(
        response=held, defaults={**said, "closed_at": None}, create_defaults=first
    )
    return search


@transaction.atomic
def close_search(search: PartnerSearch, by: Person, at: datetime) -> None:
    """Take an idea off the board; who waits for an answer is thanked. Raises Refused: ``not-yours``."""
    held = _held(search)
    _check_lead(held, by)
    _close(held, at)


def keep_lead(response: Response) -> None:
    """The link to who leads an idea goes with its proposal to whoever leads that now; in the transaction of a step."""
    if not is_anonymous(response):
        PartnerSearch.objects.filter(response=response).update(person=response.person_id)


def close_when_sent(response: Response, at: datetime) -> None:
    """A proposal that was sent looks for nobody any more; in the transaction of the step."""
    if response.state in LOOKING:
        return
    for search in PartnerSearch.objects.select_for_update(of=("self",)).filter(response=response, closed_at=None):
        search.response = response
        _close(search, at)


def _close(search: PartnerSearch, at: datetime) -> None:
    if search.closed_at is not None:
        return
    search.closed_at = at
    search.save(update_fields=["closed_at"])
    for offer in waiting(search):
        _thank(offer, at)


def waiting(search: PartnerSearch) -> QuerySet[PartnerOffer]:
    """The offers that nobody has answered."""
    return search.offers.filter(taken_at=None, declined_at=None).select_related("person")


@transaction.atomic
def offer(search: PartnerSearch, person: Person, words: str, at: datetime) -> PartnerOffer:
    """Offer to organize a session along; twice is the same as once.

    Raises Refused: ``closed``, ``there-already``, ``not-addressed``, ``answered``, ``empty``.
    """
    held = _held(search)
    made = held.offers.filter(person=person).first()
    if made is not None:
        _check_waiting(made)
        return made
    _check_offering(held, person, at)
    if not words.strip():
        raise Refused("empty", _("Write a few words: what you would bring, and why."))
    made = PartnerOffer.objects.create(search=held, person=person, words=words.strip(), offered_at=at)
    letters.offered(made, at)
    return made


def _check_offering(search: PartnerSearch, person: Person, at: datetime) -> None:
    if search.closed_at is not None:
        raise Refused("closed", _("This idea does not look for partners any more."))
    if takes_part(search.response, person):
        raise Refused("there-already", _("You work on this proposal already."))
    if not may_offer(search.conference, person, at):
        raise Refused(
            "not-addressed",
            _("Sessions are organized by those whom the call addresses and who are registered for the conference."),
        )


def _check_waiting(made: PartnerOffer) -> None:
    if made.declined_at is not None:
        raise Refused("answered", _("Your offer was answered: this time others were chosen."))


@transaction.atomic
def take_back(search: PartnerSearch, person: Person) -> None:
    """Take back an offer that nobody has answered; without one nothing is done."""
    waiting(_held(search)).filter(person=person).delete()


@transaction.atomic
def take_in(made: PartnerOffer, by: Person, at: datetime) -> None:
    """Take in who has offered: from now on the draft is open to him. Raises Refused."""
    held = _held_offer(made, by)
    if held.taken_at is not None:
        return
    if held.declined_at is not None:
        raise Refused("answered", _("You have declined this offer already."))
    member = inviting.take_in(held.search.response, held.person, by, at)
    held.taken_at = at
    held.save(update_fields=["taken_at"])
    letters.taken_in(held, member, at)


@transaction.atomic
def decline(made: PartnerOffer, by: Person, at: datetime) -> None:
    """Decline an offer with thanks. Raises Refused."""
    held = _held_offer(made, by)
    if held.taken_at is not None:
        raise Refused("answered", _("You have taken this offer already."))
    if held.declined_at is None:
        _thank(held, at)


def _thank(made: PartnerOffer, at: datetime) -> None:
    made.declined_at = at
    made.save(update_fields=["declined_at"])
    letters.declined(made, at)


def _held_offer(made: PartnerOffer, by: Person) -> PartnerOffer:
    """An offer with its search, both locked, for who leads the proposal. Raises Refused."""
    search = _held(made.search)
    _check_lead(search, by)
    held = search.offers.select_for_update(of=("self",)).select_related("person").filter(pk=made.pk).first()
    if held is None:
        raise Refused("gone", _("This offer was taken back."))
    held.search = search
    return held


def _held(search: PartnerSearch) -> PartnerSearch:
    """A search with its proposal and its conference. The proposal is locked first, as everywhere."""
    Response.objects.select_for_update(of=("self",)).get(pk=search.response_id)
    rows = PartnerSearch.objects.select_for_update(of=("self",))
    return rows.select_related("response__call__programme", "response__person", "conference__programme").get(
        pk=search.pk
    )


def _check_lead(search: PartnerSearch, by: Person) -> None:
    if search.response.person_id != by.pk:
        raise Refused("not-yours", _("Only who leads a proposal answers those who want to join it."))
