"""From whom an answer to a call is awaited: who is addressed, for whom nothing was answered, who has not declined.

``docs/reminders.md`` has the table. Everything is SQL, so that a set of people costs no more than one.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Lower, Substr

from heliograph.calls.corresponding.members import JOINED, WAITING
from heliograph.calls.corresponding.reminding import STAGES
from heliograph.calls.models import Call, CoRespondent, Follower, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.reminders.models import NotThisOne
from heliograph.calls.states import Limit, RespondentKind, ResponseState, Visibility
from heliograph.calls.topics import REMINDERS
from heliograph.delivery.models import Preference, Suppression
from heliograph.delivery.states import Choice
from heliograph.network.audiences import selecting
from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.models import Person, Role
from heliograph.network.queries import PersonQuerySet, RoleQuerySet
from heliograph.network.states import NATIONAL

log = logging.getLogger(__name__)


class Begun(NamedTuple):
    """What somebody has of an answer that is awaited: ``draft``: one was begun; ``returned``: for changes."""

    draft: bool
    returned: bool


#: A few people by primary key; None for all.
Among = Collection[int] | None

#: Under which slots of a call stands what was sent for a person himself (``lifecycle.subjects.own_slots``).
_BY_KEY = Concat(Value("p"), Cast(OuterRef("pk"), TextField()), output_field=TextField())
_BY_ADDRESS = Substr(Concat(Value("e"), Lower(OuterRef("email")), output_field=TextField()), 1, 140)
#: What waits to be finished: a draft, and what the organizer has given back.
_UNFINISHED = (ResponseState.DRAFT, ResponseState.RETURNED)
#: On these days before closing who leads an answer is told of invitations that wait (``corresponding.reminding``).
_TOLD_ANYWAY = frozenset(stage.days for stage in STAGES)


def silent(call: Call, on: date, days: int = 0) -> PersonQuerySet:
    """Those to be reminded of a call on a day (``days`` before it closes), with the fields of ``Begun``."""
    try:
        return _silent(call, _addressed(call, on), on, days, None)
    except Unreadable:
        log.warning("Nobody is reminded of %s: its audience cannot be read.", call.slug)
        return _people().none().annotate(draft=Value(False), returned=Value(False))


def still_silent(call: Call, on: date, days: int, among: Collection[int]) -> dict[int, Begun]:
    """Which of a few people (primary keys) who were to be reminded still are, and what they have begun.

    Who they are is not asked again, but where it says for whom they answer.
    """
    few = _people().filter(pk__in=among)
    try:
        if by_audience(call) and call.respondent != RespondentKind.PERSON:
            few = few.filter(pk__in=_open_roles(call, on).filter(person__in=among).values("person"))
    except Unreadable:
        return {}
    left: QuerySet[Any] = _silent(call, few, on, days, among)
    return {pk: Begun(draft, returned) for pk, draft, returned in left.values_list("pk", "draft", "returned")}


def by_audience(call: Call) -> bool:
    """Whether everybody who is addressed is reminded: not of a call that is open to all, or found by its link only."""
    return call.audience_id is not None and call.visibility != Visibility.LINK


def _people() -> PersonQuerySet:
    found: PersonQuerySet = Person.objects.get_queryset().filter(is_active=True, erased_at=None)
    return found


def _addressed(call: Call, on: date) -> PersonQuerySet:
    if not by_audience(call):
        following = Follower.objects.filter(call=call).values("person")
        return _people().filter(Q(pk__in=following) | _begun(call, None))
    assert call.audience is not None
    if call.respondent == RespondentKind.PERSON:
        return selecting.people(rule_of(call.audience), on)
    return _people().filter(pk__in=_open_roles(call, on).values("person"))


def _open_roles(call: Call, on: date) -> RoleQuerySet:
    """The roles by which people may answer for an organization, or a country, for which nobody has answered."""
    assert call.audience is not None
    return _unanswered(call, selecting.roles(rule_of(call.audience), on))


def _unanswered(call: Call, roles: RoleQuerySet, *, answered: bool = False) -> RoleQuerySet:
    """Those of roles for whose organization, or country, nobody has answered; or somebody has."""
    if call.respondent == RespondentKind.COUNTRY:
        found = Exists(_sent(call).filter(country=OuterRef("country")))
        asked = roles.filter(kind__in=NATIONAL).exclude(country="")
    else:
        found = Exists(_sent(call).filter(organization=OuterRef("organization")))
        asked = roles.filter(organization__isnull=False, organization__merged_into=None)
    return asked.filter(found) if answered else asked.filter(~found)


def _sent(call: Call) -> ResponseQuerySet:
    """What was sent, and not returned for changes: what was withdrawn since has been answered, too."""
    return Response.objects.filter(call=call).exclude(state__in=_UNFINISHED)


def _drafts(call: Call) -> ResponseQuerySet:
    """What was begun or returned, and not answered by somebody else for the same organization or country meanwhile."""
    drafts = Response.objects.filter(call=call, state__in=_UNFINISHED)
    if call.respondent == RespondentKind.COUNTRY:
        return drafts.filter(~Exists(_sent(call).filter(country=OuterRef("country"))))
    if call.respondent == RespondentKind.ORGANIZATION:
        return drafts.filter(~Exists(_sent(call).filter(organization=OuterRef("organization"))))
    return drafts


def _joint(responses: QuerySet[Response], among: Among) -> QuerySet[CoRespondent]:
    found = CoRespondent.objects.filter(JOINED, response__in=responses.values("pk"), person__isnull=False)
    return _of(found, among)


def _of(rows: QuerySet[Any], among: Among) -> QuerySet[Any]:
    """Those of a few people, so that a look at them does not read what all have done."""
    return rows if among is None else rows.filter(person__in=among)


def _begun(call: Call, among: Among) -> Q:
    """Whether a person has begun an answer, or has joined in one."""
    return _whose(_drafts(call), call, among)


def _whose(responses: ResponseQuerySet, call: Call, among: Among) -> Q:
    """Whether a person leads one of some responses, or has joined in one."""
    own = Q(pk__in=_of(responses, among).values("person"))
    return own | Q(pk__in=_joint(responses, among).values("person")) if call.together else own


def _silent(call: Call, people: PersonQuerySet, on: date, days: int, among: Among) -> PersonQuerySet:
    known = people.alias(small=Lower("email"))
    asked = known.filter(~_answered(call, on, among), *_left_in_peace(call, days, among))
    returned = _whose(_drafts(call).filter(state=ResponseState.RETURNED), call, among)
    return asked.annotate(
        draft=ExpressionWrapper(_begun(call, among), output_field=BooleanField()),
        returned=ExpressionWrapper(returned, output_field=BooleanField()),
    )


def _answered(call: Call, on: date, among: Among) -> Q:
    """Whether nothing is awaited from a person because of what he, or somebody for him, has sent."""
    sent = _sent(call)
    own = Q(Exists(sent.filter(person=OuterRef("pk"))))
    if call.respondent == RespondentKind.PERSON:
        return own | _answered_for(call, sent, among)
    if by_audience(call):
        # Which of his organizations have answered, his roles say; one that is not on record stands for itself.
        unlisted = sent.filter(person=OuterRef("pk"), organization=None)
        return Q(Exists(unlisted)) if call.respondent == RespondentKind.ORGANIZATION else Q(pk__in=[])
    held = Role.objects.held(on).filter(person=OuterRef("pk"))
    return ~_begun(call, among) & (own | Q(Exists(_unanswered(call, held, answered=True))))


def _answered_for(call: Call, sent: ResponseQuerySet, among: Among) -> Q:
    """Whether somebody else has answered for a person, by what tells him apart; or he has joined in what was sent."""
    named = sent.filter(organization=None)
    found = Q(Exists(named.filter(slot=_BY_KEY))) | Q(Exists(named.filter(slot=_BY_ADDRESS)))
    if call.limit == Limit.MANY:
        # Slots then have a tail that tells several answers for one person apart.
        found |= Q(small__in=named.exclude(email="").values("email"))
    return found | Q(pk__in=_joint(sent, among).values("person")) if call.together else found


def _left_in_peace(call: Call, days: int, among: Among) -> list[Q]:
    """Who has declined, wants no such letters, or gets the one about an answer that is given together."""
    small = Lower(OuterRef("email"))
    never = Preference.objects.filter(topic=REMINDERS.slug, choice=Choice.NEVER, address=small)
    stopped = Suppression.objects.filter(lifted_at=None, address=small)
    spared = NotThisOne.objects.filter(call=call, person=OuterRef("pk"))
    parts = [~Q(Exists(each)) for each in (spared, never, stopped)]
    if call.together:
        waiting = CoRespondent.objects.filter(WAITING, response__call=call)
        known = waiting.filter(person__isnull=False)
        parts += [~Q(small__in=waiting.values("email")), ~Q(pk__in=_of(known, among).values("person"))]
        if days in _TOLD_ANYWAY:
            led = Response.objects.filter(pk__in=waiting.values("response"), state=ResponseState.DRAFT)
            parts.append(~Q(pk__in=_of(led, among).values("person")))
    return parts
