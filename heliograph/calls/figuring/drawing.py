"""A figure as an SVG picture: on the page, and to be saved. It takes its colour from the text around it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.figuring.figures import Figure, Line
from heliograph.texts.colons import with_colon
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import direction

#: As wide as a narrow screen has room for, so that the words of a picture are nowhere smaller than 11 px.
WIDTH = 340
_ROW, _BAR, _TEXT = 44, 14, 13
_HEIGHT, _FOOT = 160, 28
#: So many letters of a label fit on a line.
_FITTING = 44
#: So many bars stand in one picture of a page.
_AT_ONCE = 10
NAMESPACE = "http://www.w3.org/2000/svg"


def picture(figure: Figure, language: str) -> SafeString:
    """The picture of a figure, named by its title; every number stands in it as text."""
    return _drawn(figure, language, figure.largest)


def pieces(figure: Figure, language: str) -> list[SafeString]:
    """The same, for a page: many bars in several pictures one below another, between which a printed page can end."""
    if figure.over_time:
        return [picture(figure, language)]
    parts = [figure.lines[first : first + _AT_ONCE] for first in range(0, len(figure.lines), _AT_ONCE)]
    return [_drawn(replace(figure, lines=part), language, figure.largest) for part in parts]


def _drawn(figure: Figure, language: str, largest: int) -> SafeString:
    body, height = _columns(figure, language) if figure.over_time else _bars(figure, language, largest or 1)
    return format_html(
        '<svg xmlns="{}" viewBox="0 0 {} {}" role="img" aria-label="{}" direction="{}" fill="currentColor" '
        'font-family="sans-serif" font-size="{}">{}</svg>',
        NAMESPACE, WIDTH, height, _summary(figure), direction(language), _TEXT, body,
    )  # fmt: skip


def told(line: Line) -> str:
    """The number of a line in words."""
    if line.count is None:
        return pgettext("a number that is not told", "fewer than 5")
    return str(line.count)


def _summary(figure: Figure) -> str:
    lines = with_commas(f"{with_colon(line.words)} {told(line)}" for line in figure.lines[:8])
    said = {"title": figure.title, "lines": lines}
    return _("%(title)s. %(lines)s") % said if lines else figure.title


_ROW_OF_BARS = (
    '<text x="{}" y="{}">{}</text><rect x="{}" y="{}" width="{}" height="{}" rx="2"/><text x="{}" y="{}">{}</text>'
)


def _bars(figure: Figure, language: str, largest: int) -> tuple[SafeString, int]:
    """One bar below another, the label above each; from the side on which the language begins."""
    backward = direction(language) == "rtl"
    room, side = WIDTH - 90, WIDTH if backward else 0
    rows = []
    for number, line in enumerate(figure.lines):
        top, length = number * _ROW, round(room * (line.count or 0) / largest)
        label = (side, top + _TEXT, _short(line.words))
        bar = (WIDTH - length if backward else 0, top + 22, length, _BAR)
        count = (WIDTH - length - 8 if backward else length + 8, top + 34, told(line))
        rows.append((*label, *bar, *count))
    return format_html_join("", _ROW_OF_BARS, rows), max(_ROW * len(rows), 1)


def _columns(figure: Figure, language: str) -> tuple[SafeString, int]:
    """Columns from the first day to the last, with the two days and the largest number."""
    if not figure.lines:
        return SafeString(), 1
    largest, step = figure.largest or 1, WIDTH / len(figure.lines)
    backward = direction(language) == "rtl"
    rows = []
    for number, line in enumerate(figure.lines):
        height = round((_HEIGHT - 30) * (line.count or 0) / largest, 1)
        place = len(figure.lines) - 1 - number if backward else number
        title = f"{with_colon(line.words)} {told(line)}"
        rows.append((round(place * step, 1), _HEIGHT - height, round(max(step - 1, 1), 1), height, title))
    drawn = format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>', rows)
    first, last = figure.lines[0].words, figure.lines[-1].words
    begin, end = (WIDTH, 0) if backward else (0, WIDTH)
    words = format_html(
        '<text x="{}" y="20">{}</text><text x="{}" y="{}">{}</text>',
        begin, _("at most %(count)s") % {"count": figure.largest}, begin, _HEIGHT + 20, first,
    )  # fmt: skip
    if len(figure.lines) > 1:
        words += format_html('<text x="{}" y="{}" text-anchor="end">{}</text>', end, _HEIGHT + 20, last)
    return drawn + words, _HEIGHT + _FOOT


def _short(words: str) -> str:
    return words if len(words) <= _FITTING else f"{words[: _FITTING - 1]}…"
