"""Judges one person by a rule, with reasons. ``selecting`` says the same of many people."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from heliograph.network.audiences.clauses import clause
from heliograph.network.audiences.standings import Standing, standings_of
from heliograph.network.audiences.trees import All, Leaf, Not, Rule, leaves, tidy
from heliograph.network.models import Person

#: By clause what was looked up for it.
Known = Mapping[Leaf, object]


@dataclass(frozen=True)
class Verdict:
    """Whether a person is in an audience, and why, in sentences to the person in the active language.

    ``standing`` is the one of which the reasons speak: the first in which the rule holds, else the one that comes
    closest; None where the account is closed.
    """

    holds: bool
    reasons: tuple[str, ...]
    standing: Standing | None = None


def judge(rule: Rule, person: Person, on: date) -> Verdict:
    """Whether a person is in the audience of a rule on a day. One query, and those of clauses that look things up."""
    if not person.is_active or person.erased_at is not None:
        return Verdict(False, (_("Your account is closed."),))
    return judge_in(rule, standings_of(person, on), looked_up(person, leaves(rule)))


def looked_up(person: Person, asked: Iterable[Leaf]) -> Known:
    """What clauses need to know of a person from the database, each asked once."""
    return {leaf: clause(leaf.clause).known(person.pk, leaf) for leaf in dict.fromkeys(asked)}


def holding(rules: Mapping[int, Rule], person: Person, on: date) -> frozenset[int]:
    """The keys of those rules in whose audience a person is on a day: as ``judge`` says, without reasons.

    One query for any number of rules, and those of clauses that look things up.
    """
    if not rules or not person.is_active or person.erased_at is not None:
        return frozenset()
    known = looked_up(person, (leaf for rule in rules.values() for leaf in leaves(rule)))
    standings = standings_of(person, on)
    return frozenset(key for key, rule in rules.items() if any(_holds(rule, each, known) for each in standings))


def _holds(rule: Rule, standing: Standing, known: Known) -> bool:
    if isinstance(rule, Leaf):
        return clause(rule.clause).holds(rule, standing, known.get(rule))
    if isinstance(rule, Not):
        return not _holds(rule.part, standing, known)
    return (all if isinstance(rule, All) else any)(_holds(part, standing, known) for part in rule.parts)


def judge_in(rule: Rule, standings: Sequence[Standing], known: Known | None = None) -> Verdict:
    """The same for an active person who has these standings, one at least; pure."""
    rule, found = tidy(rule), known or {}
    told = [(_look(rule, standing, found), standing) for standing in standings]
    holding = next((pair for pair in told if pair[0].holds), None)
    sight, standing = holding or min(told, key=lambda pair: pair[0].to_hold)
    return Verdict(sight.holds, tuple(dict.fromkeys(sight.reasons)) or (_nothing(sight.holds),), standing)


def _nothing(holds: bool) -> str:
    return _("Everybody is addressed.") if holds else _("Nobody is addressed.")


@dataclass(frozen=True)
class _Sight:
    """A rule seen from one standing. ``to_hold`` and ``to_fail``: how much would have to be otherwise."""

    holds: bool
    reasons: tuple[str, ...]
    to_hold: float
    to_fail: float

    def turned(self) -> _Sight:
        return _Sight(not self.holds, self.reasons, self.to_fail, self.to_hold)


def _look(rule: Rule, standing: Standing, known: Known) -> _Sight:
    if isinstance(rule, Leaf):
        return _look_at(rule, standing, known.get(rule))
    if isinstance(rule, Not):
        return _look(rule.part, standing, known).turned()
    parts = [_look(part, standing, known) for part in rule.parts]
    if isinstance(rule, All):
        return _all_of(parts)
    return _all_of(part.turned() for part in parts).turned()


def _look_at(leaf: Leaf, standing: Standing, known: object) -> _Sight:
    found = clause(leaf.clause)
    holds = found.holds(leaf, standing, known)
    reasons = (found.reason(leaf, standing, holds),)
    return _Sight(holds, reasons, 0, found.weight) if holds else _Sight(holds, reasons, found.weight, 0)


def _all_of(parts: Iterable[_Sight]) -> _Sight:
    """That all hold is explained by all, that they do not by those that fail."""
    every = list(parts)
    holds = all(part.holds for part in every)
    reasons = tuple(reason for part in every if part.holds == holds for reason in part.reasons)
    to_fail = min((part.to_fail for part in every), default=math.inf)
    return _Sight(holds, reasons, sum(part.to_hold for part in every), to_fail)
