"""What is still to be filled in by who has an answer that was another's: personal answers do not go with a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.calls.mine.lines import AnswerLine
from heliograph.calls.mine.unanswered import unanswered
from heliograph.calls.mine.ways import Way
from heliograph.calls.questions.types.type import picked
from heliograph.calls.templatetags.calls_text import Picked


@dataclass(frozen=True)
class Missing:
    """The ``questions`` that have no answer; ``url`` is the form, empty where answers are not taken any more."""

    questions: tuple[Picked, ...]
    url: str


def missing(line: AnswerLine, way: Way, languages: Sequence[str]) -> Missing | None:
    """None where nothing is missing, or it is for somebody else to say."""
    response = line.response
    if not line.lacks:
        return None
    found = tuple(picked(each.label, languages) for each in unanswered(response))
    return Missing(found, way.change(response) if line.can.change else "") if found else None
