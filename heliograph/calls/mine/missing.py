"""What is still to be filled in by who has an answer that was another's: personal answers do not go with a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.calls.lifecycle.passing_on import is_personal
from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.mine.lines import AnswerLine
from heliograph.calls.mine.ways import Way
from heliograph.calls.models import Response
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.schema import Question
from heliograph.calls.questions.telling import is_shown
from heliograph.calls.questions.types import is_empty
from heliograph.calls.questions.types.type import picked
from heliograph.calls.states import MOVING, Verb
from heliograph.calls.templatetags.calls_text import Picked

_PASSED_ON = MOVING | {Verb.HAND_OVER}


@dataclass(frozen=True)
class Missing:
    """The ``questions`` that have no answer; ``url`` is the form, empty where answers are not taken any more."""

    questions: tuple[Picked, ...]
    url: str


def missing(line: AnswerLine, way: Way, languages: Sequence[str]) -> Missing | None:
    """None where nothing is missing, or it was nobody else's. One query where the questions were not fetched."""
    response = line.response
    if response.state not in STANDING or not _was_anothers(response):
        return None
    found = tuple(picked(each.label, languages) for each in unanswered(response))
    return Missing(found, way.change(response) if line.can.change else "") if found else None


def unanswered(response: Response) -> list[Question]:
    """The personal questions that must be answered and are not. One query where the questions were not fetched."""
    questions = {each.key: each for each in questions_of(response.question_set)}
    return [
        each
        for each in questions.values()
        if is_personal(each) and each.required and is_empty(response.answers.get(each.key))
        if is_shown(each, questions, response.answers)
    ]


def _was_anothers(response: Response) -> bool:
    return any(entry.verb in _PASSED_ON for entry in response.entries.all())
