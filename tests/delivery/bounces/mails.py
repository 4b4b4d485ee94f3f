"""Mails as they lie in a bounce mailbox: a report on the letter ``LETTER``, a person's answer, and no mail at all."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parents[2] / "cases" / "bounces"


def mail(name: str) -> bytes:
    return (CASES / name / "input.eml").read_bytes()


REPORT = mail("postfix-unknown-user")
ANSWER = mail("a-persons-letter")
VACATION = mail("vacation-french")
