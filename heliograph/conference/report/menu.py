"""What this room registers when the site starts."""

from __future__ import annotations


def register_report() -> None:
    """For ``ready()``."""
