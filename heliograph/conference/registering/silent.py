"""Countries of the network from which nobody is registered: who coordinates them, and one action to write to these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.models import Call, Response
from heliograph.calls.states import CallState, ResponseState
from heliograph.calls.topics import CALLS
from heliograph.conference.doors import held_conference
from heliograph.conference.models import Conference
from heliograph.conference.registering.board import region_of
from heliograph.conference.registering.holding import (
    PAUSE,
    About,
    Sending,
    Write,
    asked_countries,
    hold,
    was_sent,
)
from heliograph.conference.registering.letters import about_silence
from heliograph.conference.registering.reminding import call_of
from heliograph.conference.registering.stay_links import stay_key
from heliograph.conference.registering.taking_part import registrations
from heliograph.network.circulars import reads
from heliograph.network.countries import country_name
from heliograph.network.models import Organization, Person, Role
from heliograph.network.states import NATIONAL, Refused, RoleKind


@dataclass(frozen=True)
class Silent:
    """A country without a registration: its member schools, who coordinates it, when they were written to last.

    ``withdrew``: somebody was registered and is not any more, so that it has given an answer.
    """

    code: str
    name: str
    region: str
    members: int
    coordinators: Sequence[str]
    asked_at: datetime | None
    withdrew: bool

    def may_be_asked(self, at: datetime) -> bool:
        """Whether there is somebody to write to who was not written to within a day."""
        return bool(self.coordinators) and (self.asked_at is None or self.asked_at <= at - PAUSE)


def silent_countries(conference: Conference, language: str, on: date) -> list[Silent]:
    """By region and name. Six queries, however many they are."""
    heard = set(registrations(conference).exclude(country="").values_list("country", flat=True))
    members = dict(Organization.objects.members().order_by().values_list("country").annotate(n=Count("pk")))
    people, asked, withdrew = _coordinators(on), asked_countries(conference), _withdrew(conference)
    codes = {code for code in {*members, *people} if code} - heard
    found = [
        Silent(
            code, country_name(code, language), region_of(code), members.get(code, 0), people.get(code, []),
            asked.get(code), code in withdrew,
        )
        for code in codes
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.region, each.name))


def _withdrew(conference: Conference) -> set[str]:
    """The countries from which somebody has withdrawn. One query."""
    rows = Response.objects.filter(call=conference.registration_id, state=ResponseState.WITHDRAWN)
    return set(rows.exclude(country="").values_list("country", flat=True))


def _coordinators(on: date) -> dict[str, list[str]]:
    """By country the names of its coordinators; of its deputies where it has none. One query."""
    names: dict[RoleKind, dict[str, list[str]]] = {kind: defaultdict(list) for kind in NATIONAL}
    held = Role.objects.held(on).filter(kind__in=NATIONAL, person__is_active=True, person__erased_at=None)
    for role in held.select_related("person").order_by("person__name", "pk"):
        names[RoleKind(role.kind)][role.country].append(str(role.person))
    return {**names[RoleKind.DEPUTY], **names[RoleKind.COORDINATOR]}


def writer(conference: Conference, call: Call, at: datetime) -> Write:
    """What writes the letter."""
    return lambda language, zone: about_silence(conference, call, language, zone, at)


def obstacle(call: Call | None, at: datetime) -> str:
    """Why nobody can be written to now; empty where that is possible. ``call`` is the registration with its dates."""
    if call is not None and state_at(call, dates_of(call), at) == CallState.OPEN:
        return ""
    return _("Registration is not open. Publish it, or move its dates: the letter leads to it.")


@transaction.atomic
def write_to(conference: Conference, countries: Iterable[str], token: str, by: Person, at: datetime) -> int:
    """Write to those who coordinate silent countries, but for those written to within a day; returns how many letters.

    The same ``token`` writes nothing twice. Raises Refused: ``not-yours``, ``obstacle``, ``nobody``.
    """
    row, key = held_conference(conference, by), stay_key(conference, f"silent-{token}")
    if was_sent(key):
        return 0
    call = call_of(row, About.RECONFIRM)
    if call is None or obstacle(call, at):
        raise Refused("obstacle", obstacle(call, at))
    wanted = set(countries)
    there = silent_countries(row, "en", at.date())
    codes = sorted(each.code for each in there if each.code in wanted and each.may_be_asked(at))
    sending = Sending(About.SILENT, key, CALLS.slug, _audiences(codes, at.date()), writer(row, call, at), codes)
    count = hold(row, sending, by, at) if codes else 0
    if not count:
        raise Refused(
            "nobody", _("Nobody is to be written to: these were written to within a day, or have no coordinator.")
        )
    return count


def _audiences(countries: Sequence[str], on: date) -> tuple[QuerySet[Any], ...]:
    """Coordinators, and deputies of countries without any, as ``circulars.fill`` reads them."""
    held = Role.objects.held(on).filter(country__in=countries, person__is_active=True, person__erased_at=None)
    coordinators = held.filter(kind=RoleKind.COORDINATOR)
    deputies = held.filter(kind=RoleKind.DEPUTY).exclude(country__in=coordinators.values("country"))
    return _people(coordinators), _people(deputies)


def _people(roles: QuerySet[Role]) -> QuerySet[Any]:
    country = roles.filter(person=OuterRef("pk")).order_by("pk").values("country")[:1]
    people = Person.objects.get_queryset().filter(Q(pk__in=roles.values("person")))
    return people.annotate(address=F("email"), country=Subquery(country), reading=reads("languages", "zone"))
