"""Which personal answers an answer lacks that was another's: they do not go with a place."""

from __future__ import annotations

from heliograph.calls.lifecycle.passing_on import is_personal
from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.models import Response
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.schema import Question
from heliograph.calls.questions.telling import is_shown
from heliograph.calls.questions.types import is_empty
from heliograph.calls.states import MOVING, Verb

_PASSED_ON = MOVING | {Verb.HAND_OVER}


def lacks(response: Response) -> bool:
    """Whether one that stands and was another's has personal questions without an answer.

    No query where it was nobody else's; one where the questions were not fetched.
    """
    return response.state in STANDING and _was_anothers(response) and bool(unanswered(response))


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
