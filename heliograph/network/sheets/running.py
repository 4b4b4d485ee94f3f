"""The two runs of an import: a check that changes nothing, and the applying, all or nothing.

Both read the file anew and judge each row against the records of that moment. The applying compares what comes out with
what was checked: where a row would do something else than was shown, nothing is written, and the new outcome is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from uuid import uuid4

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.frame.finished import touch
from heliograph.network.giving import Giver
from heliograph.network.models import Person, SheetImport
from heliograph.network.sheets import progress, reading, reports
from heliograph.network.sheets.lines import Line, Verdict, same_outcome
from heliograph.network.sheets.organizations import OrganizationPlanner
from heliograph.network.sheets.people import PeoplePlanner
from heliograph.network.sheets.receiving import matching_of, path_of, table_of
from heliograph.network.sheets.writing import Hand, write_organizations, write_people
from heliograph.network.states import Refused, SheetKind, SheetState

BATCH = 500
#: Of rows that come out differently, so many are named.
NAMED = 20
#: On PostgreSQL two imports are applied one after the other.
_ONE_AT_A_TIME = 7_304_100


class _Differs(Exception):
    def __init__(self, rows: list[int]) -> None:
        super().__init__(rows)
        self.rows = rows


def check(sheet_id: int, at: datetime) -> None:
    """Judge every row, and keep the outcome for the page. Run twice, it is the same as once."""
    sheet = SheetImport.objects.get(pk=sheet_id)
    if sheet.state == SheetState.CHECKING:
        with translation.override(sheet.options["language"]), _failing(sheet):
            _check(sheet, at, {})


def _check(sheet: SheetImport, at: datetime, more: dict[str, object]) -> None:
    with _report(sheet) as report:
        for batch in _planned(sheet, at, lock=False):
            for line in batch:
                report.write(line)
    outcome = {**report.outcome, **more}
    _ours(sheet).update(state=SheetState.CHECKED, outcome=outcome, done=sheet.rows, problem="")


def apply(sheet_id: int, at: datetime) -> None:
    """Write what was checked, in one transaction. Run twice, it is the same as once."""
    sheet = SheetImport.objects.get(pk=sheet_id)
    if sheet.state != SheetState.APPLYING:
        return
    with translation.override(sheet.options["language"]), _failing(sheet):
        try:
            _apply(sheet, at)
        except _Differs as differing:
            found = {"differing": differing.rows[:NAMED], "different": len(differing.rows)}
            _check(sheet, at, found)
        except (IntegrityError, OperationalError):
            sentence = _("Somebody changed the same records at the same moment. Nothing was applied. Apply it again.")
            _ours(sheet).update(state=SheetState.CHECKED, problem=sentence)


@transaction.atomic
def _apply(sheet: SheetImport, at: datetime) -> None:
    _wait_for_others()
    held = SheetImport.objects.select_for_update().get(pk=sheet.pk)
    if held.state != SheetState.APPLYING or held.options["run"] != sheet.options["run"]:
        return
    hand = Hand(_actor(held), at, _("From the spreadsheet “%(name)s”.") % {"name": held.file_name})
    write = write_organizations if held.kind == SheetKind.ORGANIZATIONS else write_people
    expected, differing = reports.read_report(held.public_id), []
    with _report(held) as report:
        for batch in _planned(held, at, lock=True):
            differing += [line.number for line in batch if not same_outcome(next(expected, {}), line.data())]
            if not differing:
                write(batch, hand)
            for line in batch:
                report.write(line)
        if differing:
            raise _Differs(differing)
    if report.counts[Verdict.ADDED] or report.counts[Verdict.CHANGED]:
        touch()
    _close(held, report.outcome, at)


def _close(held: SheetImport, outcome: dict[str, object], at: datetime) -> None:
    file = held.file.name or ""
    held.state, held.outcome, held.applied_at, held.done = SheetState.APPLIED, outcome, at, held.rows
    held.file, held.problem = "", ""
    held.save()
    storage = SheetImport._meta.get_field("file").storage
    transaction.on_commit(lambda: storage.delete(file))


def _wait_for_others() -> None:
    """On SQLite the transaction itself does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _actor(sheet: SheetImport) -> Person:
    found: Person = Person.objects.get_queryset().get(pk=sheet.options["by"])
    return found


def _giver(sheet: SheetImport, at: datetime) -> Giver:
    giver = Giver(_actor(sheet), at.date())
    if not giver.remit.manages:
        raise Refused("no-right", _("Whoever began this import may not import any more. Nothing was changed."))
    return giver


def _planned(sheet: SheetImport, at: datetime, *, lock: bool) -> Iterator[list[Line]]:
    """The rows of a file in batches, judged; says how far it is after each."""
    table, path, giver = table_of(sheet), path_of(sheet), _giver(sheet, at)
    how = (matching_of(sheet), len(table.header), at)
    planner = (
        OrganizationPlanner(giver.remit, *how, lock=lock)
        if sheet.kind == SheetKind.ORGANIZATIONS
        else PeoplePlanner(giver, *how, lock=lock)
    )
    rows, done = reading.rows(path, table), 0
    while batch := list(islice(rows, BATCH)):
        yield planner.plan(batch)
        done += len(batch)
        progress.tell(sheet.public_id, done)


@contextmanager
def _report(sheet: SheetImport) -> Iterator[reports.Report]:
    """A report that takes the place of the last one when all of it is written."""
    path = reports.report_path(sheet.public_id)
    fresh = path.with_suffix(f".{uuid4().hex}")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            yield reports.Report(file)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _ours(sheet: SheetImport) -> QuerySet[SheetImport]:
    """The import, as long as it has not been begun anew meanwhile."""
    states = (SheetState.CHECKING, SheetState.APPLYING)
    return SheetImport.objects.filter(pk=sheet.pk, state__in=states, options__run=sheet.options["run"])


@contextmanager
def _failing(sheet: SheetImport) -> Iterator[None]:
    """What goes wrong is said on the page; what should not have gone wrong is raised as well."""
    try:
        yield
    except Refused as refused:
        _ours(sheet).update(state=SheetState.FAILED, problem=refused.sentence)
    except Exception:
        sentence = _("Something went wrong on our side. Nothing was changed. Try again, or write to the secretariat.")
        _ours(sheet).update(state=SheetState.FAILED, problem=sentence)
        raise
