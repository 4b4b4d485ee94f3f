"""What this room adds to the page of an event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from heliograph.events.models import Event


def part(request: HttpRequest, event: Event, at: datetime) -> dict[str, Any]:
    """What ``events/parts/afterwards.html`` shows; ``at`` is aware."""
    return {}
