"""Nobody: who stands in a response where somebody stood. One row, which is no member of anything."""

from __future__ import annotations

from datetime import datetime

from heliograph.network.models import Person

#: No letter ever goes there (RFC 2606).
ADDRESS = "nobody@erased.example.invalid"


def nobody(at: datetime) -> Person:
    """The row; made at an instant where it is not there yet."""
    blank = {"is_active": False, "erased_at": at, "name": "", "languages": ["en"], "zone": "UTC", "password": "!"}
    found, _made = Person.objects.get_queryset().get_or_create(email=ADDRESS, defaults=blank)
    return found
