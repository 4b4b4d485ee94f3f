"""What a rule can ask: the registry of clauses. An app above registers its own in ``ready()`` (decision 0007)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.db.models import Q
from django.utils.functional import Promise

from heliograph.network.audiences.standings import Standing
from heliograph.network.audiences.trees import Leaf

Text = str | Promise
#: A condition of SQL that is never NULL, or a constant.
Condition = Q | bool
Options = Sequence[tuple[str, Text]]


@dataclass(frozen=True)
class Phrase:
    """A clause as a part of a sentence: one of the three, or none of them where everybody is meant.

    ``noun`` names the people by itself ("teachers"); ``place`` follows a noun ("in Kenya", "at schools"); ``that`` is
    a relative clause ("who read French").
    """

    noun: str = ""
    place: str = ""
    that: str = ""


class Clause(ABC):
    """One kind of question about a standing. The defaults suit a clause that chooses among a list of options."""

    slug: ClassVar[str]
    label: ClassVar[Text]
    #: Where it stands in the list of clauses and in sentences.
    order: ClassVar[int] = 500
    #: How its values are chosen on the desk: from ``options``, by looking for people, or not at all.
    picker: ClassVar[Literal["options", "people", "none"]] = "options"
    #: Whether it asks about the person alone, whatever the standing. Then ``condition`` is one on Person, else on Role.
    of_person: ClassVar[bool] = False
    #: How much it counts that this is not so, when the standing that comes closest is looked for.
    weight: ClassVar[int] = 1
    #: Keys that a rule's data has for this clause besides its values, with their labels.
    more: ClassVar[dict[str, Text]] = {}

    def options(self) -> Options:
        """The values among which one chooses, with their names in the active language."""
        return ()

    def clean(self, value: str) -> str | None:
        """The value as it is kept; None where it is none of this clause."""
        return value if value in {one for one, _name in self.options()} else None

    def options_of(self, key: str) -> Options:
        """As ``options``, for one of the keys in ``more``."""
        raise KeyError(key)

    def clean_more(self, key: str, value: str) -> str | None:
        """As ``clean``, for one of the keys in ``more``."""
        return value if value in {one for one, _name in self.options_of(key)} else None

    @abstractmethod
    def condition(self, leaf: Leaf) -> Condition:
        """For which rows of Role (of Person, where ``of_person``) it holds. Names of fields only, no annotations.

        It must be false, never NULL, where there is no organization: begin with ``organization__isnull=False``.
        """

    def condition_alone(self, leaf: Leaf) -> Condition:
        """For which rows of Person it holds where somebody has no role."""
        return self.condition(leaf) if self.of_person else False

    def known(self, person: int, leaf: Leaf) -> object:
        """What ``holds`` needs from the database beyond the standing, by the person's primary key. Asked once."""
        return None

    @abstractmethod
    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        """The same as ``condition`` says, for one standing."""

    @abstractmethod
    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        """A sentence to the person that says that it holds, or that it does not."""

    @abstractmethod
    def phrase(self, leaf: Leaf) -> Phrase:
        """Whom it means, in the active language."""


_clauses: dict[str, Clause] = {}


def register(clause: Clause) -> None:
    """Add a clause; registering the same slug again replaces it."""
    _clauses[clause.slug] = clause


def clauses() -> list[Clause]:
    """All clauses, in order."""
    return sorted(_clauses.values(), key=lambda clause: (clause.order, clause.slug))


def clause(slug: str) -> Clause:
    """The clause of a slug. Raises KeyError where nobody has registered it."""
    return _clauses[slug]
