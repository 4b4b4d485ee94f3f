"""Whole mails of many servers, read and applied; each twice, which must be the same as once.

The servers' own shapes, with invented people and places. ``expected.json`` says what the mail reports, what it was
taken for, and what followed for the letter and its address.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heliograph.delivery.bounces.receiving import receive
from heliograph.delivery.models import Message
from tests.delivery.bounces.comparing import read
from tests.delivery.bounces.conftest import LETTER, NOW, causes, log_of, sent

CASES = Path(__file__).parents[2] / "cases" / "bounces"
NAMES = sorted(path.parent.name for path in CASES.glob("*/expected.json"))


def applied(content: bytes, address: str) -> dict:
    """What was made of a mail."""
    sent(22, address, pk=LETTER)
    received = receive(content, NOW)
    return {"received": received.name, **what_followed(address)}


def what_followed(address: str) -> dict:
    message = Message.objects.get(pk=LETTER)
    return {
        "state": message.state,
        "answer": message.answer,
        "suppressed": causes().get(address),
        "log": [list(each) for each in log_of(address)],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_case_is_read_and_applied_as_expected(name):
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    content = (CASES / name / "input.eml").read_bytes()
    assert read(content) == expected["report"]
    assert applied(content, expected["address"]) == expected["applied"]
    assert receive(content, NOW).name == expected["applied"]["received"]
    assert what_followed(expected["address"]) | {"received": expected["applied"]["received"]} == expected["applied"]


def test_there_are_cases():
    assert len(NAMES) >= 25
