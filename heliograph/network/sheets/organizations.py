"""Rows of organizations against the records: what would be added, changed, left, refused. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from heliograph.frame.spreadsheets import plain
from heliograph.network.countries import country as country_of
from heliograph.network.forms import placed
from heliograph.network.models import Organization
from heliograph.network.records import FOLLOWING
from heliograph.network.remits import Remit
from heliograph.network.sheets import columns, values
from heliograph.network.sheets.finding import Finder, Key
from heliograph.network.sheets.folding import fold
from heliograph.network.sheets.lines import Line, Verdict
from heliograph.network.sheets.mapping import Matching
from heliograph.network.sheets.reading import Row
from heliograph.network.sheets.values import Unclear, shown
from heliograph.network.states import Membership, OrganizationKind, SheetKind, Visibility
from heliograph.texts.languages import CONTENT_LANGUAGES

#: Lists in which the order says nothing.
_UNORDERED = frozenset({"levels", "languages", "themes"})
_EMPTY: Mapping[str, Any] = {"levels": [], "languages": [], "themes": []}
#: Degrees; a centimetre. Spreadsheets keep fifteen digits of a number.
_NO_WAY_OFF = 1e-7
_PLACE = ("country", "city", "latitude", "longitude", "zone")


class OrganizationPlanner:
    """``plan`` is called with batches of rows in their order, and remembers those that came before."""

    def __init__(self, remit: Remit, matching: Matching, width: int, at: datetime, *, lock: bool = False) -> None:
        self._remit, self._matching, self._width, self._today = remit, matching, width, at.date()
        self._finder = Finder(remit, lock)
        self._seen: dict[tuple[str, ...], int] = {}

    def plan(self, rows: Sequence[Row]) -> list[Line]:
        drafts = [(row, self._matching.cells(row.cells)) for row in rows]
        keys = [_key(cells) for _row, cells in drafts]
        self._finder.prepare(keys)
        return [self._line(row, cells, key) for (row, cells), key in zip(drafts, keys, strict=True)]

    def _line(self, row: Row, cells: dict[str, str], key: Key) -> Line:
        line = Line(SheetKind.ORGANIZATIONS, row.number, key.name, key.identifier)
        try:
            check_width(row, self._width)
            line.target = record = self._finder.find(key)
            self._once(key, record, row.number)
        except Unclear as why:
            line.refuse("", "", why)
            return line
        if record is not None:
            line.who, line.identifier = key.name or record.name, record.identifier
        for column in columns.ORGANIZATIONS[1:]:
            if column in cells:
                self._cell(line, record, column, cells[column])
        self._finish(line, record, key, {column for column, cell in cells.items() if cell.strip()})
        return line

    def _once(self, key: Key, record: Organization | None, number: int) -> None:
        for mark in _marks(key, record):
            first = self._seen.setdefault(mark, number)
            if first != number:
                reason = _("This row means the same record as row %(number)s.") % {"number": first}
                raise Unclear(reason, _("Keep one of them, or give each an identifier of its own."))

    def _cell(self, line: Line, record: Organization | None, column: str, cell: str) -> None:
        """Take one cell over into the line, where it says something else than the record."""
        if record is not None and plain(cell) == shown(getattr(record, column)):
            return
        try:
            value = values.parse(column, cell) if cell.strip() else ""
            if value == "":
                if record is None or not self._matching.clears or column not in columns.CLEARABLE:
                    return
                value = _EMPTY.get(column, "")
            if record is None or not _same(column, getattr(record, column), value):
                self._check(record, column, value)
                line.values[column] = value
        except Unclear as why:
            line.refuse(column, cell, why)

    def _check(self, record: Organization | None, column: str, value: Any) -> None:
        check = _CHECKS.get(column)
        if check is not None:
            check(self._remit, record, value, self._today)

    def _finish(self, line: Line, record: Organization | None, key: Key, given: set[str]) -> None:
        if line.refused:
            return
        if record is None:
            self._complete(line, key)
        else:
            self._amend(line, record, given)
        if not line.refused and line.values:
            line.verdict = Verdict.ADDED if record is None else Verdict.CHANGED
            for column, value in line.values.items():
                line.change(column, shown(getattr(record, column)) if record else "", shown(value))

    def _complete(self, line: Line, key: Key) -> None:
        """What a new record needs, and what it gets where nothing is said."""
        said = line.values
        for column in ("name", "country"):
            if column not in said:
                line.refuse(column, "", Unclear(_("A new record needs it."), _("Fill it in.")))
        if line.refused or not _both(line, said):
            return
        tongues = country_of(said["country"]).languages or ("en",)
        own = tongues[0].split("-")[0]
        first = {
            "kind": OrganizationKind.SCHOOL.value,
            "name_language": own,
            "correspondence": own if own in CONTENT_LANGUAGES else "en",
            "visibility": Visibility.HIDDEN.value,
            "membership": Membership.NONE.value,
        }
        line.values = {**({"identifier": key.identifier} if key.identifier else {}), **first, **said}
        line.values.update({name: value for name, value in placed(said, {}).items() if value is not None})

    def _amend(self, line: Line, record: Organization, given: set[str]) -> None:
        """What follows from a change, as far as the row does not say it itself (``given``)."""
        said = line.values
        if said.get("confirmed_on") and record.confirmed_on and said["confirmed_on"] < record.confirmed_on:
            del said["confirmed_on"]
        stood = {name: getattr(record, name) for name in _PLACE}
        if not _both(line, {**stood, **said}):
            return
        if {"country", "city"} & said.keys():
            follows = placed(said, stood).items()
            said.update({name: value for name, value in follows if name not in given and value != stood[name]})
        begins = said.get("membership") == Membership.MEMBER and record.membership != Membership.SUSPENDED
        if begins and "member_since" not in given:
            said["member_since"] = self._today.year


def check_width(row: Row, width: int) -> None:
    """Raises Unclear for a row that has more cells than the header."""
    if any(cell.strip() for cell in row.cells[width:]):
        words = {"cells": len(row.cells), "columns": width}
        reason = _("The row has %(cells)s cells, the header %(columns)s.") % words
        raise Unclear(reason, _("Put texts that contain the separating sign into quotation marks."))


def _key(cells: Mapping[str, str]) -> Key:
    said = {name: values.line_of(plain(cells.get(name, ""))) for name in ("identifier", "email", "name", "city")}
    email = values.bare_address(said["email"])
    try:
        code = values.parse("country", cells["country"]) if cells.get("country", "").strip() else ""
    except Unclear:
        code = ""
    return Key(said["identifier"], email if "@" in email else "", said["name"], code, said["city"])


def _marks(key: Key, record: Organization | None) -> list[tuple[str, ...]]:
    """By what two rows of a file are seen to mean one record."""
    if record is not None:
        return [("record", str(record.pk))]
    if key.identifier:
        return [("identifier", key.identifier)]
    place = ("name", key.country, fold(key.name), fold(key.city))
    return [place, ("email", key.email.lower())] if key.email else [place]


def _same(column: str, stood: Any, value: Any) -> bool:
    if column in _UNORDERED:
        return len(stood) == len(value) and set(stood) == set(value)
    if column in {"latitude", "longitude"} and stood is not None:
        return bool(abs(stood - value) < _NO_WAY_OFF)
    return bool(stood == value)


def _both(line: Line, said: Mapping[str, Any]) -> bool:
    """Whether both coordinates are there, or neither."""
    if (said.get("latitude") is None) == (said.get("longitude") is None):
        return True
    empty = "latitude" if said.get("latitude") is None else "longitude"
    line.refuse(empty, "", Unclear(_("One coordinate is there without the other."), _("Give both, or neither.")))
    return False


def _check_country(remit: Remit, _record: Organization | None, value: str, _today: date) -> None:
    if not remit.manages_country(value):
        raise Unclear(_("This country is not yours to look after."), _("Leave the row out."))


def _check_membership(remit: Remit, record: Organization | None, value: str, _today: date) -> None:
    if value == Membership.MEMBER and not remit.everything:
        reason = _("Only the secretariat admits members.")
        raise Unclear(reason, _("Write “candidate”, or leave the cell empty, and recommend it in its application."))
    if record is not None and value not in FOLLOWING[record.membership]:
        words = {"before": record.get_membership_display(), "after": Membership(value).label}
        reason = _("“%(after)s” cannot follow “%(before)s”.") % words
        raise Unclear(reason, _("Change the membership on the page of the organization, step by step."))


def _check_since(remit: Remit, _record: Organization | None, value: int, today: date) -> None:
    if not remit.everything:
        raise Unclear(_("Only the secretariat says since when."), _("Empty the cell, or leave out the column."))
    if value > today.year:
        raise Unclear(_("This year lies ahead."), _("Check the year."))


def _check_confirmed(_remit: Remit, _record: Organization | None, value: date, today: date) -> None:
    if value > today:
        raise Unclear(_("This day lies ahead."), _("Give today or an earlier day."))


_CHECKS: Mapping[str, Callable[[Remit, Organization | None, Any, date], None]] = {
    "country": _check_country,
    "membership": _check_membership,
    "member_since": _check_since,
    "confirmed_on": _check_confirmed,
}
