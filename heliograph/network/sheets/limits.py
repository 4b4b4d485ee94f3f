"""How much of a file is looked at, and the words with which more is refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from heliograph.network.states import Refused

MOST_ROWS = 100_000
MOST_COLUMNS = 300
#: Cells of a workbook's sheet, empty ones included: all of them are in memory while it is read.
MOST_CELLS = 6_000_000
#: Bytes to which a workbook may unpack, and the files of which it may consist.
MOST_UNPACKED = 400 * 1024 * 1024
MOST_MEMBERS = 2_000
#: Characters of one line, and of one cell.
LONGEST_LINE = 1_000_000
LONGEST_CELL = 32_767


def too_many_rows() -> Refused:
    sentence = _("The sheet has more than %(limit)s rows. Split it into several files, and import one after the other.")
    return Refused("too-many-rows", sentence % {"limit": f"{MOST_ROWS:,}"})


def too_many_columns() -> Refused:
    sentence = _("The sheet has more than %(limit)s columns. Delete those that are not needed, and choose it again.")
    return Refused("too-many-columns", sentence % {"limit": MOST_COLUMNS})


def empty() -> Refused:
    return Refused(
        "empty",
        _("There are no rows in this file. The first row must name the columns, and each further row is one record."),
    )


def not_a_table() -> Refused:
    return Refused(
        "not-a-table",
        _(
            "This file is not a spreadsheet that can be read. Save it as XLSX or CSV in your spreadsheet "
            "program, and choose that file."
        ),
    )
