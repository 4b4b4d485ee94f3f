"""Ways from a page into the reader's calendar."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from heliograph.calls.states import Visibility
from heliograph.events.agenda.adding import elsewhere
from heliograph.events.agenda.of_events import entry_of
from heliograph.events.models import Occurrence
from heliograph.frame.reader import Reader

register = template.Library()


@register.inclusion_tag("events/agenda/add.html", takes_context=True)
def add_to_calendar(context: dict[str, Any], occurrence: Occurrence) -> dict[str, Any]:
    """A fold with the file of one time of an event, and ways into calendars on the web; nothing without a day."""
    reader: Reader = context.get("reader") or Reader((settings.LANGUAGE_CODE,), None)
    event = occurrence.event
    query = {"time": str(occurrence.public_id), "in": reader.language}
    if event.visibility == Visibility.LINK:
        query["key"] = event.link
    file = f"{reverse('events:event_ics', args=[event.slug])}?{urlencode(query)}"
    return {"adds": elsewhere(entry_of(occurrence, reader)), "file": file}
