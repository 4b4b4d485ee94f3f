"""Changes of records: organizations, memberships, roles. Each function is one transaction: lock, rule, write, log.

The actor (``by``, None: the system or the school itself by its link) and the moment (``at``, aware) are arguments.
Who may is asked by the caller with ``rules``; what can be is asked here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.frame.finished import touch
from heliograph.network import search
from heliograph.network.models import MembershipChange, Organization, OrganizationEntry, Person, Role
from heliograph.network.rules import forget_remit
from heliograph.network.states import LOCAL, NATIONAL, REGIONAL, Membership, Refused, RoleKind, Verb

#: The fields of an organization that people correct; everything else changes through a function of its own.
CORRECTABLE = (
    "kind", "name", "name_language", "name_en", "email", "web", "country", "city", "latitude", "longitude", "zone",
    "levels", "languages", "themes", "correspondence", "learners", "visibility",
)  # fmt: skip

#: Which membership may follow which.
FOLLOWING: Mapping[str, frozenset[Membership]] = {
    Membership.NONE: frozenset({Membership.CANDIDATE, Membership.MEMBER}),
    Membership.CANDIDATE: frozenset({Membership.MEMBER, Membership.NONE}),
    Membership.MEMBER: frozenset({Membership.SUSPENDED, Membership.LEFT}),
    Membership.SUSPENDED: frozenset({Membership.MEMBER, Membership.LEFT}),
    Membership.LEFT: frozenset({Membership.MEMBER, Membership.CANDIDATE}),
}
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_identifier(country: str) -> str:
    """An identifier that nobody has yet: the country and six signs that are not mistaken for one another."""
    return new_identifiers([country])[0]


def new_identifiers(countries: Sequence[str]) -> list[str]:
    """As ``new_identifier``, one for each of these countries in their order, asking once for all."""
    drawn: dict[str, None] = {}
    for country in countries:
        count = len(drawn)
        while len(drawn) == count:
            drawn[f"{country}-{''.join(secrets.choice(_SIGNS) for _sign in range(6))}"] = None
    if Organization.objects.filter(identifier__in=drawn).exists():
        return new_identifiers(countries)
    return list(drawn)


@transaction.atomic
def add_organization(fields: Mapping[str, Any], by: Person | None, at: datetime, note: str = "") -> Organization:
    """A new organization; it gets an identifier where ``fields`` names none."""
    identifier = fields.get("identifier") or new_identifier(fields["country"])
    made: Organization = Organization.objects.create(**{**fields, "identifier": identifier, "created_at": at})
    log(made, Verb.ADDED, by, at, note=note)
    search.index_organizations([made])
    touch()
    return made


def locked(organization: Organization) -> Organization:
    """The organization's row as it is now, locked until the transaction ends."""
    found: Organization = Organization.objects.select_for_update().get(pk=organization.pk)
    return found


def log(
    organization: Organization,
    verb: Verb,
    by: Person | None,
    at: datetime,
    *,
    changes: Mapping[str, Any] | None = None,
    note: str = "",
) -> None:
    """Write what happened into the organization's log."""
    OrganizationEntry.objects.create(
        organization=organization, at=at, by=by, verb=verb, changes=dict(changes or {}), note=note
    )


def differences(organization: Organization, fields: Mapping[str, Any]) -> dict[str, list[Any]]:
    """By field, what stands there now and what ``fields`` says, where these differ."""
    pairs = {name: [getattr(organization, name), value] for name, value in fields.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@transaction.atomic
def correct(
    organization: Organization,
    fields: Mapping[str, Any],
    by: Person | None,
    at: datetime,
    *,
    verb: Verb = Verb.CORRECTED,
    note: str = "",
) -> bool:
    """Let the record say what ``fields`` (of CORRECTABLE) says; False where it did already, and nothing is written.

    The object handed in is brought up to date.
    """
    held = locked(organization)
    changes = differences(held, fields)
    for name, (_before, after) in changes.items():
        setattr(held, name, after)
        setattr(organization, name, after)
    if not changes:
        return False
    held.save()
    if "country" in changes:
        held.roles.update(country=held.country)
    log(held, verb, by, at, changes=changes, note=note)
    search.index_organizations([held])
    touch()
    return True


@transaction.atomic
def confirm(organization: Organization, by: Person | None, at: datetime, note: str = "") -> None:
    """Put on record that somebody who may has said that the record is right today."""
    held = locked(organization)
    before, held.confirmed_on = held.confirmed_on, at.date()
    organization.confirmed_on = held.confirmed_on
    held.save(update_fields=["confirmed_on"])
    said = [before.isoformat() if before else None, held.confirmed_on.isoformat()]
    log(held, Verb.CONFIRMED, by, at, changes={"confirmed_on": said}, note=note)
    touch()


@transaction.atomic
def change_membership(
    organization: Organization, to: Membership, on: date, reason: str, by: Person | None, at: datetime
) -> MembershipChange:
    """Change the membership from a day on, and keep the change with its reason.

    Raises Refused where the new one cannot follow the old, where the day lies ahead, or where there is no reason to be
    read for a suspension or a leaving.
    """
    held = locked(organization)
    if to not in FOLLOWING[held.membership]:
        words = {"before": held.get_membership_display(), "after": to.label}
        raise Refused("membership-order", _("“%(after)s” cannot follow “%(before)s”.") % words)
    if on > at.date():
        raise Refused("day-ahead", _("The day lies ahead. Give today or an earlier day."))
    if to in {Membership.SUSPENDED, Membership.LEFT} and not reason.strip():
        raise Refused("no-reason", _("Say why: the reason is kept with the change."))
    change = MembershipChange.objects.create(
        organization=held, before=held.membership, after=to, on=on, reason=reason.strip(), by=by, at=at
    )
    if to == Membership.MEMBER and held.membership != Membership.SUSPENDED:
        held.member_since = on.year
    held.membership = to
    organization.membership, organization.member_since = held.membership, held.member_since
    held.save(update_fields=["membership", "member_since"])
    log(held, Verb.MEMBERSHIP, by, at, changes={"membership": [change.before, change.after]}, note=change.reason)
    touch()
    return change


def _place_of(kind: RoleKind, organization: Organization | None, country: str, region: str) -> dict[str, Any]:
    """For what a role of a kind is held. Raises Refused where that is not given."""
    if kind in LOCAL:
        if organization is None:
            raise Refused("no-organization", _("Say at which organization."))
        return {"organization": organization, "country": organization.country, "region": ""}
    if kind in NATIONAL:
        if not country:
            raise Refused("no-country", _("Say for which country."))
        return {"organization": None, "country": country, "region": ""}
    if kind in REGIONAL:
        if not region:
            raise Refused("no-region", _("Say for which region."))
        return {"organization": None, "country": "", "region": region}
    return {"organization": None, "country": "", "region": ""}


@transaction.atomic
def appoint(
    person: Person,
    kind: RoleKind,
    begins: date,
    by: Person | None,
    at: datetime,
    *,
    organization: Organization | None = None,
    country: str = "",
    region: str = "",
) -> Role:
    """Give a person a role from a day on; one that he holds already is handed back as it is. Raises Refused."""
    place = _place_of(kind, organization, country, region)
    found = Role.objects.select_for_update().filter(person=person, kind=kind, ends__isnull=True, **place).first()
    if found is not None:
        return found
    made: Role = Role.objects.create(person=person, kind=kind, begins=begins, appointed_by=by, **place)
    if organization is not None:
        log(organization, Verb.ROLES, by, at, changes={"roles": [None, str(kind)]}, note=str(person))
    forget_remit(person)
    return made


@transaction.atomic
def end_role(role: Role, last_day: date, by: Person | None, at: datetime) -> None:
    """Let a role end with a day (inclusive); it stays on record. Raises Refused where it would end before it began."""
    if last_day < role.begins:
        raise Refused("ends-before-begin", _("A role cannot end before the day on which it began."))
    role.ends = last_day
    role.save(update_fields=["ends"])
    if role.organization is not None:
        log(role.organization, Verb.ROLES, by, at, changes={"roles": [role.kind, None]}, note=str(role.person))
    forget_remit(role.person)
