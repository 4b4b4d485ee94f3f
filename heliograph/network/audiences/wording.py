"""A rule in words: whom it means, as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.network.audiences import words
from heliograph.network.audiences.clauses import clause
from heliograph.network.audiences.trees import All, AnyOf, Leaf, Not, Rule, tidy


def in_words(rule: Rule, language: str) -> str:
    """Whom a rule means, as a sentence in a language of the interface."""
    with translation.override(language):
        return _("%(whom)s.") % {"whom": capfirst(whom(rule))}


def whom(rule: Rule) -> str:
    """The same as a noun with all that belongs to it, in the active language, for another sentence."""
    return _whom(tidy(rule))


def _whom(rule: Rule) -> str:
    if isinstance(rule, All):
        return _parted(rule.parts)
    if isinstance(rule, Leaf | Not):
        return _parted([rule])
    return words.any_of([_nested(part) for part in rule.parts]) if rule.parts else _("nobody")


def _nested(rule: Rule, lone: bool = False) -> str:
    """A part inside another sentence, in brackets where one would not see what belongs together.

    ``lone``: nothing else stands beside it.
    """
    told = _whom(rule)
    simple = isinstance(rule, Leaf) or not getattr(rule, "parts", True)
    flat = lone and isinstance(rule, All) and all(isinstance(part, Leaf) for part in rule.parts)
    return told if simple or flat else words.bracketed(told)


@dataclass
class _Group:
    """The parts that all have to hold, by the place that each has in the sentence."""

    nouns: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    relatives: list[str] = field(default_factory=list)
    only: list[str] = field(default_factory=list)
    but_not: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, part: Rule) -> None:
        if isinstance(part, Not):
            unwanted = part.part.parts if isinstance(part.part, AnyOf) and part.part.parts else [part.part]
            self.but_not += [_nested(each, len(unwanted) == 1) for each in unwanted]
        elif isinstance(part, Leaf) and part.clause not in self.seen:
            self.seen.add(part.clause)
            self.add_leaf(part)
        else:
            self.only.append(_nested(part))

    def add_leaf(self, leaf: Leaf) -> None:
        phrase = clause(leaf.clause).phrase(leaf)
        if phrase.noun:
            self.nouns.append(phrase.noun)
        if phrase.place:
            self.places.append(phrase.place)
        if phrase.that:
            self.relatives.append(phrase.that)

    def told(self) -> str:
        more = [*self.places, *([words.all_of(self.relatives)] if self.relatives else [])]
        nouns = self.nouns or [pgettext("people addressed", "people") if more or self.only else _("everybody")]
        told = " ".join([nouns[0], *more])
        for group in [*nouns[1:], *self.only]:
            told = _("%(whom)s, but only %(group)s") % {"whom": told, "group": group}
        if self.but_not:
            told = _("%(whom)s, but not %(group)s") % {"whom": told, "group": words.any_of(self.but_not)}
        return told


def _parted(parts: Sequence[Rule]) -> str:
    group = _Group()
    for part in sorted(parts, key=_order):
        group.add(part)
    return group.told()


def _order(part: Rule) -> int:
    return clause(part.clause).order if isinstance(part, Leaf) else 1000
