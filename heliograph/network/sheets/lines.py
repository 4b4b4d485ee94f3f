"""What becomes of one row: added, changed, left as it is, or refused with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from heliograph.network.sheets.columns import label
from heliograph.network.sheets.values import Unclear
from heliograph.network.states import SheetKind

#: Cells are shown up to so many characters.
_LONGEST = 300


class Verdict(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Reason:
    """Why a row is refused: ``column`` is ours, empty where the row as a whole is meant."""

    column: str
    value: str
    reason: str
    mend: str


@dataclass
class Line:
    """``changes`` has by column what stands there now and what will, as it is shown; ``who`` names the record.

    ``values`` are the fields to be written, and ``target`` is the record, None for a new one.
    """

    kind: SheetKind
    number: int
    who: str = ""
    identifier: str = ""
    verdict: Verdict = Verdict.SAME
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    target: Any = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        return self.verdict == Verdict.REFUSED

    def refuse(self, column: str, value: str, why: Unclear) -> None:
        self.verdict = Verdict.REFUSED
        self.leave(column, value, why)

    def leave(self, column: str, value: str, why: Unclear) -> None:
        """Say why a cell is not taken over; the others are."""
        named = label(self.kind, column) if column else ""
        self.reasons.append(Reason(named, value[:_LONGEST], why.reason, why.mend))

    def change(self, column: str, before: str, after: str) -> None:
        self.changes[column] = (before[:_LONGEST], after[:_LONGEST])

    def data(self) -> dict[str, Any]:
        """The line as JSON, without what is written."""
        return {
            "row": self.number,
            "who": self.who[:_LONGEST],
            "identifier": self.identifier,
            "verdict": self.verdict.value,
            "changes": {name: list(pair) for name, pair in self.changes.items()},
            "reasons": [[one.column, one.value, one.reason, one.mend] for one in self.reasons],
        }


def same_outcome(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a line comes out as it did, or has nothing to do any more because somebody did it meanwhile.

    ``before`` is empty where the row was not there.
    """
    if before.get("row") != after["row"]:
        return False
    done = after["verdict"] == Verdict.SAME and before["verdict"] != Verdict.REFUSED
    return done or all(before[part] == after[part] for part in ("verdict", "changes"))
