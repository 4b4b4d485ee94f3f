"""How many schools each country has: by the square root of its population, shared out by largest remainder."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from heliograph.sample.draws import draw

SCHOOLS = 12_000
FLOOR = 3
CEILING = 600


def weights(populations: Mapping[str, int]) -> dict[str, float]:
    """A country's weight: the square root of its population, 20 % up or down."""
    return {code: sqrt(count) * (0.6 + 0.8 * draw(code, "schools")) for code, count in sorted(populations.items())}


def _clamped(value: float) -> int | None:
    """The bound that a share breaks, else None."""
    if value < FLOOR:
        return FLOOR
    return CEILING if value > CEILING else None


def _settle(weight: Mapping[str, float], seats: int) -> dict[str, float]:
    """Exact shares, with those beyond a bound fixed at it and the rest shared again until none is."""
    fixed: dict[str, float] = {}
    while True:
        free = {code: value for code, value in weight.items() if code not in fixed}
        left, total = seats - sum(fixed.values()), sum(free.values())
        exact = {code: left * value / total for code, value in free.items()}
        broken = {code: float(bound) for code, value in exact.items() if (bound := _clamped(value)) is not None}
        if not broken:
            return {**fixed, **exact}
        fixed.update(broken)


def share_out(populations: Mapping[str, int], seats: int = SCHOOLS) -> dict[str, int]:
    """Schools by country code; they add up to ``seats``, ties go by code."""
    exact = _settle(weights(populations), seats)
    shares = {code: int(value) for code, value in exact.items()}
    by_remainder = sorted(exact, key=lambda code: (shares[code] - exact[code], code))
    for code in by_remainder[: seats - sum(shares.values())]:
        shares[code] += 1
    return dict(sorted(shares.items()))
