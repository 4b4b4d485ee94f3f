"""Whole documents in many languages and formats; see ``comparing`` for how they are compared."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heliograph.bulletin.importing import Refused, convert_file, draft_from, to_json
from tests.bulletin.importing.comparing import differences

CASES = Path(__file__).parents[2] / "cases" / "import"
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
READ = sorted(path.parent.name for path in CASES.glob("*/expected.json"))
REFUSED = sorted(path.parent.name for path in CASES.glob("*/expected_refusal.txt"))


def _input(name):
    return next((CASES / name).glob("input.*"))


@pytest.mark.parametrize("name", READ)
def test_case_is_read_as_expected(name):
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    source = convert_file(_input(name), _input(name).name)
    found = to_json(draft_from(source, now=NOW))
    assert differences(expected, found) == []
    for item in found["items"]:
        for moment in item["moments"]:
            assert moment["text"]
            assert source.text[moment["offset"] :].startswith(moment["text"])


@pytest.mark.parametrize("name", REFUSED)
def test_case_is_refused_in_one_sentence(name):
    with pytest.raises(Refused) as refused:
        draft_from(convert_file(_input(name), _input(name).name), now=NOW)
    assert refused.value.sentence.endswith(".")
    assert "\n" not in refused.value.sentence
