"""Which responses a reviewer may not be given, and why; for many responses and reviewers at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.calls.lifecycle.subjects import own_slots
from heliograph.calls.models import CoRespondent
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan
from heliograph.calls.reviewing.states import ReviewState
from heliograph.calls.states import RespondentKind
from heliograph.network.models import Role
from heliograph.network.remits import Held, remit_from


class Why(StrEnum):
    """Why a response is not given to a reviewer."""

    OWN = "own"
    TOGETHER = "together"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    NOT_COUNTRY = "not-country"
    LANGUAGE = "language"
    HAS_IT = "has-it"
    ASIDE = "aside"
    GIVERS_OWN = "givers-own"

    @property
    def words(self) -> str | Promise:
        return _WORDS[self]


_WORDS: Mapping[Why, str | Promise] = {
    Why.OWN: _("it is the reviewer’s own answer"),
    Why.TOGETHER: _("the reviewer answers it together with others"),
    Why.ORGANIZATION: _("it comes from the reviewer’s own organization"),
    Why.COUNTRY: _("it comes from the reviewer’s own country"),
    Why.NOT_COUNTRY: _("it comes from a country that the reviewer does not review"),
    Why.LANGUAGE: _("it is in a language that the reviewer does not read"),
    Why.HAS_IT: _("the reviewer has it already"),
    Why.ASIDE: _("the reviewer has stepped aside from it"),
    Why.GIVERS_OWN: _("it is your own answer: the rule or another organizer gives it to reviewers"),
}


@dataclass(frozen=True)
class Facts:
    """What of a response decides who may review it. ``country`` is empty where it is not known."""

    pk: int
    person: int
    slot: str
    email: str
    organization: int | None
    country: str
    language: str


@dataclass(frozen=True)
class Ties:
    """What of a reviewer decides what he may not review; people and organizations by primary key.

    ``countries`` are those of his roles, ``answers_for`` those in whose name he answers calls to countries. ``had`` has
    the responses of his call that he was given, with what has become of each.
    """

    reviewer: Reviewer
    organizations: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()
    answers_for: frozenset[str] = frozenset()
    colleagues: frozenset[int] = frozenset()
    joint: frozenset[int] = frozenset()
    had: Mapping[int, str] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return self.reviewer.pk


def facts_of(responses: ResponseQuerySet) -> list[Facts]:
    """One query."""
    names = ("pk", "person_id", "slot", "email", "organization_id", "country", "organization__country", "language")
    rows = responses.order_by("pk").values_list(*names).iterator(chunk_size=2000)
    return [
        Facts(pk, person, slot, email, organization, country or home or "", language)
        for pk, person, slot, email, organization, country, home, language in rows
    ]


def ties_of(reviewers: Iterable[Reviewer], on: date) -> list[Ties]:
    """What binds each reviewer on a day. Four queries, however many they are. They come with their ``person``."""
    rows = list(reviewers)
    people = [each.person_id for each in rows]
    roles = _roles(people, on)
    organizations = {who: {each.organization for each in held if each.organization} for who, held in roles.items()}
    colleagues = _colleagues({one for each in organizations.values() for one in each}, on)
    joint, had = _joint(rows), _had(rows)
    return [
        Ties(
            each,
            frozenset(organizations[each.person_id]),
            frozenset(role.country for role in roles[each.person_id] if role.country),
            remit_from(roles[each.person_id]).countries,
            frozenset(who for one in organizations[each.person_id] for who in colleagues[one]),
            frozenset(joint[each.pk]),
            had[each.pk],
        )
        for each in rows
    ]


def _roles(people: Collection[int], on: date) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = {each: [] for each in people}
    rows = Role.objects.held(on).filter(person__in=people)
    for person, kind, organization, country, region in rows.values_list(
        "person", "kind", "organization", "country", "region"
    ):
        found[person].append(Held(kind, organization, country, region))
    return found


def _colleagues(organizations: Collection[int], on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Role.objects.held(on).filter(organization__in=organizations)
    for organization, person in rows.values_list("organization", "person"):
        found[organization].add(person)
    return found


def _joint(reviewers: Sequence[Reviewer]) -> dict[int, set[int]]:
    """The responses to which each was invited, unless he declined or it was taken back before he accepted."""
    found: dict[int, set[int]] = defaultdict(set)
    of_person = {(each.call_id, each.person_id): each.pk for each in reviewers}
    of_address = {(each.call_id, each.person.email.lower()): each.pk for each in reviewers}
    rows = CoRespondent.objects.filter(declined_at=None, response__call__in={each.call_id for each in reviewers})
    rows = rows.exclude(accepted_at=None, removed_at__isnull=False)
    rows = rows.filter(
        Q(person__in=[each.person_id for each in reviewers]) | Q(email__in=[email for _call, email in of_address])
    )
    for response, call, person, email in rows.values_list("response", "response__call", "person", "email"):
        for key in {of_person.get((call, person or 0)), of_address.get((call, email))} - {None}:
            assert key is not None
            found[key].add(response)
    return found


def _had(reviewers: Sequence[Reviewer]) -> dict[int, dict[int, str]]:
    """By reviewer the responses that he was given in his call, with what has become of each."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    keys = {(each.call_id, each.person_id): each.pk for each in reviewers}
    calls, people = {call for call, _person in keys}, {person for _call, person in keys}
    rows = Review.objects.filter(person__in=people, response__call__in=calls)
    for response, call, person, state in rows.values_list("response", "response__call", "person", "state"):
        if key := keys.get((call, person)):
            found[key][response] = state
    return found


def why_not(facts: Facts, ties: Ties, plan: ReviewPlan) -> Why | None:
    """Why a response is not given to a reviewer; None where it may be."""
    state = ties.had.get(facts.pk)
    if state is not None:
        return Why.ASIDE if state == ReviewState.ASIDE else Why.HAS_IT
    if _is_own(facts, ties) or (plan.call.respondent == RespondentKind.COUNTRY and facts.country in ties.answers_for):
        return Why.OWN
    if facts.pk in ties.joint:
        return Why.TOGETHER
    if facts.organization in ties.organizations or facts.person in ties.colleagues:
        return Why.ORGANIZATION
    if plan.own_country and facts.country and facts.country in ties.countries:
        return Why.COUNTRY
    if facts.country and facts.country in ties.reviewer.not_countries:
        return Why.NOT_COUNTRY
    return None if reads(facts.language, ties.reviewer.languages) else Why.LANGUAGE


def _is_own(facts: Facts, ties: Ties) -> bool:
    person = ties.reviewer.person
    if facts.person == person.pk or (facts.email and facts.email == person.email.lower()):
        return True
    return any(facts.slot == slot or facts.slot.startswith(f"{slot}:") for slot in own_slots(person))


def reads(language: str, languages: Sequence[str]) -> bool:
    """Whether a language is among those that somebody reads; where he named none, he reads all."""
    return not languages or _main(language) in {_main(each) for each in languages}


def _main(language: str) -> str:
    return language.partition("-")[0].lower()
