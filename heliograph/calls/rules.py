"""Who may see and run which programmes and calls, and see which responses. ``docs/rights.md`` has the table."""

from __future__ import annotations

import secrets
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from heliograph.calls.lifecycle.subjects import own_slots
from heliograph.calls.models import Call, Programme, Response
from heliograph.calls.queries import CallQuerySet, ProgrammeQuerySet, ResponseQuerySet
from heliograph.calls.states import CallStatus, ProgrammeState, RespondentKind, ResponseState, Visibility
from heliograph.network.audiences.judging import holding
from heliograph.network.audiences.parsing import readable
from heliograph.network.models import Audience, Person
from heliograph.network.rules import Reader, is_secretariat, remit_of


def organizes(person: Reader) -> frozenset[int]:
    """The organizations (primary keys) as whose organizer a person runs programmes today."""
    return remit_of(person).organizes


def may_organize(person: Reader) -> bool:
    """Whether the desk of programmes and calls is for this person."""
    return is_secretariat(person) or bool(organizes(person))


def programmes_run_by(person: Reader) -> ProgrammeQuerySet:
    """The programmes that a person runs on the desk: the secretariat all, an organizer his organization's."""
    if is_secretariat(person):
        return Programme.objects.all()
    return Programme.objects.filter(organizer__in=organizes(person))


def calls_run_by(person: Reader) -> CallQuerySet:
    """The calls of the programmes that a person runs."""
    if is_secretariat(person):
        return Call.objects.all()
    return Call.objects.filter(programme__organizer__in=organizes(person))


def may_run(person: Reader, programme: Programme) -> bool:
    """Whether a person runs a programme and its calls."""
    return is_secretariat(person) or (
        programme.organizer_id is not None and programme.organizer_id in organizes(person)
    )


def may_see(person: Reader, call: Call, key: str = "") -> bool:
    """Whether a person may see a call: as ``visible_to``, or with the secret of its link. No query for a public one."""
    published = call.status != CallStatus.DRAFT
    if published and call.visibility == Visibility.PUBLIC and call.programme.state != ProgrammeState.DRAFT:
        return True
    if published and call.visibility == Visibility.LINK and secrets.compare_digest(key.encode(), call.link.encode()):
        return True
    return visible_to(person).filter(pk=call.pk).exists()


def programmes_visible_to(person: Reader) -> ProgrammeQuerySet:
    """Published ones for everybody, drafts for those who run them."""
    if is_secretariat(person):
        return Programme.objects.all()
    own = organizes(person)
    seen = Programme.objects.published()
    return seen | Programme.objects.filter(organizer__in=own) if own else seen


def visible_to(person: Reader) -> CallQuerySet:
    """The calls that a person finds: public ones, those addressed to him alone, those he runs or has answered.

    A call that is found by link only is not among them: its address carries the secret.
    """
    if is_secretariat(person):
        return Call.objects.all()
    public = Q(visibility=Visibility.PUBLIC) & ~Q(programme__state=ProgrammeState.DRAFT)
    published = ~Q(status=CallStatus.DRAFT)
    if not isinstance(person, Person):
        return Call.objects.filter(published & public)
    found = public
    to_some = Call.objects.filter(visibility=Visibility.AUDIENCE, status=CallStatus.PUBLISHED)
    if addressed := audiences_of(person, to_some):
        found |= Q(visibility=Visibility.AUDIENCE, audience__in=addressed)
    found |= Q(pk__in=responses_of(person).values("call"))
    calls = Call.objects.filter(published & found)
    if own := organizes(person):
        calls |= Call.objects.filter(programme__organizer__in=own)
    return calls


def _joined(person: Person) -> Q:
    """That a person has accepted to give a response together with others, and still does."""
    return Q(
        co_respondents__person=person,
        co_respondents__accepted_at__isnull=False,
        co_respondents__removed_at=None,
        co_respondents__declined_at=None,
    )


def audiences_of(person: Person, addressed: QuerySet[Any]) -> frozenset[int]:
    """Of the audiences to which ``addressed``, calls or events, are addressed, those in which a person is today.

    Two queries for any number, and those of clauses that look things up.
    """
    asked = Audience.objects.filter(pk__in=addressed.values("audience"))
    return holding(readable(asked), person, timezone.now().date())


def responses_of(person: Reader) -> ResponseQuerySet:
    """The responses that are a person's own to answer: his, those for him by name, and those he answers jointly.

    A union, so that each part is read from an index of its own.
    """
    if not isinstance(person, Person):
        return Response.objects.none()
    every, sent, address = Response.objects.all(), ~Q(state=ResponseState.DRAFT), person.email.lower()
    found = [
        every.filter(_still_speaks(person), person=person),
        every.filter(sent, slot__in=own_slots(person), slot__gt=""),
        every.filter(sent, email=address, email__gt=""),
        every.filter(_joined(person)),
    ]
    if speaks := remit_of(person).speaks_for:
        found.append(every.filter(sent, organization__in=speaks))
    if countries := remit_of(person).countries:
        found.append(every.filter(sent, call__respondent=RespondentKind.COUNTRY, country__in=countries))
    first, *others = (each.values("pk") for each in found)
    return every.filter(pk__in=first.union(*others))


def _still_speaks(person: Person) -> Q:
    """For what somebody answers himself today: for who has left a school, or an office, its answers are not his."""
    remit = remit_of(person)
    if remit.everything:
        return Q()
    of_country = Q(call__respondent=RespondentKind.COUNTRY)
    return (
        (Q(organization=None) & ~of_country)
        | Q(organization__in=remit.organizations)
        | Q(organization__country__in=remit.countries)
        | (of_country & Q(country__in=remit.countries))
    )


def may_lead(person: Person, response: Response) -> bool:
    """Whether an answer is still a person's to see once he leads it: for its school or country he has to speak."""
    return Response.objects.filter(_still_speaks(person), pk=response.pk).exists()


def responses_visible_to(person: Reader) -> ResponseQuerySet:
    """The responses that a person may read: his own, and once they were sent those to the calls that he runs.

    A National Coordinator and a regional office read those of their countries.
    """
    if not isinstance(person, Person):
        return Response.objects.none()
    sent = ~Q(state=ResponseState.DRAFT)
    seen = Q(call__programme__organizer__in=organizes(person)) | Q(country__in=remit_of(person).countries)
    if is_secretariat(person):
        seen = Q()
    return Response.objects.filter(Q(pk__in=responses_of(person).values("pk")) | (seen & sent))
