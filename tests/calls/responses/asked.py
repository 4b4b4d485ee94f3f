"""A call with a question of every type that the table looks for, and answers to it."""

from __future__ import annotations

from typing import Any

from heliograph.calls.models import Call, Response
from heliograph.network.models import Organization
from tests.calls.factories import call, response

QUESTIONS: list[dict[str, Any]] = [
    {"key": "title", "type": "short", "label": {"en": "Title"}},
    {"key": "why", "type": "long", "label": {"en": "Why?"}},
    {"key": "size", "type": "number", "label": {"en": "How many?"}},
    {"key": "day", "type": "date", "label": {"en": "Which day?"}},
    {"key": "level", "type": "single", "label": {"en": "Level"}, "options": [
        {"key": "primary", "label": {"en": "Primary"}}, {"key": "upper", "label": {"en": "Upper"}}]},
    {"key": "themes", "type": "multiple", "label": {"en": "Themes"}, "options": [
        {"key": "peace", "label": {"en": "Peace"}}, {"key": "water", "label": {"en": "Water"}},
        {"key": "song", "label": {"en": "Song"}}]},
    {"key": "partner", "type": "country", "label": {"en": "Partner"}},
    {"key": "photos", "type": "consent", "label": {"en": "Photographs"},
     "settings": {"text": {"en": "I agree that photographs are taken."}}},
]  # fmt: skip
AGREED = {"agreed": True, "text": "I agree.", "language": "en", "digest": "d", "at": "2026-11-01T10:00:00+00:00"}


def asking(**fields: Any) -> Call:
    """A call whose organizer decides, with these questions."""
    return call(**{"kind": "application", "questions": QUESTIONS, **fields})


def answered(to: Call, title: str, for_: Organization | None = None, **answers: Any) -> Response:
    """A response with a title by which tests tell it apart."""
    return response(to, for_=for_, title=title, **answers)
