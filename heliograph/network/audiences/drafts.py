"""A rule while it is edited: groups and lines, complete or not, and the steps that change them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from heliograph.network.audiences.trees import All, AnyOf, Leaf, Not, Rule

#: Where a part stands: its number in each group from the outermost on; empty for the outermost group itself.
Path = tuple[int, ...]
ALL, ANY, NONE, NOT_ALL = "all", "any", "none", "not-all"
GROUPS = (ALL, ANY, NONE, NOT_ALL)


@dataclass(frozen=True)
class Line:
    """One clause; ``words`` are those by which people are looked for. What is ``removed`` can still be put back."""

    clause: str
    values: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    negated: bool = False
    words: str = ""
    removed: bool = False


@dataclass(frozen=True)
class Group:
    """What must hold of the parts is said by ``kind``, one of GROUPS."""

    kind: str = ALL
    parts: tuple[Part, ...] = ()
    removed: bool = False


Part = Line | Group


def draft_of(rule: Rule) -> Group:
    """A rule as it is edited."""
    part = _part(rule)
    return part if isinstance(part, Group) else Group(ALL, (part,))


def _part(rule: Rule, negated: bool = False) -> Part:
    if isinstance(rule, Leaf):
        return Line(rule.clause, rule.values, rule.more, negated)
    if isinstance(rule, Not):
        return _part(rule.part, not negated)
    kinds = {False: ALL, True: NOT_ALL} if isinstance(rule, All) else {False: ANY, True: NONE}
    return Group(kinds[negated], tuple(_part(part) for part in rule.parts))


def rule_of_draft(part: Part) -> Rule:
    """The rule that a draft stands for, without what was removed."""
    if isinstance(part, Line):
        leaf = Leaf(part.clause, part.values, part.more)
        return Not(leaf) if part.negated else leaf
    parts = tuple(rule_of_draft(each) for each in part.parts if not each.removed)
    group: Rule = All(parts) if part.kind in {ALL, NOT_ALL} else AnyOf(parts)
    return Not(group) if part.kind in {NONE, NOT_ALL} else group


def walk(part: Part, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """Every part that stands, with its place, the outermost group first."""
    if part.removed:
        return
    yield path, part
    for index, inner in enumerate(part.parts if isinstance(part, Group) else ()):
        yield from walk(inner, (*path, index))


def part_at(root: Group, path: Path) -> Part:
    """The part at a place. Raises LookupError where there is none."""
    found: Part = root
    for index in path:
        if not isinstance(found, Group):
            raise LookupError(path)
        found = found.parts[index]
    return found


def _changed(part: Part, path: Path, change: Callable[[Part], Part]) -> Part:
    if not path:
        return change(part)
    if not isinstance(part, Group):
        raise LookupError(path)
    index, *rest = path
    inner = _changed(part.parts[index], tuple(rest), change)
    return replace(part, parts=(*part.parts[:index], inner, *part.parts[index + 1 :]))


def _in_group(root: Group, path: Path, change: Callable[[Group], Group]) -> Group:
    def inside(part: Part) -> Part:
        if not isinstance(part, Group):
            raise LookupError(path)
        return change(part)

    found = _changed(root, path, inside)
    assert isinstance(found, Group)
    return found


def with_part(root: Group, path: Path, part: Part) -> tuple[Group, Path]:
    """The draft with another part at the end of the group at a place, and where that stands. Raises LookupError."""
    found = _in_group(root, path, lambda group: replace(group, parts=(*group.parts, part)))
    return found, (*path, len(_group_at(found, path).parts) - 1)


def without(root: Group, path: Path, removed: bool = True) -> tuple[Group, Path]:
    """The draft with the part at a place removed, or put back. Raises LookupError; the outermost group stays."""
    if not path:
        raise LookupError(path)
    found = _changed(root, path, lambda part: replace(part, removed=removed))
    assert isinstance(found, Group)
    return found, path


def moved(root: Group, path: Path, by: int) -> tuple[Group, Path]:
    """The draft with the part at a place moved within its group: up by -1, down by 1. Raises LookupError."""
    if not path:
        raise LookupError(path)
    *outer, index = path
    to = index + by

    def change(group: Group) -> Group:
        if not 0 <= to < len(group.parts):
            raise LookupError(path)
        parts = list(group.parts)
        parts[index], parts[to] = parts[to], parts[index]
        return replace(group, parts=tuple(parts))

    return _in_group(root, tuple(outer), change), (*outer, to)


def _group_at(root: Group, path: Path) -> Group:
    found = part_at(root, path)
    assert isinstance(found, Group)
    return found
