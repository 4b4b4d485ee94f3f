"""What this room adds to the menus."""

from __future__ import annotations


def register_corresponding() -> None:
    """For ``ready()``."""
