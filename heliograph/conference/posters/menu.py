"""What this room registers when the site starts."""

from __future__ import annotations


def register_posters() -> None:
    """For ``ready()``."""
