"""Makes ``data/land.txt``, the outline of the land, from the atlas. Run by hand, never at run time.

    npm pack 'world-atlas@=2.0.2' && tar xf world-atlas-2.0.2.tgz
    python -m heliograph.network.directory.make_land package/land-110m.json

Each line is one ring on the map of ``projection``: the first point, then steps to the next ones, in whole units.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from heliograph.network.directory.projection import MERIDIAN, SOUTH, project

Point = tuple[float, float]
Ring = list[Point]

FILE = Path(__file__).parent.parent / "data" / "land.txt"
#: Islands smaller than so many square units are left out; points nearer to the line around them than so many units too.
SMALLEST, NEAREST = 5.0, 0.7
#: Edges are divided into parts of at most so many degrees, so that a cut along the map's edge follows its curve.
STEP = 4.0


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """The lines of a TopoJSON file in degrees: they are kept as steps in whole numbers."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for east, north in steps:
            x, y = x + east, y + north
            line.append((x * kx + dx, y * ky + dy))
        arcs.append(line)
    return arcs


def _rings(topology: dict[str, Any]) -> Iterator[Ring]:
    """The ring of each piece of land and of each sea in it; a negative number of an arc: it is run backwards."""
    arcs = _arcs(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for numbers in (ring for polygon in polygons for ring in polygon):
            ring: Ring = []
            for number in numbers:
                line = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += line[1:] if ring else line
            yield ring


def _unrolled(ring: Ring) -> Ring:
    """The ring without jumps from one end of the world to the other: longitudes run on beyond 180."""
    found, last, turn = [], ring[0][0], 0.0
    for longitude, latitude in ring:
        if abs(longitude + turn - last) > 180:
            turn += 360 if longitude + turn < last else -360
        last = longitude + turn
        found.append((last, latitude))
    return found


def _divided(ring: Ring) -> Iterator[Point]:
    for (x, y), (to_x, to_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        parts = max(1, round(max(abs(to_x - x), abs(to_y - y)) / STEP))
        yield from ((x + (to_x - x) * n / parts, y + (to_y - y) * n / parts) for n in range(parts))


def _cut(ring: Iterable[Point], edge: float, keep: Callable[[float], bool]) -> Ring:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    points = list(ring)
    found: Ring = []
    for (x, y), (to_x, to_y) in zip(points[-1:] + points[:-1], points, strict=True):
        if keep(x) != keep(to_x):
            found.append((edge, y + (to_y - y) * (edge - x) / (to_x - x)))
        if keep(to_x):
            found.append((to_x, to_y))
    return found


def _on_the_map(ring: Ring) -> Iterator[Ring]:
    """The ring, in as many parts as the map's edges cut it into."""
    west, east = MERIDIAN - 180, MERIDIAN + 180
    for turn in (-360, 0, 360):
        turned = [(x + turn, y) for x, y in _divided(_unrolled(ring))]
        part = _cut(turned, west, lambda x: x >= west)
        if part := _cut(part, east, lambda x: x <= east) if part else []:
            yield part


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / float(length)


def _simpler(line: Ring) -> Ring:
    """The line without points that lie near the line between their neighbours (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    far, at = max((_distance(point, line[0], line[-1]), at) for at, point in enumerate(line[1:-1], 1))
    return [line[0], line[-1]] if far < NEAREST else _simpler(line[: at + 1])[:-1] + _simpler(line[at:])


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairs)) / 2


def _line(ring: Ring) -> str:
    """The ring as numbers: no two points the same."""
    whole = [(round(x), round(y)) for x, y in ring]
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(whole)]
    return " ".join(f"{x} {y}" for x, y in [whole[0], *(step for step in steps if step != (0, 0))])


def lines(topology: dict[str, Any]) -> Iterator[str]:
    """The file's lines, the largest land first; Antarctica, where no school is, is left out."""
    rings = [ring for ring in _rings(topology) if max(y for _x, y in ring) > SOUTH]
    drawn = [[project(*point) for point in part] for ring in rings for part in _on_the_map(ring)]
    large = sorted((ring for ring in drawn if _area(ring) >= SMALLEST), key=_area, reverse=True)
    for ring in large:
        half = len(ring) // 2
        yield _line(_simpler(ring[: half + 1])[:-1] + _simpler([*ring[half:], ring[0]])[:-1])


def main(atlas: Path) -> None:
    found = list(lines(json.loads(atlas.read_text(encoding="utf-8"))))
    FILE.write_text("\n".join(found) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
