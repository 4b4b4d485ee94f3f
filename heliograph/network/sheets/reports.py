"""What becomes of every row of an import, kept in a file: a line of JSON for each. For the page there are counts and
samples.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.network.keeping import private
from heliograph.network.models import SheetImport
from heliograph.network.sheets.columns import label
from heliograph.network.sheets.lines import Line, Verdict

#: So many rows of each outcome are shown on the page; the whole list can be saved.
SHOWN = 25


def report_path(public_id: UUID) -> Path:
    return Path(private().path(f"imports/{public_id}.rows"))


@dataclass
class Report:
    """Lines are written as they come; ``outcome`` is what the page shows."""

    file: IO[str]
    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def write(self, line: Line) -> None:
        data = line.data()
        self.file.write(json.dumps(data, ensure_ascii=False) + "\n")
        self.counts[line.verdict.value] += 1
        kept = self.samples.setdefault(line.verdict.value, [])
        if len(kept) < SHOWN and line.verdict != Verdict.SAME:
            kept.append(data)

    @property
    def outcome(self) -> dict[str, Any]:
        return {"counts": {each.value: self.counts[each.value] for each in Verdict}, "samples": self.samples}


def read_report(public_id: UUID) -> Iterator[dict[str, Any]]:
    """The lines of the last report, in the order of the rows; none where there is no report."""
    try:
        with report_path(public_id).open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except FileNotFoundError:
        return


def table_head() -> list[str]:
    return [
        _(
            "Row"
        ), _("Outcome"), _("Identifier"), _("Name or address"), _("Column"), _("Before"), _("After or in the file"),
        _("Reason"), _("What helps"),
    ]  # fmt: skip


def table_rows(sheet: SheetImport) -> Iterator[list[object]]:
    """The report as a table: a row for each change and for each reason."""
    names = {Verdict.ADDED: _("added"), Verdict.CHANGED: _("changed"), Verdict.SAME: _("left as it is")}
    names[Verdict.REFUSED] = pgettext("row of a spreadsheet", "refused")
    for line in read_report(sheet.public_id):
        first: list[object] = [line["row"], names[Verdict(line["verdict"])], line["identifier"], line["who"]]
        rest = [[column, "", value, reason, mend] for column, value, reason, mend in line["reasons"]]
        rest += [[label(sheet.kind, name), *pair, "", ""] for name, pair in line["changes"].items()]
        yield from ([*first, *cells] for cells in rest or [[""] * 5])
