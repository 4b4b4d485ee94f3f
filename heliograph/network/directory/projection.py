"""The Equal Earth projection: countries of equal area are drawn with equal area. Pure.

Šavrič, Patterson, Jenny: The Equal Earth map projection (2018). The central meridian is 11° east, so that the edges of
the map run through the Bering Strait and cut no land.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

MERIDIAN = 11.0
#: Units from the western to the eastern end of the equator, and the parallels between which the map shows the world.
WIDTH = 2000
NORTH, SOUTH = 84.0, -56.0
#: Islands east of the map's edge that belong to the Pacific are drawn beyond it, up to here.
EASTMOST = 205.0

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = sqrt(3) / 2
_HALF_EQUATOR = 180 * radians(1) / (_ROOT * _A[0])
_SCALE = WIDTH / 2 / _HALF_EQUATOR


def _height(theta: float) -> float:
    return theta * (_A[0] + _A[1] * theta**2 + theta**6 * (_A[2] + _A[3] * theta**2))


def _slope(theta: float) -> float:
    return _A[0] + 3 * _A[1] * theta**2 + theta**6 * (7 * _A[2] + 9 * _A[3] * theta**2)


def _theta(latitude: float) -> float:
    return asin(_ROOT * sin(radians(latitude)))


_TOP = _height(_theta(NORTH))
#: Units from the northern to the southern edge.
HEIGHT = round((_TOP - _height(_theta(SOUTH))) * _SCALE)


def placed(longitude: float) -> float:
    """A longitude as the map counts it: degrees east of Greenwich, from the map's western edge on."""
    edge = MERIDIAN - 180
    turned = (longitude - edge) % 360 + edge
    return turned + 360 if turned + 360 <= EASTMOST else turned


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point lies on the map: units from the left and from the top; the longitude as ``placed`` counts it."""
    theta = _theta(latitude)
    x = radians(longitude - MERIDIAN) * cos(theta) / (_ROOT * _slope(theta))
    return WIDTH / 2 + x * _SCALE, (_TOP - _height(theta)) * _SCALE
