"""A participant says to which sessions he would go, or takes that back; his own programme is made of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from heliograph.conference.models import Conference
from heliograph.conference.published.models import Interest
from heliograph.conference.registering.taking_part import plans_to_attend
from heliograph.conference.sessions.models import Session, SessionPerson
from heliograph.moments.stored import day_in
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor
from heliograph.network.states import Refused


def may_choose(conference: Conference, visitor: Visitor, at: datetime) -> bool:
    """Whether somebody plans to attend a conference that is not over, and so can say where he would go."""
    return isinstance(visitor, Person) and not is_over(conference, at) and plans_to_attend(conference, visitor, at)


def is_over(conference: Conference, at: datetime) -> bool:
    """Whether the last day has ended where the conference is."""
    return day_in(at, conference.zone) > conference.last_day


@transaction.atomic
def choose(session: Session, by: Person, at: datetime) -> None:
    """Note that somebody would go to a session; said twice, it is said once.

    Raises Refused: ``cancelled``, ``over``, ``own``, ``no-participant``.
    """
    held = Session.objects.select_for_update(of=("self",)).select_related("conference").get(pk=session.pk)
    if not held.stands:
        raise Refused("cancelled", _("This session was cancelled."))
    if is_over(held.conference, at):
        raise Refused("over", _("The conference is over."))
    if held.pk in given_by(by, [held.pk]):
        raise Refused("own", _("You give this session: it stands in your programme anyway."))
    if not may_choose(held.conference, by, at):
        raise Refused("no-participant", _("Who is registered for the conference can say here where he would go."))
    Interest.objects.get_or_create(session=held, person=by, defaults={"at": at})


@transaction.atomic
def take_back(session: Session, by: Person) -> None:
    """Note that somebody would not go to a session any more."""
    Interest.objects.filter(session=session, person=by).delete()


def chosen_by(person: Visitor, sessions: Iterable[int]) -> frozenset[int]:
    """To which of some sessions, by primary key, somebody would go. One query for who is signed in."""
    if not isinstance(person, Person):
        return frozenset()
    rows = Interest.objects.filter(person=person, session__in=list(sessions))
    return frozenset(rows.values_list("session_id", flat=True))


def given_by(person: Visitor, sessions: Iterable[int]) -> frozenset[int]:
    """Which of some sessions, by primary key, somebody gives. One query for who is signed in."""
    if not isinstance(person, Person):
        return frozenset()
    rows = SessionPerson.objects.filter(gives(person), session__in=list(sessions))
    return frozenset(rows.values_list("session_id", flat=True))


def gives(person: Person) -> Q:
    """That a row of who gives a session is a person's: by his record, or by the address of a speaker without one."""
    return Q(person=person) | Q(person=None, email__iexact=person.email, email__gt="")


def interested(session: Session) -> int:
    """How many would go to a session."""
    return Interest.objects.filter(session=session).count()
