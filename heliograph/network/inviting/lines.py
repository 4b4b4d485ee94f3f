"""Many people pasted at once: one line each, ``name <address>``, and a school's identifier behind a semicolon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: More lines than this are a spreadsheet, for which there is the import.
MOST = 200
_ADDRESS = re.compile(r"<?([^\s<>,;\"]+@[^\s<>,;\"]+)>?")


@dataclass(frozen=True)
class Line:
    """What one line says; ``address`` is empty where there is none in it."""

    text: str
    name: str
    address: str
    identifier: str


def read_lines(text: str) -> Iterator[Line]:
    """The lines that say something: ``Ama Doe <ama@example.org>; TG-4F7K2M``, or the same as cells parted by tabs."""
    for row in text.splitlines():
        if row.strip():
            yield _read(row.strip())


def _read(row: str) -> Line:
    cells = [cell.strip(" ,\"'") for cell in re.split(r"[;\t]", row)]
    place = next((number for number, cell in enumerate(cells) if _ADDRESS.search(cell)), None)
    if place is None:
        return Line(row, "", "", "")
    found = _ADDRESS.search(cells[place])
    rest = _ADDRESS.sub("", cells[place], count=1).strip(" ,\"'")
    name = " ".join(part for part in [*cells[:place], rest] if part)
    identifier = next((cell for cell in cells[place + 1 :] if cell), "")
    return Line(row, name, found.group(1) if found else "", identifier)
