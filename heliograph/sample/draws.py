"""Chance without a random stream: every draw follows from the place where it is made.

The same seed gives the same sample on every machine, and a new field or country changes no other draw.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

SEED = "sample-1"
_NORMAL = NormalDist()


def draw(entity: str, field: str, seed: str = SEED) -> float:
    """A number in [0, 1) that belongs to one field of one entity."""
    told = blake2b(f"{seed}|{entity}|{field}".encode(), digest_size=8).digest()
    return (int.from_bytes(told, "big") >> 11) / 2**53


def pick(options: Sequence[T], at: float) -> T:
    """The option at a draw, all alike likely."""
    return options[int(at * len(options))]


def weighted(options: Sequence[T], running: Sequence[float], at: float) -> T:
    """The option at a draw; ``running`` are the running totals of the weights."""
    return options[min(bisect_right(running, at * running[-1]), len(options) - 1)]


def normal(at: float) -> float:
    """The standard normal quantile of a draw."""
    return _NORMAL.inv_cdf(min(max(at, 1e-9), 1 - 1e-9))
