"""How exactly a moment is known."""

from __future__ import annotations

from enum import StrEnum


class Precision(StrEnum):
    """From the minute to the half-year."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    TEN_DAYS = "ten-days"
    HALF_MONTH = "half-month"
    MONTH = "month"
    HALF_YEAR = "half-year"
