"""How alike two records are, and in what: points for each thing that they share, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.network.merging.names import core, kilometres, numbers, plain_web
from heliograph.texts.tokens import tokens

#: From so many points on two records are shown as possible duplicates.
ENOUGH = 55
#: How alike two words are that may be one, misspelt.
_SIMILAR = 0.75
_NEAR_KM = 0.3


@dataclass(frozen=True)
class Looks:
    """What of a record is compared; ``pk`` and ``sort_key`` tell which one it is."""

    pk: int
    sort_key: str
    kind: str
    cores: tuple[tuple[str, ...], ...]
    town: str
    town_words: tuple[str, ...]
    email: str
    web: str
    place: tuple[float, float] | None
    numbers: frozenset[str]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Looks:
        """From a row of ``COLUMNS``."""
        names = dict.fromkeys(words for name in (row["name"], row["name_en"]) if (words := core(name)))
        town = tokens(row["city"])
        placed = row["latitude"] is not None and row["longitude"] is not None
        return cls(
            pk=row["pk"],
            sort_key=row["sort_key"],
            kind=row["kind"],
            cores=tuple(names),
            town="".join(town),
            town_words=town,
            email=row["email"].strip().lower(),
            web=plain_web(row["web"]),
            place=(row["latitude"], row["longitude"]) if placed else None,
            numbers=frozenset(word for words in names for word in numbers(words)),
        )


COLUMNS = ("pk", "sort_key", "kind", "name", "name_en", "city", "email", "web", "latitude", "longitude")


@dataclass(frozen=True)
class Likeness:
    """``points`` of two records that are alike, and the reasons."""

    points: int
    reasons: tuple[str | Promise, ...]

    @property
    def enough(self) -> bool:
        return self.points >= ENOUGH


def _numbered_apart(one: Looks, other: Looks) -> bool:
    """Whether both have numbers in their names, and not the same ones: School 4 is not School 5."""
    return bool(one.numbers and other.numbers) and one.numbers != other.numbers


def _same_name(one: Looks, other: Looks) -> bool:
    return not set(one.cores).isdisjoint(other.cores) and not _numbered_apart(one, other)


def _similar(one: Looks, other: Looks) -> bool:
    """Whether a name of one is a name of the other but for a few letters, or for the town that stands in it."""
    if one.numbers != other.numbers:
        return False
    idle = frozenset(one.town_words) | frozenset(other.town_words)
    return any(_nearly(set(left), set(right), idle) for left in one.cores for right in other.cores)


def _nearly(left: set[str], right: set[str], idle: frozenset[str]) -> bool:
    """Whether each word that only one of two names has is nearly one that only the other has."""
    if not left & right - idle and len(left) > 1:
        return False
    mine, theirs = sorted(left - right - idle), sorted(right - left - idle)
    return len(mine) == len(theirs) and all(
        _ratio(word, their) >= _SIMILAR for word, their in zip(mine, theirs, strict=True)
    )


def _ratio(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _near(one: Looks, other: Looks) -> bool:
    if one.place is None or other.place is None:
        return False
    return kilometres(one.place, other.place) <= _NEAR_KM


def likeness(one: Looks, other: Looks) -> Likeness:
    """What two records share."""
    found: list[tuple[int, str | Promise]] = []
    if one.email and one.email == other.email:
        found.append((50, _("the same e-mail address")))
    if one.web and one.web == other.web:
        found.append((40, _("the same web address")))
    if _same_name(one, other):
        found.append((45, _("the same name")))
    elif _similar(one, other):
        found.append((40, _("nearly the same name")))
    if one.town and one.town == other.town:
        found.append((15, _("the same town")))
    elif found and _near(one, other):
        found.append((10, _("the same place on the map")))
    return Likeness(sum(points for points, _reason in found), tuple(reason for _points, reason in found))
