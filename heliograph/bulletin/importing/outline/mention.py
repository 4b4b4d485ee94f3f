"""Where an issue names itself outside its head: "(Bulletin n° 77 du 18 mai 2026)", a closing "Boletín 4, 2 de …"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from heliograph.bulletin.importing.outline.calendar import dated
from heliograph.bulletin.importing.outline.numbers import issue_number, names_a_bulletin
from heliograph.bulletin.importing.source import Block

_LONGEST = 90
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{6,90})[)\]]")


@dataclass(frozen=True)
class Mention:
    number: str
    issued: date | None


def names_its_issue(text: str) -> bool:
    """Whether a short line says nothing but which issue this is and of what day."""
    named = len(text) <= _LONGEST and names_a_bulletin(text) and issue_number(text) is not None
    return named and dated(text) is not None and not text.rstrip().endswith(("!", "?"))


def mentioned(blocks: Iterable[Block]) -> Mention | None:
    """The first issue that the words before the items, or those after them, name as theirs."""
    for block in blocks:
        for words in (block.text, *_BRACKETED.findall(block.text)):
            if names_its_issue(words):
                return Mention(issue_number(words) or "", dated(words))
    return None
