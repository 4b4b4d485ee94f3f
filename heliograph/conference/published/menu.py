"""What this room registers when the site starts."""

from __future__ import annotations


def register_published() -> None:
    """For ``ready()``."""
