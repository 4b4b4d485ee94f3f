"""On the page of one response: when the person who gave it was reminded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from heliograph.calls.models import Response
from heliograph.calls.reminders.models import Reminded


def of_response(_request: HttpRequest, response: Response) -> Mapping[str, Any] | None:
    """The days, in his own zone, on which he was reminded; None where he never was. One query."""
    rows = Reminded.objects.filter(call=response.call_id, person=response.person_id).order_by("day", "pk")
    found = list(rows[:100])
    return {"reminded": found} if found else None
