"""The table in the docs is the table in code."""

from __future__ import annotations

import re
from pathlib import Path

from heliograph.calls.lifecycle.table import STEPS, leads
from heliograph.calls.states import ResponseState, Verb

DOC = Path(__file__).resolve().parents[3] / "docs" / "lifecycle.md"
_ROW = re.compile(r"^\| ([a-z-]+) \| ([a-z, ]+) \| ([a-z, ]+) \| ([a-z, —]+) \| ([a-z]*) ?\|$", re.MULTILINE)


def _words(cell: str) -> list[str]:
    return [] if cell.strip() == "—" else cell.strip().split(", ")


def test_the_table_in_the_docs_is_the_one_in_code() -> None:
    told = {row[0]: row[1:] for row in _ROW.findall(DOC.read_text()) if row[0] != "verb"}
    known = {
        str(step.verb): (sorted(step.by), sorted(step.before), sorted(step.to), str(step.until or ""))
        for step in STEPS.values()
    }
    assert {
        verb: (_words(by), _words(before), _words(to), until) for verb, (by, before, to, until) in told.items()
    } == known


def test_a_verb_is_there_for_a_kind_only_where_it_leads_to_one_of_its_states() -> None:
    without = frozenset(ResponseState) - {ResponseState.RECONFIRMED}
    assert leads(Verb.RECONFIRM, ResponseState.CONFIRMED, frozenset(ResponseState))
    assert not leads(Verb.RECONFIRM, ResponseState.CONFIRMED, without)
    assert not leads(Verb.RECONFIRM, ResponseState.DRAFT, frozenset(ResponseState))
