"""Several processes keep the same contents while another clears away what no answer has."""

from __future__ import annotations

import hashlib

import pytest

from tests.calls.files.program import TEXTS
from tests.installation import House

PROGRAM = "tests.calls.files.program"
KEPT = """SELECT c.digest, count(a.id) FROM calls_storedcontent c JOIN calls_answerfile a ON a.content_id = c.id
    GROUP BY c.digest"""

pytestmark = pytest.mark.smtp


def test_each_content_is_kept_once_and_never_lost(tmp_path, scratch_database):
    house = House(tmp_path, scratch_database)
    keepers = [("keep", n * 4, n * 4 + 4) for n in range(3)]
    house.run_stages(PROGRAM, [("prepare", 12)], [*keepers, ("clear", 40)])
    digests = [hashlib.sha256(text).hexdigest() for text in TEXTS]
    assert dict(house.rows(KEPT)) == dict.fromkeys(digests, 12)
    kept = sorted(path for path in (tmp_path / "private").rglob("*") if path.is_file())
    assert sorted(path.name for path in kept) == sorted(digests)
    assert {path.read_bytes() for path in kept} == set(TEXTS)
