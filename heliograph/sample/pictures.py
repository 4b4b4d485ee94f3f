"""The drawings of the sample: plain shapes in the colours of the house, made when they are needed."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from math import sqrt

from PIL import Image, ImageDraw

#: Width and height in pixels.
SIZE = (480, 320)
_INK, _PAPER, _SEA, _SUN, _LEAF = "#12233f", "#fbfaf7", "#0a5fa3", "#f2b705", "#1d6f47"
_SCALE = 2
#: Width and height of a poster in pixels; the colour of its head and how many lines it has.
_SHEET = (1000, 1414)
_SHEETS = ((_SEA, 8), (_LEAF, 10), (_INK, 6), ("#8a3b12", 9))


def _box(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


def _sun(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse(_box(800, 130, 70), fill=_SUN)
    pen.line((730, 170, 330, 330), fill=_SUN, width=14)
    pen.line((330, 330, 930, 420), fill=_SUN, width=14)
    pen.ellipse((-200, 430, 1160, 1100), fill=_LEAF)
    pen.line((300, 350, 300, 480), fill=_INK, width=16)
    pen.ellipse(_box(300, 320, 60), fill=_PAPER, outline=_INK, width=14)


def _bridge(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 460, 960, 640), fill=_SEA)
    pen.polygon(((0, 380), (180, 380), (240, 640), (0, 640)), fill=_LEAF)
    pen.polygon(((960, 380), (780, 380), (720, 640), (960, 640)), fill=_LEAF)
    pen.arc((150, 240, 810, 700), 180, 360, fill=_INK, width=22)
    pen.line((60, 378, 900, 378), fill=_INK, width=22)
    for x in range(240, 760, 80):
        arch = 470 - 225 * sqrt(1 - ((x - 480) / 325) ** 2)
        pen.line((x, arch, x, 378), fill=_INK, width=8)
    pen.ellipse(_box(480, 130, 55), fill=_SUN)


def _bubble(pen: ImageDraw.ImageDraw, corner: tuple[int, int], colour: str, tail: int) -> None:
    x, y = corner
    pen.rounded_rectangle((x, y, x + 360, y + 210), 60, fill=colour)
    pen.polygon(((x + tail, y + 190), (x + tail + 90, y + 190), (x + tail + 20, y + 280)), fill=colour)
    for row in range(2):
        pen.line((x + 70, y + 80 + 50 * row, x + 290 - 60 * row, y + 80 + 50 * row), fill=_PAPER, width=14)


def _voices(pen: ImageDraw.ImageDraw) -> None:
    _bubble(pen, (50, 50), _SEA, 60)
    _bubble(pen, (550, 100), _LEAF, 200)
    _bubble(pen, (270, 330), _INK, 90)


_DRAWINGS = {"sun": _sun, "bridge": _bridge, "voices": _voices}
KEYS = tuple(_DRAWINGS)


@cache
def draw(key: str) -> bytes:
    """A drawing as PNG, ``SIZE`` pixels. Raises KeyError for another key than those of ``KEYS``."""
    large = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), _PAPER)
    _DRAWINGS[key](ImageDraw.Draw(large))
    small = large.resize(SIZE, Image.Resampling.LANCZOS)
    out = BytesIO()
    small.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def drawings() -> list[tuple[str, bytes]]:
    """The three drawings of the bulletin, by name."""
    return [(key, draw(key)) for key in KEYS]


@cache
def posters() -> tuple[tuple[str, bytes], ...]:
    """Twelve posters by name: upright PNGs with a drawing each, and lines where the words of a poster stand."""
    sheets = ((key, ground, lines) for ground, lines in _SHEETS for key in KEYS)
    return tuple((f"{key}-{number}", _poster(key, ground, lines)) for number, (key, ground, lines) in enumerate(sheets))


def _poster(key: str, ground: str, lines: int) -> bytes:
    sheet = Image.new("RGB", _SHEET, _PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, _SHEET[0], 230), fill=ground)
    for row in range(2):
        pen.rounded_rectangle((70, 70 + 60 * row, 900 - 260 * row, 100 + 60 * row), 15, fill=_PAPER)
    with Image.open(BytesIO(draw(key))) as drawing:
        sheet.paste(drawing.convert("RGB").resize((860, 573), Image.Resampling.LANCZOS), (70, 290))
    for row in range(lines):
        pen.rounded_rectangle((70, 920 + 44 * row, 930 - (row * 97) % 310, 938 + 44 * row), 9, fill=_INK)
    out = BytesIO()
    sheet.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _chairs(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 400, 960, 640), fill="#c9a26b")
    pen.rectangle((180, 90, 780, 330), fill=_PAPER, outline=_INK, width=10)
    pen.rectangle((60, 340, 900, 400), fill="#8a3b12")
    for row in range(4):
        for seat in range(12 - row):
            x = 40 + 26 * row + seat * (880 - 52 * row) / (11 - row)
            pen.rounded_rectangle((x - 22, 430 + 52 * row, x + 22, 464 + 52 * row), 8, fill=_SEA)


def _wall(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 960, 540), fill="#e7e0d2")
    pen.rectangle((0, 540, 960, 640), fill="#8f8675")
    for number in range(6):
        x, colour = 60 + 148 * number, (_SEA, _LEAF, _SUN, "#8a3b12", _INK, _SEA)[number]
        pen.rectangle((x, 170, x + 112, 330), fill=_PAPER, outline=_INK, width=4)
        pen.rectangle((x + 10, 180, x + 102, 216), fill=colour)
        for line in range(4):
            pen.line((x + 14, 240 + 20 * line, x + 96 - 12 * (line % 2), 240 + 20 * line), fill=_INK, width=5)


def _garden(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 960, 300), fill="#bfe0f2")
    pen.rectangle((0, 300, 960, 420), fill=_SEA)
    pen.rectangle((0, 420, 960, 640), fill="#9dbf6e")
    for x in (250, 690):
        pen.rectangle((x - 18, 220, x + 18, 500), fill="#6b4423")
        for dx, dy in ((-90, 190), (0, 120), (90, 190)):
            pen.ellipse(_box(x + dx, dy, 95), fill=_LEAF)
        pen.rectangle((x - 120, 500, x + 120, 520), fill=_PAPER)
        pen.line((x - 90, 520, x - 90, 590), fill=_INK, width=8)
        pen.line((x + 90, 520, x + 90, 590), fill=_INK, width=8)


def _flags(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 960, 640), fill="#bfe0f2")
    pen.rectangle((140, 260, 820, 640), fill="#e7e0d2")
    pen.polygon(((100, 260), (480, 110), (860, 260)), fill="#8a3b12")
    for x in range(200, 800, 140):
        pen.rectangle((x, 380, x + 70, 480), fill=_SEA)
    pen.arc((-60, -160, 1020, 250), 10, 170, fill=_INK, width=6)
    for number in range(11):
        x = 60 + 84 * number
        y = 45 + 205 * sqrt(max(0.0, 1 - ((x - 480) / 540) ** 2)) - 5
        colours = (_SUN, _LEAF, _SEA, "#8a3b12", _PAPER)
        pen.rectangle((x - 26, y, x + 26, y + 40), fill=colours[number % 5], outline=_INK, width=3)


def _notes(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 960, 640), fill="#6e6a60")
    pen.rectangle((60, 50, 900, 590), fill=_PAPER, outline="#c9a26b", width=18)
    places = [(150 + 190 * (n % 4), 120 + 150 * (n // 4) + 24 * (n % 2)) for n in range(12)]
    for (x, y), (u, v) in zip(places, places[5:], strict=False):
        pen.line((x + 50, y + 40, u + 50, v + 40), fill=_INK, width=4)
    for number, (x, y) in enumerate(places):
        pen.rectangle((x, y, x + 100, y + 80), fill=(_SUN, "#bfe0f2", "#cfe3bd", "#f0c9b5")[number % 4])
        pen.line((x + 14, y + 28, x + 84, y + 28), fill=_INK, width=5)
        pen.line((x + 14, y + 50, x + 64, y + 50), fill=_INK, width=5)


_PHOTOGRAPHS = {"hall": _chairs, "wall": _wall, "garden": _garden, "flags": _flags, "board": _notes}


@cache
def photograph(key: str) -> bytes:
    """A drawing in the place of a photograph, as PNG, 960 by 640 pixels. Raises KeyError for a key that is none."""
    sheet = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), _PAPER)
    _PHOTOGRAPHS[key](ImageDraw.Draw(sheet))
    out = BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()
