"""Headings that only gather items ("Events", "Calls") and are none themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heliograph.bulletin.importing.labels import is_known_label
from heliograph.bulletin.importing.outline.candidates import Candidate
from heliograph.bulletin.importing.source import Block


def without_sections(blocks: Sequence[Block], possible: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without sections; a section that is a label labels the items in it that have none."""
    kept: list[Candidate] = []
    section: Candidate | None = None
    for at, one in enumerate(possible):
        following = possible[at + 1] if at + 1 < len(possible) else None
        if following is not None and _gathers(one, following):
            section = one
            continue
        if section and one.style <= section.style and one.style.startswith("heading"):
            section = None
        if section and one.label is None and is_known_label(section.label or section.title):
            one = replace(one, label=section.label or section.title)
        kept.append(one)
    return kept


def _gathers(one: Candidate, following: Candidate) -> bool:
    """Whether a heading is followed at once by a lower one."""
    both = one.style.startswith("heading") and following.style.startswith("heading")
    plain = one.label is None or one.label == one.title
    return both and plain and following.style > one.style and following.first == one.last + 1
