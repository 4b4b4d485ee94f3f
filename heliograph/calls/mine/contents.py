"""What an answer says: its questions with the words given to them, its files, who answers along."""

from __future__ import annotations

from typing import Any

from heliograph.calls.corresponding.box import box
from heliograph.calls.files.named import named_in
from heliograph.calls.mine.lines import Eyes
from heliograph.calls.models import Response
from heliograph.calls.questions.telling import Told, told
from heliograph.network.models import Person


def contents(response: Response, person: Person, eyes: Eyes, *, own: bool) -> dict[str, Any]:
    """For the page of an answer; a draft, and what was saved since sending, are shown to whose own it is.

    Of the files those that the acknowledged answers name were sent; ``unsent_files`` are those of what was saved since.
    """
    languages = [*eyes.languages, response.call.source_language]
    sent = response.submitted_at is not None
    shown = response.answers if sent else response.draft if own else {}
    named = named_in(response.answers) if sent else frozenset()
    files = list(response.files.all()) if own or named else []
    unsent = named_in(response.draft) - named if own else frozenset()
    return {
        "told": told(response.question_set, shown, languages, zone=eyes.zone),
        "unsent": _unsent(response, languages, eyes) if own and sent and response.draft else [],
        "files": [each for each in files if str(each.public_id) in named],
        "unsent_files": [each for each in files if str(each.public_id) in unsent],
        "box": box(response, person, eyes.at) if own else None,
    }


def _unsent(response: Response, languages: list[str], eyes: Eyes) -> list[Told]:
    return told(response.question_set, response.draft, languages, zone=eyes.zone)
