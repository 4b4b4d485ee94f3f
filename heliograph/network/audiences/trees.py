"""A rule as a small tree: what has to hold of one standing of a person (``standings``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Leaf:
    """One clause with its values, any of which will do; ``more`` are the keys that this clause has besides."""

    clause: str
    values: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class All:
    """All parts hold; without parts it always does."""

    parts: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds; without parts it never does."""

    parts: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Not:
    part: Rule


Rule = Leaf | All | AnyOf | Not


def leaves(rule: Rule) -> Iterator[Leaf]:
    """Every clause of a rule, in reading order."""
    if isinstance(rule, Leaf):
        yield rule
    else:
        for part in (rule.part,) if isinstance(rule, Not) else rule.parts:
            yield from leaves(part)


def tidy(rule: Rule) -> Rule:
    """The same meaning with less: no double negation, no group of one, no group inside another of its kind."""
    if isinstance(rule, Leaf):
        return rule
    if isinstance(rule, Not):
        return _opposite(tidy(rule.part))
    kind = type(rule)
    parts: list[Rule] = []
    for part in map(tidy, rule.parts):
        parts += part.parts if isinstance(part, kind) else [part]
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _opposite(rule: Rule) -> Rule:
    if isinstance(rule, Not):
        return rule.part
    if isinstance(rule, All | AnyOf) and not rule.parts:
        return AnyOf() if isinstance(rule, All) else All()
    return Not(rule)
