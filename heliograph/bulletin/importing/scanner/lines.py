"""What a line of Markdown-like text is by itself: blank, heading, rule, list item, table row or text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from heliograph.bulletin.importing.scanner.stretch import Stretch


class LineKind(StrEnum):
    BLANK = "blank"
    HEADING = "heading"
    RULE = "rule"
    ITEM = "item"
    ROW = "row"
    TEXT = "text"


@dataclass(frozen=True)
class Line:
    """One line; ``body`` is what remains without its mark, ``level`` that of a heading, ``marker`` a list's."""

    kind: LineKind
    body: Stretch
    indent: int = 0
    level: int = 0
    marker: str = ""
    hard: bool = False


_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r"\s*(?:([-=_*~•·—–─━═#+])[ \t]*){3,}$")
#: "== Title ==", "*** LABEL ***"; two asterisks or underscores are bold, not decoration.
_DECORATED = re.compile(
    r"\s*(?:([=~#+•-])\1+|([*_])\2{2,})[ \t]+(?P<body>[^\W_].{0,120}?)[ \t]+(?:\1{2,}|"
    r"\2{3,})\s*$"
)
#: "* TITLE *", "- Title -": one sign on either side.
_FLANKED = re.compile(r" {0,3}(?P<sign>[*=~+•-])[ \t]+(?P<body>[^\W_][^*=~+•]{0,100}?)[ \t]+(?P=sign)\s*$")
_DECORATED_LEVEL = 2
_ROW = re.compile(r"\s*\|.*\|\s*$")
_ROW_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*$")
_MONTHS = (
    r"(?:jan|ene|gen|f[eé][bv]|mar|mär|abr|apr|avr|ma[iyj]|mei|jui|jun|jul|lip|ago|aug|ao[uû]|sep|set|okt|oct|"
    r"out|ott|nov|"
    r"d[eéi][czs]|янв|фев|март|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)"
)
_ITEM = re.compile(
    rf"(?P<indent>[ \t]*)(?P<marker>[-*+•‣⁃▪▫■□◦●○◆▶►➢➤✓✔–—·§]|\uf0b7|\uf0a7|o(?=[ \t]{{1,4}}\S)|"
    rf"\d{{1,2}}[.)](?!\s+{_MONTHS})|\(\d{{1,2}}\)|[a-hA-H]\)|\([a-h]\)|[ivx]{{1,4}}[.)])(?:[ \t]+|"
    rf"(?<=[•▪●➢➤►✓✔]))"
    r"(?P<body>\S.*)$",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_HARD = re.compile(r"(?: {2,}|\\)$")


def lines(text: str) -> Iterator[Line]:
    """The lines of a text in order."""
    offset = 0
    for raw in text.split("\n"):
        yield _line(Stretch.at(raw, offset))
        offset += len(raw) + 1


def _line(raw: Stretch) -> Line:
    quoted = _QUOTE.match(raw.text)
    line = raw.cut(quoted.end()) if quoted else raw
    if not line.text.strip() or ("|" in line.text and _ROW_RULE.match(line.text.strip())):
        return Line(LineKind.BLANK, line.cut(0, 0), level=bool(line.text.strip()))
    if _RULE.match(line.text):
        return Line(LineKind.RULE, line)
    if found := _DECORATED.match(line.text) or _FLANKED.match(line.text):
        return Line(LineKind.HEADING, line.cut(*found.span("body")), level=_DECORATED_LEVEL)
    if found := _HEADING.match(line.text):
        return Line(LineKind.HEADING, line.cut(*found.span(2)), level=len(found[1]))
    if _ROW.match(line.text):
        return Line(LineKind.ROW, line.stripped())
    if found := _ITEM.match(line.text):
        return _item(line, found)
    return _text(line)


def _item(line: Stretch, found: re.Match[str]) -> Line:
    marker = found["marker"]
    if (marker.isalpha() and marker not in "o\uf0b7\uf0a7") or marker == "O":
        return _text(line)
    indent = len(found["indent"].expandtabs(4))
    body, hard = _without_break(line.cut(found.start("body")))
    return Line(LineKind.ITEM, body, indent, marker=marker, hard=hard)


def _text(line: Stretch) -> Line:
    body, hard = _without_break(line)
    indent = len(line.text) - len(line.text.lstrip())
    return Line(LineKind.TEXT, body.stripped(), indent, hard=hard)


def _without_break(line: Stretch) -> tuple[Stretch, bool]:
    found = _HARD.search(line.text)
    return (line.cut(0, found.start()), True) if found else (line, False)


_CELL = re.compile(r"(?<!\\)\|")


def cells(row: Stretch) -> list[Stretch]:
    """The cells of a table row that are not empty."""
    inner = row.cut(1, len(row.text) - 1)
    ends = [found.start() for found in _CELL.finditer(inner.text)] + [len(inner.text)]
    starts = [0] + [end + 1 for end in ends[:-1]]
    parts = [inner.cut(start, end).stripped() for start, end in zip(starts, ends, strict=True)]
    return [part for part in parts if part.text]
