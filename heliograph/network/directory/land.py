"""The outline of the land, as far as a part of the map shows it. No database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "land.txt"


@dataclass(frozen=True)
class Box:
    """A part of the map in its units."""

    left: int
    top: int
    width: int
    height: int

    def touches(self, other: Box) -> bool:
        across = self.left < other.left + other.width and other.left < self.left + self.width
        return across and self.top < other.top + other.height and other.top < self.top + self.height

    def __str__(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"


@dataclass(frozen=True)
class _Ring:
    path: str
    box: Box


def _ring(line: str) -> _Ring:
    numbers = line.split()
    across, down = (list(accumulate(int(number) for number in numbers[start::2])) for start in (0, 1))
    box = Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
    steps = " ".join(numbers[2:]).replace(" -", "-")
    return _Ring(f"M{numbers[0]} {numbers[1]}l{steps}z", box)


@cache
def _rings() -> tuple[_Ring, ...]:
    return tuple(_ring(line) for line in _FILE.read_text(encoding="ascii").splitlines())


@lru_cache(maxsize=32)
def outline(box: Box) -> str:
    """The land that lies in a part of the map, as the path of an SVG; seas in the land are left out by even-odd."""
    return "".join(ring.path for ring in _rings() if ring.box.touches(box))
