"""Two editors at once: what the second is shown, so that he loses nothing and overwrites nothing unknowingly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form

from heliograph.bulletin.editing import last_saved
from heliograph.bulletin.models import Issue, IssueEntry
from heliograph.frame.comparing import Difference, differences

_SHOWN = ("kind", "what", "start", "end", "zone", "place", "lang", "precision")


@dataclass(frozen=True)
class Conflict:
    """Who saved last, and where his text differs from the editor's."""

    entry: IssueEntry | None
    differences: list[Difference]


def conflict(issue: Issue, mine: Form, theirs: Form, dates: Difference | None = None) -> Conflict:
    """``mine`` is bound to what was posted, ``theirs`` is unbound over the record as it stands."""
    return Conflict(last_saved(issue), [*differences(mine, theirs), *([dates] if dates else [])])


def dates_difference(
    label: str, theirs: Iterable[Mapping[str, Any]], mine: Iterable[Mapping[str, Any]]
) -> Difference | None:
    """The dates of an item as lines of words, where they differ."""
    now, said = "\n".join(map(_line, theirs)), "\n".join(map(_line, mine))
    return Difference(label, "", "", "", now, said) if now != said else None


def _line(wall: Mapping[str, Any]) -> str:
    parts = [wall.get(name) for name in _SHOWN]
    return " · ".join(str(part) for part in parts if part)
