"""Invented names of schools: a theme, a kind of school and, where it is written in the same script, the town."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from heliograph.sample.draws import draw, pick
from heliograph.texts.languages import base

_FILE = Path(__file__).parent / "data" / "school_names.json"


class Level(IntEnum):
    """The main level of a school; its number is its place among the words of a language."""

    PRE_PRIMARY = 0
    PRIMARY = 1
    LOWER_SECONDARY = 2
    UPPER_SECONDARY = 3
    TVET = 4
    TEACHER_TRAINING = 5

    @property
    def key(self) -> str:
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Words:
    """A language's words. Without ``names_city`` the town is left out: it is known in Latin letters only."""

    names_city: bool
    themes: tuple[str, ...]
    kinds: tuple[str, ...]
    templates: tuple[str, ...]


@cache
def words() -> dict[str, Words]:
    """The words by primary language subtag; the themes stand in the same order in every language."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        tag: Words(bool(row["city"]), tuple(row["themes"]), tuple(row["kinds"]), tuple(row["templates"]))
        for tag, row in data.items()
    }


def named_in(languages: tuple[str, ...]) -> str:
    """The first of these languages in which a school can be named, else English."""
    return next((base(tag) for tag in languages if base(tag) in words()), "en")


def school_name(identifier: str, language: str, level: Level, city: str, number: int) -> str:
    """The name that belongs to an identifier, in a language of ``words``."""
    told = words()[language]
    theme = told.themes[int(draw(identifier, "theme") * len(told.themes))]
    template = pick(told.templates, draw(identifier, "template"))
    return template.format(theme=theme, kind=told.kinds[level], city=city, number=number)
