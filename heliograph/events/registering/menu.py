"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.events.registering.held import register_held


def register_registering() -> None:
    """For ``ready()``."""
    register_held()
