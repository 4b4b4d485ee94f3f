"""A rule as it is kept: JSON that was checked. ``docs/audiences.md`` has its grammar."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext as _

from heliograph.network.audiences.clauses import Clause, clause
from heliograph.network.audiences.trees import All, AnyOf, Leaf, Not, Rule
from heliograph.network.models import Audience
from heliograph.network.states import Refused

#: Groups within groups, groups and lines altogether, and values of one line: all as the desk shows them, where a `not`
#: is a word on the group or line that it denies.
DEEPEST, MOST_PARTS, MOST_VALUES = 8, 100, 500
LONGEST_VALUE = 100


class Unreadable(Refused):
    """The data is no rule. ``path`` says where, as in ``all[1].not.values``; it is empty for the whole.

    ``reason`` is for people: the sentence without the path.
    """

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__("audience-rule", f"{path}: {sentence}" if path else sentence)
        self.path, self.reason = path, sentence


def parse(data: object) -> Rule:
    """The rule that data stands for. Raises Unreadable, which names the first place that is wrong."""
    return _Reader().rule(data, "", 0)


def too_deep() -> str:
    """What is said of a group in too many others."""
    return _("Too many groups stand within one another; %(most)s will do.") % {"most": DEEPEST}


def too_long() -> str:
    """What is said of a rule with too many parts."""
    return _("The rule has more than %(most)s parts. Make it shorter.") % {"most": MOST_PARTS}


def rule_of(audience: Audience) -> Rule:
    """The rule of an audience. Raises Unreadable where it uses a clause that is there no more."""
    return parse(audience.rule)


def readable(audiences: Iterable[Audience]) -> dict[int, Rule]:
    """The rules of audiences by primary key; one that can no more be read is left out: it addresses nobody."""
    found = {}
    for audience in audiences:
        with suppress(Unreadable):
            found[audience.pk] = rule_of(audience)
    return found


def as_data(rule: Rule) -> dict[str, Any]:
    """The rule as JSON data; ``parse`` makes the same of it again."""
    if isinstance(rule, Leaf):
        return {"clause": rule.clause, "values": list(rule.values), **dict(rule.more)}
    if isinstance(rule, Not):
        return {"not": as_data(rule.part)}
    return {"all" if isinstance(rule, All) else "any": [as_data(part) for part in rule.parts]}


class _Reader:
    """Reads one rule, and counts its parts."""

    def __init__(self) -> None:
        self.parts = 0

    def rule(self, data: object, path: str, around: int, denied: bool = False) -> Rule:
        """``around``: so many groups stand around it. ``denied``: a ``not`` stands before it."""
        if not isinstance(data, dict):
            raise Unreadable(path, _("Here a group or a line has to stand."))
        if "clause" in data:
            self._count(path)
            return _leaf(data, path)
        if len(data) != 1 or not data.keys() <= {"all", "any", "not"}:
            raise Unreadable(path, _("A group is “all”, “any” or “not”, and nothing besides."))
        ((name, inner),) = data.items()
        within = f"{path}.{name}" if path else str(name)
        if name == "not":
            # One that denies another counts as a group, or a chain of them would have no end.
            return Not(self.rule(inner, within, self._deeper(path, around) if denied else around, True))
        self._count(path)
        return self._group(str(name), inner, within, self._deeper(path, around))

    def _count(self, path: str) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise Unreadable(path, too_long())

    def _deeper(self, path: str, around: int) -> int:
        if around >= DEEPEST:
            raise Unreadable(path, too_deep())
        return around + 1

    def _group(self, name: str, inner: object, path: str, around: int) -> Rule:
        if not isinstance(inner, list):
            raise Unreadable(path, _("Here a list has to stand."))
        parts = tuple(self.rule(each, f"{path}[{index}]", around) for index, each in enumerate(inner))
        return All(parts) if name == "all" else AnyOf(parts)


def _leaf(data: dict[Any, Any], path: str) -> Leaf:
    try:
        found = clause(str(data["clause"]))
    except KeyError:
        raise Unreadable(_inside(path, "clause"), _("There is no such clause.")) from None
    unknown = data.keys() - {"clause", "values", *found.more}
    if unknown:
        raise Unreadable(_inside(path, str(min(map(str, unknown)))), _("This clause has no such key."))
    more = tuple((key, _more(found, key, data.get(key), _inside(path, key))) for key in found.more)
    return Leaf(found.slug, _values(found, data.get("values", []), _inside(path, "values")), more)


def _inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _values(found: Clause, given: object, path: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(value, str) for value in given):
        raise Unreadable(path, _("Here a list of words has to stand."))
    if len(given) > MOST_VALUES:
        raise Unreadable(path, _("One line has at most %(most)s values.") % {"most": MOST_VALUES})
    if found.picker == "none":
        if given:
            raise Unreadable(path, _("This clause has no values."))
        return ()
    if not given:
        raise Unreadable(path, _("Choose at least one value."))
    return tuple(dict.fromkeys(_cleaned(found, given, path)))


def _cleaned(found: Clause, given: Iterable[str], path: str) -> Iterable[str]:
    for value in given:
        clean = found.clean(value) if len(value) <= LONGEST_VALUE else None
        if clean is None:
            said = {"value": value[:LONGEST_VALUE]}
            raise Unreadable(path, _("“%(value)s” is no value of this clause.") % said)
        yield clean


def _more(found: Clause, key: str, given: object, path: str) -> str:
    clean = found.clean_more(key, given) if isinstance(given, str) and len(given) <= LONGEST_VALUE else None
    if clean is None:
        raise Unreadable(path, _("Choose one of those that are offered."))
    return clean
