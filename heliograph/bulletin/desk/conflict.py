"""Two editors at once: what the second is shown, so that he loses nothing and overwrites nothing unknowingly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.functional import Promise

from heliograph.bulletin.editing import last_saved
from heliograph.bulletin.models import Issue, IssueEntry
from heliograph.texts.languages import NATIVE_NAMES, direction

_SHOWN = ("kind", "what", "start", "end", "zone", "place", "lang", "precision")
_UNSHOWN = frozenset({"seen", "note"})


@dataclass(frozen=True)
class Difference:
    """A field that stands differently in the database and in the editor's form."""

    label: str | Promise
    language: str
    language_name: str
    direction: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """Who saved last, and where his text differs from the editor's."""

    entry: IssueEntry | None
    differences: list[Difference]


def conflict(issue: Issue, mine: Form, theirs: Form, dates: Difference | None = None) -> Conflict:
    """``mine`` is bound to what was posted, ``theirs`` is unbound over the record as it stands."""
    names = [name for name in theirs.fields if name in mine.fields and name not in _UNSHOWN]
    found = [_difference(name, mine, theirs) for name in names if _differs(mine[name].value(), theirs[name].value())]
    return Conflict(last_saved(issue), [*found, *([dates] if dates else [])])


def _words(value: Any) -> str:
    return str(value if value is not None else "").replace("\r\n", "\n").strip()


def _differs(mine: Any, theirs: Any) -> bool:
    if isinstance(theirs, bool) or isinstance(mine, bool):
        return False
    return _words(mine) != _words(theirs)


def _difference(name: str, mine: Form, theirs: Form) -> Difference:
    language = str(theirs.fields[name].widget.attrs.get("lang", ""))
    return Difference(
        label=theirs[name].label,
        language=language,
        language_name=NATIVE_NAMES.get(language, language),
        direction=direction(language) if language else "",
        theirs=_words(theirs[name].value()),
        mine=_words(mine[name].value()),
    )


def dates_difference(
    label: str, theirs: Iterable[Mapping[str, Any]], mine: Iterable[Mapping[str, Any]]
) -> Difference | None:
    """The dates of an item as lines of words, where they differ."""
    now, said = "\n".join(map(_line, theirs)), "\n".join(map(_line, mine))
    return Difference(label, "", "", "", now, said) if now != said else None


def _line(wall: Mapping[str, Any]) -> str:
    parts = [wall.get(name) for name in _SHOWN]
    return " · ".join(str(part) for part in parts if part)
