"""Whether somebody may answer a call, why not, and for whom: the choices that he has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.concerning import GONE
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.subjects import Subject, draft_slot, own_slots, sent_slot
from heliograph.calls.models import Call, Response
from heliograph.calls.states import Limit, RespondentKind, ResponseState
from heliograph.frame.prepared import Prepared
from heliograph.network.audiences.judging import judge_in, looked_up
from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.standings import Standing, Who, standings_of
from heliograph.network.audiences.trees import All, leaves
from heliograph.network.countries import country_name
from heliograph.network.models import Organization, Person
from heliograph.network.rules import remit_of
from heliograph.network.states import NATIONAL

ME, OTHER, NAMED, RESPONSE = "me", "other", "named", "response"


@dataclass(frozen=True)
class Choice:
    """For whom one may answer. ``key`` stands in the form; ``response`` is what was answered for this subject already.

    ``own`` says whether the reader may open that response.
    """

    key: str
    label: str
    subject: Subject
    response: Response | None = None
    own: bool = True

    @property
    def sentence(self) -> str:
        """For whom one answers, as a sentence at the head of the form."""
        if self.key in {ME, OTHER, NAMED}:
            return _("You answer %(for_whom)s.") % {"for_whom": self.label}
        return _("You answer for %(name)s.") % {"name": self.label}

    @property
    def is_taken(self) -> bool:
        """Whether somebody else has answered for this subject."""
        return self.response is not None and not self.own


@dataclass(frozen=True)
class Eligibility:
    """Whether somebody may answer, the reasons in sentences to him, and for whom he may.

    ``addressed`` says of who may not that he is addressed, and lacks only what the kind asks for; ``way`` is where he
    gets that, an address and the words of its link, where there is such a page.
    """

    holds: bool
    reasons: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    addressed: bool = False
    way: tuple[str, str] = ("", "")

    def choice(self, key: str) -> Choice | None:
        """The choice of a key; the only one where none was named."""
        if not key and len(self.choices) == 1:
            return self.choices[0]
        return next((one for one in self.choices if one.key == key), None)


def choice_of(response: Response) -> Choice:
    """The choice that a response is: it is answered for the same subject again."""
    subject = Subject(
        response.person,
        response.organization,
        response.organization_name,
        response.country,
        response.name,
        response.email,
    )
    return Choice(RESPONSE, subject_words(response), subject, response)


def subject_words(response: Response) -> str:
    """For whom a response is, in words."""
    if response.organization is not None:
        return response.organization.name
    if response.organization_name:
        return response.organization_name
    if response.name or response.email:
        return response.name or response.email
    if response.call.respondent == RespondentKind.COUNTRY:
        return country_name(response.country, get_language() or "en")
    if response.slot.startswith(GONE):
        return _("somebody whose data were erased")
    return response.person.name or response.person.email


def judge(call: Call, person: Person, at: datetime) -> Eligibility:
    """Whether and for whom a person may answer a call. At most two queries, and those of what the rule looks up.

    Who is not on record yet (an address only) is judged as somebody without a role.
    """
    standings, reasons, holds = _standings(call, person, at)
    if not holds:
        return Eligibility(False, reasons)
    kind = kind_of(call)
    if forbidden := kind.forbids(call, person, at):
        return Eligibility(False, (forbidden,), addressed=True, way=kind.way(call))
    choices = tuple(_with_responses(call, person, list(_choices(call, person, standings))))
    if not choices:
        return Eligibility(False, (_nobody_to_answer_for(call),))
    return Eligibility(True, reasons, choices)


def _standings(call: Call, person: Person, at: datetime) -> tuple[Sequence[Standing], tuple[str, ...], bool]:
    """The standings in which a person is addressed, the reasons, and whether there is any."""
    try:
        rule = rule_of(call.audience) if call.audience is not None else All()
    except Unreadable:
        return (), (_("To whom this call is addressed cannot be read just now. Ask the organizer."),), False
    if call.audience is None and call.respondent == RespondentKind.PERSON:
        return (), (), True
    if person.pk is None:
        every, known = (Standing(Who(0, person.public_id, tuple(person.languages))),), {}
    else:
        every = standings_of(person, at.date())
        known = looked_up(person, leaves(rule))
    verdict = judge_in(rule, every, known)
    holding = [one for one in every if judge_in(rule, (one,), known).holds]
    return holding, verdict.reasons if call.audience is not None else (), verdict.holds


def _choices(call: Call, person: Person, standings: Sequence[Standing]) -> Iterator[Choice]:
    if call.respondent == RespondentKind.ORGANIZATION:
        yield from _organizations(call, person, standings)
    elif call.respondent == RespondentKind.COUNTRY:
        yield from _countries(person, standings)
    else:
        country = next((one.country for one in standings if one.country), "")
        yield Choice(ME, _("for yourself"), Subject(person, country=country))
        if call.delegation:
            yield Choice(OTHER, _("for somebody else"), Subject(person, country=country))


def _organizations(call: Call, person: Person, standings: Sequence[Standing]) -> Iterator[Choice]:
    places = {one.at.pk: one for one in standings if one.at is not None}
    found = Organization.objects.current().filter(pk__in=places).order_by("name", "pk") if places else ()
    for each in found:
        yield Choice(f"o{each.public_id}", each.name, Subject(person, organization=each, country=each.country))
    if call.audience is None:
        yield Choice(NAMED, _("for a school that is not listed here"), Subject(person))


def _countries(person: Person, standings: Sequence[Standing]) -> Iterator[Choice]:
    for code in sorted({one.country for one in standings if one.kind in NATIONAL and one.country}):
        yield Choice(f"c{code}", country_name(code, get_language() or "en"), Subject(person, country=code))


def _nobody_to_answer_for(call: Call) -> str:
    if call.respondent == RespondentKind.COUNTRY:
        return _("This call is answered for a country, by its National Coordinator.")
    return _("This call is answered for a school or another organization, by who has a role there.")


def _with_responses(call: Call, person: Person, choices: list[Choice]) -> Iterator[Choice]:
    """The choices with what was answered for each. One query."""
    if call.limit == Limit.MANY:
        yield from choices
        return
    there = list(_responses(call, person, choices))
    for choice in choices:
        found = next((each for each in there if _is_for(each, choice, call)), None)
        yield choice if found is None else replace(choice, response=found, own=_may_open(found, choice, person))


def _of_call(
    call: int, slots: tuple[str, ...], organizations: tuple[int, ...], of_organization: tuple[str, ...]
) -> QuerySet[Response, tuple[int]]:
    asked = Q(organization=None, slot__in=slots)
    if organizations:
        asked |= Q(organization__in=organizations, slot__in=of_organization)
    return Response.objects.filter(asked, call=call).values_list("pk")


_there = Prepared(_of_call)


def _responses(call: Call, person: Person, choices: Sequence[Choice]) -> Iterator[Response]:
    organizations = tuple(one.subject.organization.pk for one in choices if one.subject.organization is not None)
    slots = [one.subject.slot(call, "") for one in choices if one.subject.organization is None]
    slots = list(dict.fromkeys([*slots, *own_slots(person)]))
    every = (*slots, *(draft_slot(person.pk, slot) for slot in slots))
    # Nearly always there is none: only then are whole rows read.
    of_organization = ("", draft_slot(person.pk, "")) if organizations else ()
    found = _there.rows(call=call.pk, slots=every, organizations=organizations, of_organization=of_organization)
    # What was sent comes before what the person has begun besides.
    sent_first = Case(When(state=ResponseState.DRAFT, then=1), default=0)
    numbers = [number for (number,) in found]
    for response in Response.objects.filter(pk__in=numbers).order_by(sent_first, "pk") if numbers else ():
        response.call = call
        yield response


def _is_for(response: Response, choice: Choice, call: Call) -> bool:
    if choice.key in {OTHER, NAMED}:
        return False
    if choice.subject.organization is not None:
        return response.organization_id == choice.subject.organization.pk
    own = own_slots(choice.subject.person) if choice.key == ME else (choice.subject.slot(call, ""),)
    return response.organization_id is None and sent_slot(response.slot) in own


def _may_open(response: Response, choice: Choice, person: Person) -> bool:
    """As ``rules.responses_of`` says, without a query: one's own, and what was sent for whom one speaks."""
    if response.person_id == person.pk or choice.key == ME:
        return True
    remit = remit_of(person)
    speaks = response.organization_id in remit.speaks_for or choice.key.startswith("c")
    return speaks and response.state != ResponseState.DRAFT
