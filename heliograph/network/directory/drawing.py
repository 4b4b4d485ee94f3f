"""The map of the world and of its regions: a dot for each country that has members, its area as their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt

from heliograph.network import places
from heliograph.network.countries import Region, countries_of
from heliograph.network.directory.land import Box, outline
from heliograph.network.directory.projection import HEIGHT, WIDTH, placed, project

#: The breadth of a map on a wide screen, in pixels, and the radii of its dots there.
_PIXELS = 1184
_LARGEST, _SMALLEST = 22.0, 2.6
#: So large a target can be met by a finger; on the map of the world they would lie on one another.
_TARGET = 12.0
_LETTERS = 14
WORLD = Box(0, 0, WIDTH, HEIGHT)
#: Towns of each country that a map of its region holds, the space around them in units, and its shapes.
_TOWNS, _MARGIN = 4, 45
_FLATTEST, _HIGHEST = 2.3, 1.35


@dataclass(frozen=True)
class Dot:
    """A country in its place; numbers are ready for the drawing. ``halo`` is a radius, empty where there is none."""

    country: str
    words: str
    x: str
    y: str
    radius: str
    halo: str
    anchor: str
    above: str


@dataclass(frozen=True)
class Drawing:
    """A map: ``box`` is the part of it that is shown, ``letters`` the size of names in its units."""

    box: str
    land: str
    letters: str
    dots: tuple[Dot, ...]


def _point(longitude: float, latitude: float) -> tuple[float, float]:
    return project(placed(longitude), latitude)


@cache
def _main_point(country: str) -> tuple[float, float] | None:
    """Where a country's dot stands: at its largest town; None for a country of which no town is known."""
    place = places.main_place(country)
    return _point(place.longitude, place.latitude) if place else None


def _towns(countries: Iterable[str]) -> Iterator[tuple[float, float]]:
    for country in countries:
        for name in places.towns(country)[:_TOWNS]:
            if place := places.find(country, name):
                yield _point(place.longitude, place.latitude)


def _shaped(left: float, top: float, right: float, bottom: float) -> Box:
    """The box with a margin, made wider or higher where it would be too narrow or too flat; never beyond the poles."""
    width, height = right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN
    shaped = max(width, height * _HIGHEST), max(height, width / _FLATTEST)
    middle, centre = (left + right) / 2, (top + bottom) / 2
    above = min(max(centre - shaped[1] / 2, 0), HEIGHT - shaped[1])
    return Box(round(middle - shaped[0] / 2), round(above), round(shaped[0]), round(shaped[1]))


@cache
def box_of(region: Region | None) -> Box:
    """The part of the map that shows a region; the world where none is given."""
    if region is None:
        return WORLD
    across, down = zip(*_towns(sorted(countries_of(region))), strict=True)
    return _shaped(min(across), min(down), max(across), max(down))


def _written(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _anchor(share: float) -> str:
    """How a name at this share of the breadth stays inside the drawing."""
    return "start" if share < 0.2 else "end" if share > 0.8 else "middle"


def _dot(country: str, words: str, share: float, box: Box, *, targets: bool) -> Dot | None:
    """``share`` is the country's number of members as part of the largest number in the world."""
    point, pixel = _main_point(country), box.width / _PIXELS
    if point is None:
        return None
    radius = max(_SMALLEST, _LARGEST * sqrt(share))
    return Dot(
        country,
        words,
        _written(point[0]),
        _written(point[1]),
        _written(radius * pixel),
        _written(_TARGET * pixel) if targets and radius < _TARGET else "",
        _anchor((point[0] - box.left) / box.width),
        _written(point[1] - (radius + 5) * pixel),
    )


def draw(region: Region | None, members: Mapping[str, int], largest: int, words: Mapping[str, str]) -> Drawing:
    """The map of a region, or of the world.

    ``members`` are the numbers of members by country, ``words`` what each dot says, ``largest`` is the largest number
    in the world. The dots stand in the order of their size, so that small ones lie above large ones.
    """
    box = box_of(region)
    order = sorted((code for code, count in members.items() if count), key=lambda code: (-members[code], code))
    dots = (_dot(code, words[code], members[code] / largest, box, targets=region is not None) for code in order)
    letters = _written(_LETTERS * box.width / _PIXELS)
    return Drawing(str(box), outline(box), letters, tuple(dot for dot in dots if dot is not None))


@dataclass(frozen=True)
class Locator:
    """A small map around one town; numbers are ready for the drawing."""

    box: str
    land: str
    x: str
    y: str


def place_of(country: str, city: str) -> Locator | None:
    """Where a town lies; None for one that is not known."""
    place = places.find(country, city) if city else None
    if place is None:
        return None
    x, y = _point(place.longitude, place.latitude)
    box = Box(round(x) - 180, round(y) - 110, 360, 220)
    return Locator(str(box), outline(box), _written(x), _written(y))
