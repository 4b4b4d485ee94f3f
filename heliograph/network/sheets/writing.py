"""Planned lines of organizations and of people into the records: a constant number of statements for each batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from heliograph.network import search
from heliograph.network.models import MembershipChange, Organization, OrganizationEntry, Person, PersonEntry, Role
from heliograph.network.records import new_identifiers
from heliograph.network.sheets.lines import Line, Verdict
from heliograph.network.states import Membership, PersonVerb, Verb

_OWN = ("name", "languages", "zone")


@dataclass(frozen=True)
class Hand:
    """Who writes, when (aware), and from what: ``note`` goes into the logs."""

    by: Person
    at: datetime
    note: str


def write_organizations(lines: Sequence[Line], hand: Hand) -> None:
    """Write a batch: records, memberships, log and search. Lines that are refused or change nothing are left out."""
    added = [line for line in lines if line.verdict == Verdict.ADDED]
    changed = [line for line in lines if line.verdict == Verdict.CHANGED]
    memberships = {line.target.pk: line.target.membership for line in changed}
    differences = {line.target.pk: _differences(line.target, line.values) for line in changed}
    _add(added, hand)
    _change(changed)
    touched = [*added, *changed]
    OrganizationEntry.objects.bulk_create([_entry(line, differences.get(line.target.pk, {}), hand) for line in touched])
    _write_memberships(touched, memberships, hand)
    search.index_organizations(line.target for line in touched)


def _add(lines: Sequence[Line], hand: Hand) -> None:
    without = [line for line in lines if "identifier" not in line.values]
    fresh = new_identifiers([line.values["country"] for line in without])
    for line, identifier in zip(without, fresh, strict=True):
        line.values["identifier"] = line.identifier = identifier
    for line in lines:
        line.target = Organization(**line.values, created_at=hand.at)
    Organization.objects.bulk_create([line.target for line in lines])


def _change(lines: Sequence[Line]) -> None:
    moved: dict[str, list[int]] = {}
    for line in lines:
        for name, value in line.values.items():
            setattr(line.target, name, value)
        if "country" in line.values:
            moved.setdefault(line.values["country"], []).append(line.target.pk)
    fields = {name for line in lines for name in line.values}
    if fields:
        Organization.objects.bulk_create(
            [line.target for line in lines],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*fields, "sort_key"],
        )
    for country, moving in moved.items():
        Role.objects.filter(organization__in=moving).update(country=country)


def _differences(record: Organization | Person, said: Mapping[str, Any]) -> dict[str, list[Any]]:
    """By field, what stands on record and what is said, as a log keeps them."""
    pairs = {name: [_plain(getattr(record, name)), _plain(value)] for name, value in said.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _entry(line: Line, differences: Mapping[str, Any], hand: Hand) -> OrganizationEntry:
    added = line.verdict == Verdict.ADDED
    return OrganizationEntry(
        organization=line.target,
        at=hand.at,
        by=hand.by,
        verb=Verb.ADDED if added else Verb.IMPORTED,
        changes=dict(differences),
        note=hand.note,
    )


def _write_memberships(lines: Sequence[Line], befores: Mapping[int, str], hand: Hand) -> None:
    changes = []
    for line in lines:
        before = befores.get(line.target.pk, Membership.NONE)
        after = line.target.membership
        if before != after:
            day = _member_from(line, hand.at.date()) if after == Membership.MEMBER else hand.at.date()
            changes.append(
                MembershipChange(
                    organization=line.target,
                    before=before,
                    after=after,
                    on=day,
                    reason=hand.note,
                    by=hand.by,
                    at=hand.at,
                )
            )
    MembershipChange.objects.bulk_create(changes)


def _member_from(line: Line, today: date) -> date:
    """The day from which a new member is one: of an earlier year nothing but the year is known."""
    year = line.target.member_since
    return date(year, 1, 1) if year and year < today.year else today


def write_people(lines: Sequence[Line], hand: Hand) -> None:
    """Write a batch: people, their roles, logs and search. Lines that are refused or change nothing are left out."""
    touched = [line for line in lines if line.verdict in {Verdict.ADDED, Verdict.CHANGED}]
    new = {line.target.email: line.target for line in touched if line.target.pk is None}
    changed = [line for line in touched if line.target.pk and any(name in line.values for name in _OWN)]
    for person in new.values():
        person.joined_at, person.password = hand.at, make_password(None)
    Person.objects.bulk_create(list(new.values()))
    _change_people(changed, hand)
    _write_roles([line for line in touched if "role" in line.values], hand)
    search.index_people([*new.values(), *(line.target for line in changed)])


def _change_people(lines: Sequence[Line], hand: Hand) -> None:
    people = {line.target.pk: line.target for line in lines}
    own = [{name: line.values[name] for name in _OWN if name in line.values} for line in lines]
    changes = [_differences(line.target, said) for line, said in zip(lines, own, strict=True)]
    for line, said in zip(lines, own, strict=True):
        for name, value in said.items():
            setattr(line.target, name, value)
    if people:
        Person.objects.bulk_create(
            list(people.values()), update_conflicts=True, unique_fields=["id"], update_fields=list(_OWN)
        )
    PersonEntry.objects.bulk_create(
        PersonEntry(
            person=line.target,
            at=hand.at,
            by=hand.by,
            verb=PersonVerb.CORRECTED,
            changes=change,
            note=hand.note,
        )
        for line, change in zip(lines, changes, strict=True)
        if change
    )


def _write_roles(lines: Sequence[Line], hand: Hand) -> None:
    for line in lines:
        role = line.values["role"]
        if role.pk is None:
            role.person, role.appointed_by = line.target, hand.by
    roles = [line.values["role"] for line in lines]
    given = [role for role in roles if role.pk is None]
    Role.objects.bulk_update([role for role in roles if role.pk is not None], ["begins", "ends"])
    Role.objects.bulk_create(given)
    OrganizationEntry.objects.bulk_create(
        OrganizationEntry(
            organization=role.organization,
            at=hand.at,
            by=hand.by,
            verb=Verb.ROLES,
            changes={"roles": [role.kind, None] if role.ends else [None, role.kind]},
            note=str(line.target),
        )
        for line, role in zip(lines, roles, strict=True)
        if role.organization is not None
    )
