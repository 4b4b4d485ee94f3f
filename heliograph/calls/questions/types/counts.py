"""Tables of counts: for each row and column a whole number, with the totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import Way, key_of_number
from heliograph.calls.questions.types.number import digits, number_in
from heliograph.calls.questions.types.settings import Listed
from heliograph.calls.questions.types.type import Asked, Cell, Fault, Type, picked, refuse
from heliograph.calls.questions.widgets import Drawn, one
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.texts.commas import with_commas

MOST_COUNT = 10_000_000
MOST_CELLS = 200
LONGEST = 15
#: Counts by row, then by column: only what was filled in.
Counts = Mapping[str, Mapping[str, int]]
Line = tuple[str, Picked]


@dataclass(frozen=True)
class Row:
    """A row as it is shown; ``cells`` are the name, the heading of the column, and what was written."""

    label: Picked
    cells: list[tuple[str, Picked, str]]
    total: int


class Table(Drawn):
    """Numbers in rows and columns; it gives what was written by ``row.column``."""

    def __init__(self, rows: Sequence[Line], columns: Sequence[Line], page: str) -> None:
        super().__init__("calls/questions/widgets/counts.html", page=page)
        self.rows, self.columns = rows, columns

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        cells = [f"{row}.{column}" for row, _r in self.rows for column, _c in self.columns]
        return {cell: one(data, f"{name}.{cell}") for cell in cells}

    def shown(self, name: str, value: Any, base: str) -> dict[str, Any]:
        given = value if isinstance(value, Mapping) else {}
        rows = [self._row(key, label, given) for key, label in self.rows]
        totals = [sum(_count(given.get(f"{row}.{column}")) for row, _r in self.rows) for column, _c in self.columns]
        return {"rows": rows, "columns": self.columns, "totals": totals, "total": sum(totals)}

    def _row(self, key: str, label: Picked, given: Mapping[str, str]) -> Row:
        cells = [(f"{key}.{column}", heading, given.get(f"{key}.{column}", "")) for column, heading in self.columns]
        return Row(label, cells, sum(_count(written) for _name, _heading, written in cells))


def _count(text: str | None) -> int:
    found = number_in(text, 0) if text and len(text) <= LONGEST else 0
    return int(found or 0)


def _labels(question: Question, key: str, languages: Sequence[str]) -> list[Line]:
    return [(each["key"], picked(each["label"], languages)) for each in question.settings.get(key, ())]


class TableOfCounts(Type):
    key = "counts"
    label = gettext_lazy("table of counts")
    about = gettext_lazy("Numbers in rows and columns, for example learners by age group and gender.")
    order = 130
    settings = (
        Listed("rows", gettext_lazy("Rows"), needed=True, most=40),
        Listed("columns", gettext_lazy("Columns"), needed=True, most=12),
    )
    missing = gettext_lazy("Fill in at least one number.")

    def faults(self, question: Question) -> Iterator[Fault]:
        if len(question.settings.get("rows", ())) * len(question.settings.get("columns", ())) > MOST_CELLS:
            said = {"most": MOST_CELLS}
            yield ("settings", "rows"), _("The table has more than %(most)s fields. Take out rows or columns.") % said

    def widget(self, asked: Asked) -> Table:
        rows, columns = (_labels(asked.question, key, asked.languages) for key in ("rows", "columns"))
        return Table(rows, columns, asked.languages[0])

    def clean(self, asked: Asked, raw: Any) -> Any:
        rows, columns = (_labels(asked.question, key, asked.languages) for key in ("rows", "columns"))
        found: dict[str, dict[str, int]] = {}
        for row, row_label in rows:
            for column, column_label in columns:
                if (text := str(raw.get(f"{row}.{column}") or "").strip()) != "":
                    found.setdefault(row, {})[column] = self._number(text, row_label, column_label)
        return found or None

    def _number(self, text: str, row: Picked, column: Picked) -> int:
        number = number_in(digits(text), 0) if len(text) <= LONGEST else None
        if number is None or not 0 <= number <= MOST_COUNT:
            said = {"row": row, "column": column, "most": number_format(MOST_COUNT, force_grouping=True)}
            raise refuse(_("“%(row)s”, “%(column)s”: write a whole number from 0 to %(most)s, in digits.") % said)
        return int(number)

    def initial(self, asked: Asked, stored: Any) -> Any:
        return {f"{row}.{column}": str(count) for row, counts in stored.items() for column, count in counts.items()}

    def fits(self, stored: Any) -> bool:
        rows = list(stored.values()) if isinstance(stored, Mapping) else [None]
        return all(isinstance(row, Mapping) and all(type(count) is int for count in row.values()) for row in rows)

    def of_people(self, question: Question) -> bool:
        return True

    def way(self, question: Question) -> Way:
        return Way.NUMBERS

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [key_of_number(sum(count for counts in stored.values() for count in counts.values()))]

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        rows, columns = (dict(_labels(question, key, languages)) for key in ("rows", "columns"))
        told = []
        for row in [*(key for key in rows if key in stored), *(key for key in stored if key not in rows)]:
            counts = stored[row]
            order = [*(key for key in columns if key in counts), *(key for key in counts if key not in columns)]
            said = with_commas(f"{columns.get(key, key)} {counts[key]}" for key in order)
            told.append(f"{rows.get(row, row)}: {said}")
        total = sum(count for counts in stored.values() for count in counts.values())
        return [*told, _("In total: %(total)s") % {"total": total}]

    def anonymous(self, stored: Any) -> Any:
        return stored

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        rows, columns = (dict(_labels(question, key, languages)) for key in ("rows", "columns"))
        return [
            (f"{rows.get(row, row)}, {columns.get(column, column)}", count)
            for row, counts in stored.items()
            for column, count in counts.items()
        ]

    def headings(self, question: Question, language: str) -> list[str]:
        (label,) = super().headings(question, language)
        rows, columns = (_labels(question, key, [language]) for key in ("rows", "columns"))
        return [f"{label}: {row}, {column}" for _r, row in rows for _c, column in columns]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        given = stored if stored and self.fits(stored) else {}
        rows, columns = (_labels(question, key, [language]) for key in ("rows", "columns"))
        return [given.get(row, {}).get(column, "") for row, _r in rows for column, _c in columns]
