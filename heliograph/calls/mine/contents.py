"""What an answer says: its questions with the words given to them, its files, who answers along."""

from __future__ import annotations

from typing import Any

from heliograph.calls.corresponding.box import box
from heliograph.calls.mine.lines import Eyes
from heliograph.calls.models import Response
from heliograph.calls.questions.telling import told
from heliograph.network.models import Person


def contents(response: Response, person: Person, eyes: Eyes, *, own: bool) -> dict[str, Any]:
    """For the page of an answer; a draft, and what was saved since sending, are shown to whose own it is."""
    languages = [*eyes.languages, response.call.source_language]
    sent = response.submitted_at is not None
    shown = response.answers if sent else response.draft if own else {}
    return {
        "told": told(response.question_set, shown, languages),
        "unsent": told(response.question_set, response.draft, languages) if own and sent and response.draft else [],
        "files": response.files.all(),
        "box": box(response, person, eyes.at) if own else None,
    }
