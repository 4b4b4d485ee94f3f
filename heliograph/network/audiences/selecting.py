"""Selects the people of a rule, in one statement of SQL. ``judging`` says the same of one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from heliograph.network.audiences.clauses import Condition, clause
from heliograph.network.audiences.trees import All, Leaf, Not, Rule, leaves, tidy
from heliograph.network.models import Person, Role
from heliograph.network.queries import PersonQuerySet, RoleQuerySet

Of = Callable[[Leaf], Condition]


def people(rule: Rule, on: date) -> PersonQuerySet:
    """The active people for whom a rule holds in at least one of their standings on a day, each once."""
    lone, rest = _parted(tidy(rule))
    found = _where(Person.objects.get_queryset().filter(is_active=True, erased_at=None), fold(lone, alone))
    of_role, of_nobody = fold(rest, in_role), fold(rest, alone)
    if of_role is True and of_nobody is True:
        return found
    held = Role.objects.held(on)
    chosen = False if of_role is False else Q(pk__in=_standing_so(held, of_role).values("person"))
    # Not NOT IN: PostgreSQL would go through all roles for each person where they do not fit into its memory.
    without = Q(~Exists(held.filter(person=OuterRef("pk"))))
    return _where(found, _either([chosen, _both([of_nobody, without])]))


def roles(rule: Rule, on: date) -> RoleQuerySet:
    """The roles in which active people are in the audience: the standings in which the rule holds."""
    held = Role.objects.held(on).filter(person__is_active=True, person__erased_at=None)
    return _standing_so(held, fold(tidy(rule), in_role))


def _standing_so(held: RoleQuerySet, condition: Condition) -> RoleQuerySet:
    if isinstance(condition, bool):
        return held if condition else held.none()
    return held.filter(condition)


def _where(people: PersonQuerySet, condition: Condition) -> PersonQuerySet:
    if isinstance(condition, bool):
        return people if condition else people.none()
    return people.filter(condition)


def _parted(rule: Rule) -> tuple[Rule, Rule]:
    """What a rule asks of the person alone, and the rest, both of which have to hold.

    The first is the same in all standings, so it is asked once for each person instead of for each role.
    """
    parts = rule.parts if isinstance(rule, All) else (rule,)
    lone = tuple(part for part in parts if _of_person(part))
    return All(lone), All(tuple(part for part in parts if not _of_person(part)))


def _of_person(rule: Rule) -> bool:
    return all(clause(leaf.clause).of_person for leaf in leaves(rule))


def in_role(leaf: Leaf) -> Condition:
    """The condition of a clause on rows of Role."""
    found = clause(leaf.clause)
    condition = found.condition(leaf)
    return through(condition, "person") if found.of_person and isinstance(condition, Q) else condition


def alone(leaf: Leaf) -> Condition:
    """The condition of a clause on rows of Person, where somebody has no role."""
    return clause(leaf.clause).condition_alone(leaf)


def through(condition: Q, path: str) -> Q:
    """The same condition on the rows that a relation leads to."""
    moved = [_through(child, path) for child in condition.children]
    return Q(*moved, _connector=condition.connector, _negated=condition.negated)


def _through(child: Any, path: str) -> Any:
    return through(child, path) if isinstance(child, Q) else (f"{path}__{child[0]}", child[1])


def fold(rule: Rule, of: Of) -> Condition:
    """The rule as one condition, ``of`` giving that of each clause."""
    if isinstance(rule, Leaf):
        return of(rule)
    if isinstance(rule, Not):
        inner = fold(rule.part, of)
        return ~inner if isinstance(inner, Q) else not inner
    return (_both if isinstance(rule, All) else _either)([fold(part, of) for part in rule.parts])


def _both(conditions: Iterable[Condition]) -> Condition:
    every = list(conditions)
    if any(condition is False for condition in every):
        return False
    asked = [condition for condition in every if isinstance(condition, Q)]
    return reduce(and_, asked) if asked else True


def _either(conditions: Iterable[Condition]) -> Condition:
    every = list(conditions)
    if any(condition is True for condition in every):
        return True
    asked = [condition for condition in every if isinstance(condition, Q)]
    return reduce(or_, asked) if asked else False
