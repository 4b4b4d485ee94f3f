"""What the clock does for answers; every step is found done when it is done again."""

from __future__ import annotations

from datetime import datetime

from heliograph.calls.lifecycle.verbs import lapse_due


def tend(at: datetime) -> None:
    """Give places that were not taken up in time to the next who wait."""
    lapse_due(at)
