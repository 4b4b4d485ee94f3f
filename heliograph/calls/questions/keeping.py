"""What one process keeps of lists of questions, so that they are read, and their forms made, once for many readers.

It is good while ``saved_at`` stands; the list itself is compared too, which costs microseconds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions.schema import Question, kept
from heliograph.frame.keeping import Shelf

#: So many lists are kept, and so many forms: one of twelve questions is about 20 KB.
LISTS, FORMS = 256, 512


_lists: Shelf[tuple[Any, tuple[Question, ...]]] = Shelf(LISTS)


def questions_of(question_set: QuestionSet) -> tuple[Question, ...]:
    """The questions of a set; for the same set saved at the same instant the very same objects."""
    key: tuple[int | None, datetime | None] = (question_set.pk, question_set.saved_at)
    found = _lists.get(key)
    if found is None or found[0] != question_set.questions:
        found = (question_set.questions, kept(question_set.questions))
        if question_set.pk is not None:
            _lists.put(key, found)
    return found[1]
