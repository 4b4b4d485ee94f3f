"""Which column of a file means what: guessed from the header, kept for the next file that has the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from heliograph.network.models import ColumnMapping
from heliograph.network.sheets import columns
from heliograph.network.sheets.folding import fold
from heliograph.network.sheets.header_words import header_words


@dataclass(frozen=True)
class Matching:
    """By column of ours (``columns.labels``) the number of the file's, from 0; ``constants`` are texts for every row.

    ``clears``: an empty cell empties what is on record, where that can be empty.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    clears: bool = False

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The cells of a row by column; what the file does not have is a constant or left out."""
        found = {name: row[number] if number < len(row) else "" for name, number in self.columns.items()}
        return {**found, **{name: text for name, text in self.constants.items() if not found.get(name, "").strip()}}


def guess(kind: str, header: Sequence[str]) -> dict[str, int]:
    """By column of ours the number of the file's that its words name; each of the file's is taken once."""
    folded = [fold(word) for word in header]
    found: dict[str, int] = {}
    for wanted in (_machine_words(kind), _words(kind)):
        for name, words in wanted.items():
            taken = set(found.values())
            hits = (number for word in words for number, head in enumerate(folded) if head == word)
            number = next((number for number in hits if number not in taken), None)
            if number is not None:
                found.setdefault(name, number)
    return found


def _machine_words(kind: str) -> dict[str, list[str]]:
    return {name: [fold(name)] for name in columns.labels(kind)}


def _words(kind: str) -> dict[str, list[str]]:
    said = header_words(kind)
    return {name: [fold(str(label)), *map(fold, said[name])] for name, label in columns.labels(kind).items()}


def _digest(header: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(map(fold, header)).encode()).hexdigest()


def recall(kind: str, header: Sequence[str]) -> dict[str, int] | None:
    """What the columns of this header meant the last time; None for one not seen before."""
    kept = ColumnMapping.objects.filter(kind=kind, header=_digest(header)).values_list("columns", flat=True).first()
    known = columns.labels(kind)
    return None if kept is None else {name: int(at) for name, at in kept.items() if name in known and at < len(header)}


def remember(kind: str, header: Sequence[str], found: Mapping[str, int], at: datetime) -> None:
    """Keep what the columns of this header mean."""
    ColumnMapping.objects.update_or_create(
        kind=kind, header=_digest(header), defaults={"columns": dict(found), "used_at": at}
    )
