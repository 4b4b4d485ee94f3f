"""The table of rights in ``docs/rights.md``, read as data; and every address of the project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "rights.md"
#: The columns of the table, and the roles that each stands for.
COLUMNS = {
    "signed out": (),
    "no role": (),
    "teacher": ("teacher",),
    "focal point, principal": ("focal-point", "principal"),
    "organizer": ("organizer",),
    "coordinator": ("coordinator",),
    "deputy": ("deputy",),
    "regional office": ("regional-office",),
    "secretariat": ("secretariat",),
}
#: Those of which there is one of the right country and one of the wrong.
PAIRED = [column for column, roles in COLUMNS.items() if roles and column != "secretariat"]
CELLS = {"yes", "own", "no", "sign in"}
_ROW = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \|(.+)\|$")


@dataclass(frozen=True)
class Row:
    """One address: its pattern, and by column who gets in."""

    name: str
    pattern: str
    cells: dict[str, str]


def rows() -> dict[str, Row]:
    """The table by the names of addresses. Raises AssertionError for a row that cannot be read."""
    found: dict[str, Row] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        match = _ROW.match(line)
        if match is None:
            continue
        name, pattern, rest = match.groups()
        cells = dict(zip(COLUMNS, (cell.strip() for cell in rest.split("|")), strict=True))
        assert name not in found, f"{name} stands in two rows"
        assert set(cells.values()) <= CELLS, f"{name} has a cell that is none of {sorted(CELLS)}"
        found[name] = Row(name, pattern, cells)
    return found


@dataclass(frozen=True)
class Address:
    """An address of the project: its full name, its pattern, the names and converters of its parts."""

    name: str
    pattern: str
    converters: dict[str, str]


def addresses() -> dict[str, Address]:
    """Every address, by name; two patterns of one name count once."""
    return {address.name: address for address in _walk(get_resolver().url_patterns, "", "/", {})}


def _walk(
    patterns: Iterable[URLPattern | URLResolver], space: str, before: str, converters: dict[str, Any]
) -> Iterator[Address]:
    for each in patterns:
        pattern = before + str(each.pattern).removeprefix("^").removesuffix("$")
        known = {**converters, **getattr(each.pattern, "converters", {})}
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, inner, pattern, known)
        else:
            kinds = {name: type(converter).__name__ for name, converter in known.items()}
            yield Address(f"{space}{each.name}", pattern, kinds)
