"""A file handed in, and how it is read: kept where nobody fetches it, looked through, its columns matched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks.base import Task

from heliograph.network.forms import clean_line
from heliograph.network.models import Person, SheetImport
from heliograph.network.sheets import mapping, progress, reading, reports
from heliograph.network.sheets.mapping import Matching
from heliograph.network.states import Refused, SheetKind, SheetState

#: For so long files and reports are kept; what was changed stands in the logs of the records.
KEPT = timedelta(days=30)
#: Characters of a cell that are shown before it is understood.
_SHOWN = 80
_TASKS = "heliograph.network.sheets.tasks."
_KEYS = {SheetKind.ORGANIZATIONS: ("identifier", "email", "name"), SheetKind.PEOPLE: ("email",)}
_UNDER_WAY = frozenset({SheetState.CHECKING, SheetState.APPLYING})


def table_of(sheet: SheetImport) -> reading.Table:
    """How the file of an import is read."""
    said = sheet.options
    way = reading.Way(sheet.encoding, said["delimiter"], sheet.sheet, tuple(said["sheets"]))
    return reading.Table(way, tuple(sheet.header), said["header_row"], sheet.rows)


def matching_of(sheet: SheetImport) -> Matching:
    """What the columns of an import mean."""
    return Matching(sheet.columns, sheet.options.get("constants", {}), bool(sheet.options.get("clears")))


def path_of(sheet: SheetImport) -> Path:
    """Where the file of an import lies. Raises Refused where it is not kept any more."""
    if not sheet.file or not Path(sheet.file.path).exists():
        raise Refused("gone", _("The file is not kept any more. Choose it again."))
    return Path(sheet.file.path)


def receive(kind: SheetKind, file: File[Any], by: Person, at: datetime) -> SheetImport:
    """Take in a file and look through it. Raises Refused, and then nothing is kept."""
    forget_old(at)
    sheet = SheetImport(
        kind=kind, made_by=by, made_at=at, file_name=clean_line(file.name or "")[:200], public_id=uuid4()
    )
    sheet.file.save(str(sheet.public_id), file, save=False)
    try:
        _read(sheet, "", "")
    except BaseException:
        sheet.file.delete(save=False)
        raise
    sheet.save()
    return sheet


def _read(sheet: SheetImport, encoding: str, name: str) -> None:
    """Look through the file, and match its columns as far as their words tell."""
    table = reading.look(path_of(sheet), encoding, name)
    sheet.encoding, sheet.sheet, sheet.rows = table.way.encoding, table.way.sheet, table.rows
    sheet.header = list(table.header)
    sheet.options = {
        **sheet.options,
        "delimiter": table.way.delimiter,
        "sheets": list(table.way.sheets),
        "header_row": table.header_row,
        "first": [[row.number, [cell[:_SHOWN] for cell in row.cells]] for row in table.first],
    }
    sheet.columns = mapping.recall(sheet.kind, sheet.header) or mapping.guess(sheet.kind, sheet.header)


@transaction.atomic
def read_otherwise(sheet: SheetImport, encoding: str, name: str) -> None:
    """Read the file in another encoding, or another sheet of it. Raises Refused, and then it is read as before."""
    held = _held(sheet, {SheetState.MAPPING})
    _read(held, encoding, name)
    held.save()


@transaction.atomic
def match(
    sheet: SheetImport,
    columns: Mapping[str, int],
    constants: Mapping[str, str],
    by: Person,
    at: datetime,
    *,
    clears: bool,
) -> None:
    """Say what the columns mean, and let the rows be checked; nothing is changed by that. Raises Refused."""
    held = _held(sheet, {SheetState.MAPPING})
    if not any(name in columns for name in _KEYS[SheetKind(held.kind)]):
        raise Refused("no-key", _no_key(held.kind))
    if len(set(columns.values())) != len(columns):
        raise Refused("twice", _("One column of the file is chosen twice. Choose each for one meaning only."))
    mapping.remember(held.kind, held.header, columns, at)
    held.columns = dict(columns)
    held.options = {**held.options, "constants": dict(constants), "clears": clears}
    _begin(held, SheetState.CHECKING, "check_sheet", by)


def _no_key(kind: str) -> str:
    if kind == SheetKind.PEOPLE:
        return _("Choose the column that has the e-mail addresses: people are known by them.")
    return _("Choose at least one column by which organizations are known: identifier, e-mail address or name.")


@transaction.atomic
def start_applying(sheet: SheetImport, by: Person, *, without_refused: bool) -> None:
    """Let what was checked be applied in the background. Raises Refused where rows are refused and not left out."""
    held = _held(sheet, {SheetState.CHECKED})
    if held.outcome["counts"]["refused"] and not without_refused:
        raise Refused(
            "refused-rows",
            _("Some rows are refused. Mend them in the file and choose it again, or say that they are to be left out."),
        )
    _begin(held, SheetState.APPLYING, "apply_sheet", by)


@transaction.atomic
def start_again(sheet: SheetImport, by: Person) -> None:
    """Begin anew what has stopped or failed: the check, or the applying. Raises Refused."""
    held = _held(sheet, {*_UNDER_WAY, SheetState.FAILED})
    if held.state in _UNDER_WAY and not progress.told(held.public_id).stopped:
        raise Refused("under-way", _("It is under way. Look again in a minute."))
    applying = held.state == SheetState.APPLYING
    _begin(
        held, SheetState.APPLYING if applying else SheetState.CHECKING, "apply_sheet" if applying else "check_sheet", by
    )


@transaction.atomic
def reopen(sheet: SheetImport) -> None:
    """Back to the columns: what was checked is forgotten. Raises Refused."""
    held = _held(sheet, {SheetState.CHECKED, SheetState.CHECKING, SheetState.FAILED, SheetState.MAPPING})
    path_of(held)
    held.state, held.outcome, held.problem = SheetState.MAPPING, {}, ""
    held.save()


@transaction.atomic
def discard(sheet: SheetImport) -> None:
    """Forget an import with its file. Raises Refused while it is being applied."""
    held = _held(sheet, set(SheetState) - {SheetState.APPLYING})
    _forget_files(held)
    held.delete()


def forget_old(at: datetime) -> None:
    """Forget what lies here for longer than KEPT: files and reports, and imports that were never applied."""
    old = SheetImport.objects.filter(made_at__lt=at - KEPT).exclude(state=SheetState.APPLYING)
    for sheet in old.exclude(file="", outcome={})[:100]:
        _forget_files(sheet)
    old.filter(state=SheetState.APPLIED).update(file="", outcome={})
    old.exclude(state=SheetState.APPLIED).delete()


def _forget_files(sheet: SheetImport) -> None:
    if sheet.file:
        sheet.file.delete(save=False)
    progress.forget(sheet.public_id)
    reports.report_path(sheet.public_id).unlink(missing_ok=True)


def _held(sheet: SheetImport, states: set[SheetState]) -> SheetImport:
    held = SheetImport.objects.select_for_update().get(pk=sheet.pk)
    if held.state not in states:
        raise Refused("other-state", _("This import has gone on meanwhile. Look at where it stands now."))
    return held


def _begin(held: SheetImport, state: SheetState, task: str, by: Person) -> None:
    """Hand the work over; ``run`` tells this beginning from an earlier one that may still be at it."""
    held.state, held.problem = state, ""
    held.options = {**held.options, "by": by.pk, "language": get_language() or "en", "run": uuid4().hex}
    held.save()
    progress.tell(held.public_id, 0)
    transaction.on_commit(partial(_enqueue, task, held.pk))


def _enqueue(task: str, sheet_id: int) -> None:
    """Call a task by name (tasks stand above this module)."""
    found: Task[[int], None] = import_string(_TASKS + task)
    found.enqueue(sheet_id)
