"""Everybody goes everywhere: what each role finds at every address is what the table in ``docs/rights.md`` says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection

from tests.network.factories import NOW
from tests.rights.examples import caught_letter, examples
from tests.rights.table import COLUMNS, PAIRED, addresses, rows
from tests.rights.walking import IN, OUT, client_of, go
from tests.rights.world import RIGHT, WRONG, make_world

#: Addresses whose numbers are no keys to anything else: what a person prints on paper, or a part of something that is
#: itself named by more than a number.
NUMBERS = {
    ("bulletin", "number"): "the number of an issue, which is printed on it",
    ("bulletin", "pk"): "a file of the item that the address names",
    ("delivery_desk", "pk"): "a letter of the mailing that the address names by its UUID",
    ("delivery_desk", "number"): "a file of that letter",
    ("calls", "version"): "a version of the questions of the call that the address names",
    ("library_desk", "number"): "a version of the document that the address names",
    ("conference", "number"): "the number of a poster, which hangs beside it",
    ("events", "number"): "a speaker or a document of the event that the address names",
    ("delivery", "number"): "a part of a caught letter, in development only",
}


@pytest.fixture
def quiet(settings, tmp_path) -> Iterator[None]:
    """One moment, and files aside."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CATCHER = tmp_path / "catcher"
    with time_machine.travel(NOW, tick=False):
        yield


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    table, known = rows(), addresses()
    assert sorted(set(known) - set(table)) == [], "addresses without a row"
    assert sorted(set(table) - set(known)) == [], "rows without an address"
    assert {name: row.pattern for name, row in table.items()} == {name: known[name].pattern for name in table}


def test_no_address_holds_a_number_that_can_be_guessed() -> None:
    numbers = {
        (address.name.split(":")[0], part)
        for address in addresses().values()
        for part, converter in address.converters.items()
        if converter == "IntConverter"
    }
    assert numbers - set(NUMBERS) == set()


@pytest.mark.django_db
def test_everybody_finds_what_the_table_says(quiet, settings) -> None:
    world = make_world()
    found = walk(world, examples(world, settings.MEDIA_ROOT), settings.CATCHER)
    said = {(name, column): cell for name, row in rows().items() for column, cell in row.cells.items()}
    wrong = {key: (said[key], cell) for key, cell in found.items() if said[key] != cell}
    assert wrong == {}, "by address and column: what the table says, and what was found"


#: Who goes everywhere on PostgreSQL: the rules are the same, and on SQLite everybody goes; what is asked of another
#: database is asked as somebody who sees all, as somebody of one country, and as nobody.
_ON_POSTGRESQL = ("signed out", "coordinator", "secretariat")
#: For whom pages are written out; for the others it is asked who gets in, and views decide that before they write.
_WRITTEN_FOR = ("coordinator", "secretariat")


class _Blank:
    """Stands for the loader of templates: every page is empty."""

    @staticmethod
    def render_to_string(*_page, **_given) -> str:
        return ""


def _walkers(world) -> Iterator[tuple[str, list[tuple[Any, str]]]]:
    """By column of the table those who go, each with his side; a secretary has none."""
    alone = {"signed out": None, "no role": world.stranger, "secretariat": world.people["secretariat", RIGHT]}
    for column, roles in COLUMNS.items():
        if connection.vendor == "postgresql" and column not in _ON_POSTGRESQL:
            continue
        paired = [(world.people[role, side], side) for role in roles for side in (RIGHT, WRONG)]
        yield column, [(alone[column], RIGHT)] if column in alone else paired


def walk(world, arguments, catcher) -> dict[tuple[str, str], str]:
    """By address and column what was found; ``own`` where only those of the right side get in."""
    found: dict[tuple[str, str], set[str]] = {}
    names = sorted(addresses(), key=lambda name: name == "delivery:caught_delete")
    for column, seen in _walkers(world):
        with nullcontext() if column in _WRITTEN_FOR else patch("django.shortcuts.loader", _Blank):
            for person, side in seen:
                client, here = client_of(person), {**arguments, **caught_letter(catcher)}
                for name in names:
                    cell = go(client, name, here.get(name, {}))
                    found.setdefault((name, column), set()).add(f"{side} {cell}")
    return {key: told(key[1], cells) for key, cells in found.items()}


def told(column: str, cells: set[str]) -> str:
    """One cell of the table for what those of a column found."""
    kinds = {cell.split(" ", 1)[1] for cell in cells}
    if len(kinds) == 1:
        return kinds.pop()
    both = {f"{RIGHT} {IN}", f"{WRONG} {OUT}"}
    return "own" if column in PAIRED and cells == both else f"mixed: {sorted(cells)}"
