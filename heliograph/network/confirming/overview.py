"""What the desk's page of the confirmation shows to a person: his countries, how far each is, who is left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from heliograph.network.confirming.asking import audience
from heliograph.network.confirming.reminding import PAUSE, last_asked
from heliograph.network.confirming.standing import Standing, asked_since, members_in, not_since, together
from heliograph.network.countries import all_countries, countries_of, country_name
from heliograph.network.filtering import OrganizationFilter, region_of_slug
from heliograph.network.models import ConfirmationRound, Organization
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.remits import Remit
from heliograph.network.rules import remit_of

#: What the page can be narrowed by.
NAMES = ("q", "country", "region")


@dataclass(frozen=True)
class Overview:
    """``since`` is the day from which on a confirmation counts here: the opening of the round that is ``running``."""

    remit: Remit
    wanted: OrganizationFilter
    at: datetime
    running: ConfirmationRound | None
    since: date

    @classmethod
    def of(cls, request: HttpRequest, at: datetime) -> Overview:
        """As a request's person and address want it."""
        running, since = asked_since(at.date())
        given = request.POST if request.method == "POST" else request.GET
        return cls(remit_of(request.user), OrganizationFilter.read(given, *NAMES), at, running, since)

    @property
    def countries(self) -> Collection[str] | None:
        """The countries that are shown: his own, of these the chosen; None for all that there are."""
        region = region_of_slug(self.wanted.region)
        if self.remit.everything and not (self.wanted.country or region):
            return None
        found = {each.code for each in all_countries()} if self.remit.everything else set(self.remit.countries)
        found &= countries_of(region) if region else found
        return found & {self.wanted.country} if self.wanted.country else found

    @property
    def rest(self) -> OrganizationQuerySet:
        """The schools that are left in these countries, as the words of the filter want them."""
        left = not_since(members_in(self.countries), self.since)
        return OrganizationFilter(q=self.wanted.q).apply(left, self.at.date())


@dataclass(frozen=True)
class Line:
    """A country and how far it is; ``name`` in the language of the page."""

    name: str
    standing: Standing


def by_name(found: Collection[Standing]) -> list[Line]:
    """The countries in the order of their names."""
    language = get_language() or settings.LANGUAGE_CODE
    return sorted((Line(country_name(each.country, language), each) for each in found), key=lambda line: line.name)


@dataclass(frozen=True)
class Reminding:
    """How many schools a reminder goes to now; where that is none, when they were asked and from when on they can be
    asked again.
    """

    schools: int
    asked_at: datetime | None
    again_at: datetime | None


def reminding(term: ConfirmationRound, found: Collection[Standing], at: datetime) -> Reminding:
    """What a reminder to these countries would do. One query."""
    lately = last_asked(term, at)
    waiting = together([each for each in found if each.country not in lately])
    asked_at = max((lately[each.country] for each in found if each.country in lately and each.rest), default=None)
    return Reminding(waiting.rest, asked_at, asked_at + PAUSE if asked_at else None)


@dataclass(frozen=True)
class Left:
    """A school that is left, where it is, and at which address it is asked (empty: it has none)."""

    school: Organization
    country: str
    address: str


def left(schools: Sequence[Organization], at: datetime) -> list[Left]:
    """A page of them; one query for the addresses."""
    language = get_language() or settings.LANGUAGE_CODE
    asked = audience(Organization.objects.filter(pk__in=[school.pk for school in schools]), at)
    addresses = dict(asked.values_list("pk", "address"))
    return [Left(each, country_name(each.country, language), addresses.get(each.pk, "")) for each in schools]
