"""A moment on the wall, in one line for the editor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from heliograph.bulletin.instants import NoSuchTime, stored_fields
from heliograph.bulletin.purposes import deadline_words, event_words
from heliograph.bulletin.states import MomentKind, MomentStatus
from heliograph.moments.stored import Stored
from heliograph.moments.wording import write


def moment_words(wall: Mapping[str, Any], zone: str = "") -> str:
    """What a date is for and when, as a reader with the organizer would read it."""
    try:
        fields, _troubles = stored_fields(wall, zone or settings.ORGANIZER_ZONE)
    except NoSuchTime:
        return str(wall.get("start") or "")
    what = deadline_words(fields["what"]) if fields["kind"] == MomentKind.DEADLINE else event_words(fields["what"])
    names = ("kind", "start", "end", "zone", "precision", "opens")
    kept = Stored(**{name: fields[name] for name in names}, words=fields["text"])
    when = write(kept, reader_zone=None, language=get_language() or "en", now=datetime.now(UTC))
    parts = [f"{what} {when.first}".strip(), when.opens, fields["place"], fields["language"]]
    if fields["status"] == MomentStatus.WITHDRAWN:
        parts.append(str(MomentStatus.WITHDRAWN.label))
    return " · ".join(part for part in parts if part)
