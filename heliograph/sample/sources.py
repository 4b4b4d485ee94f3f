"""Reads the sample's own bulletins: a title, a date, an introduction, items with label, Markdown body and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from heliograph.sample.moving import Calendar, calendar

_FOLDER = Path(__file__).parent / "data" / "bulletin"
_DATE = re.compile(r"^Date: \{(\d{4}-\d\d-\d\d)\}\n", re.MULTILINE)
_LABEL = re.compile(r"\ALabel: (.+)\n+")
_PICTURE = re.compile(r'^!\[(?P<alt>[^\]]+)\]\((?P<key>[a-z]+) "(?P<caption>[^"]+)"\)\n?', re.MULTILINE)


@dataclass(frozen=True)
class SamplePicture:
    """A picture of an item: ``key`` names the drawing (``pictures.draw``), ``alt`` says what it shows."""

    key: str
    alt: str
    caption: str


@dataclass(frozen=True)
class SampleItem:
    """An item with its dates moved; ``body`` is Markdown without the label and the pictures."""

    title: str
    label: str | None
    body: str
    pictures: tuple[SamplePicture, ...]


@dataclass(frozen=True)
class SampleEdition:
    """A number of the bulletin in one language (BCP 47 tag), as of a week."""

    number: int
    language: str
    date: date
    title: str
    introduction: str
    items: tuple[SampleItem, ...]


@cache
def source(number: int, language: str) -> str:
    """The text of a number as written, with its markers. Raises FileNotFoundError where there is no such edition."""
    return (_FOLDER / f"{number}.{language}.md").read_text(encoding="utf-8")


def languages_of(number: int) -> tuple[str, ...]:
    """The languages in which a number is written, English first."""
    found = sorted(path.name.split(".")[1] for path in _FOLDER.glob(f"{number}.*.md"))
    return tuple(sorted(found, key=lambda language: language != "en"))


def _item(part: str) -> SampleItem:
    title, _, rest = part.partition("\n")
    rest = rest.strip("\n") + "\n"
    label = _LABEL.match(rest)
    body = rest[label.end() :] if label else rest
    pictures = tuple(SamplePicture(found["key"], found["alt"], found["caption"]) for found in _PICTURE.finditer(body))
    return SampleItem(title.strip(), label[1].strip() if label else None, _PICTURE.sub("", body).strip(), pictures)


def _edition(number: int, text: str, dates: Calendar) -> SampleEdition:
    printed = _DATE.search(text)
    if printed is None:
        raise ValueError(f"the source of number {number} has no date")
    head, *parts = dates.write(_DATE.sub("", text)).split("\n## ")
    title, _, introduction = head.removeprefix("# ").partition("\n")
    day = dates.move(date.fromisoformat(printed[1]))
    return SampleEdition(
        number, dates.language, day, title.strip(), introduction.strip(), tuple(_item(part) for part in parts)
    )


def edition(number: int, language: str, today: date) -> SampleEdition:
    """A number in a language, its dates moved to the week of ``today``."""
    return _edition(number, source(number, language), calendar(today, language))
