"""People on the desk: the list, searched by name or address, filtered, saved as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db.models import CharField, Prefetch, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, Lower, LPad
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heliograph.frame.keyset import slice_of
from heliograph.network import search
from heliograph.network.countries import all_countries, language_choices
from heliograph.network.desk.filters import Choice, countries_to_choose
from heliograph.network.desk.organizations import FORMATS, PER_PAGE
from heliograph.network.desk.wording import languages_named, place_of
from heliograph.network.doors import managers_only
from heliograph.network.forms import reading
from heliograph.network.giving import managed_people, managing
from heliograph.network.models import Person, Role
from heliograph.network.queries import PersonQuerySet
from heliograph.network.remits import Remit
from heliograph.network.sheets.exporting import export_people
from heliograph.network.states import RoleKind

OPEN, CLOSED = "open", "closed"
LONGEST_QUESTION = 200


def _by_name() -> Combinable:
    """By name, those of one name told apart by their keys."""
    key = LPad(Cast("pk", CharField()), 19, Value("0"))
    return Concat(Lower("name"), Value(" "), key, output_field=CharField())


@dataclass(frozen=True)
class PersonFilter:
    """What is wanted of each; an empty text asks for nothing."""

    q: str = ""
    role: str = ""
    country: str = ""
    language: str = ""
    account: str = ""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> PersonFilter:
        """From a page's query; what makes no sense is left out."""
        said = {each.name: str(given.get(each.name, "")).strip()[:LONGEST_QUESTION] for each in fields(cls)}
        known = {
            "role": said["role"] in RoleKind.values,
            "country": any(each.code == said["country"] for each in all_countries()),
            "language": said["language"].isascii() and said["language"].replace("-", "").isalnum(),
            "account": said["account"] in {OPEN, CLOSED},
        }
        return cls(**{name: value for name, value in said.items() if known.get(name, True)})

    @property
    def asked(self) -> dict[str, str]:
        """The fields of which something is asked."""
        return {name: value for name, value in asdict(self).items() if value}

    def apply(self, people: PersonQuerySet, remit: Remit, on: date) -> PersonQuerySet:
        """Those of the people who are wanted; roles count as far as the remit reaches them."""
        if self.q:
            people = people.filter(search.people_among(self.q))
        if self.role or self.country:
            asked = {"kind": self.role, "country": self.country}
            held = Role.objects.within(remit).held(on).filter(**{key: value for key, value in asked.items() if value})
            people = people.filter(pk__in=held.values("person"))
        if self.language:
            people = people.filter(languages__includes=self.language)
        return people.filter(is_active=self.account == OPEN) if self.account else people

    def choices(self, remit: Remit) -> list[Choice]:
        """The fields of the page; those of which a person has but one choice are left out."""
        offered: list[tuple[str, str | Promise, Sequence[tuple[str, Any]]]] = [
            ("role", _("Role"), RoleKind.choices),
            ("country", _("Country"), countries_to_choose(remit)),
            ("language", _("Language"), language_choices(reading())),
            ("account", _("Account"), [(OPEN, _("open")), (CLOSED, _("closed"))]),
        ]
        return [Choice(name, label, options, getattr(self, name)) for name, label, options in offered if options]


@dataclass(frozen=True)
class Line:
    """Somebody in the list: his languages, and what he is for whom today, in words."""

    person: Person
    languages: str
    roles: list[tuple[str, str]]


def _line(person: Person) -> Line:
    roles = [(str(RoleKind(role.kind).label), place_of(role)) for role in person.roles.all()]
    return Line(person, languages_named(person.languages), roles)


@managers_only
@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """The list; with ``?format=`` all that the filter finds, as a table to be saved."""
    today, remit = timezone.now().date(), managing(request.user)
    asked = PersonFilter.read(request.GET)
    found = asked.apply(managed_people(request.user), remit, today)
    if kind := request.GET.get("format"):
        return _export(found, kind, remit)
    sort = request.GET.get("sort", "")
    sort = sort if sort in {"name", "address"} else "address" if remit.everything else "name"
    shown = found.prefetch_related(Prefetch("roles", _shown_roles(remit, today)))
    order, by = ("named", _by_name()) if sort == "name" else ("email", None)
    page = slice_of(request, shown, order, PER_PAGE, by, managed_people(request.user))
    context: dict[str, Any] = {
        "asked": asked,
        "filtered": bool(asked.asked),
        "filters": asked.choices(remit),
        "orders": [("name", _("by name")), ("address", _("by address"))],
        "sort": sort,
        "page": page,
        "lines": [_line(person) for person in page.rows],
        "formats": FORMATS,
    }
    return render(request, "network/desk/people/list.html", context)


def _shown_roles(remit: Remit, on: date) -> Any:
    return Role.objects.within(remit).held(on).select_related("organization").order_by("begins", "pk")


def _export(found: PersonQuerySet, kind: str, remit: Remit) -> HttpResponseBase:
    if kind not in FORMATS:
        raise Http404
    return export_people(found.order_by("email"), kind, "people", None if remit.everything else remit)
