"""What does not go with a place that is passed on: answers about the person who had it, and his consents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.calls.models import AnswerFile, Response
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.schema import Question
from heliograph.calls.questions.telling import is_shown
from heliograph.calls.questions.types import type_named


def personal_keys(response: Response) -> frozenset[str]:
    """The keys of the questions of a response that each person answers for himself."""
    return frozenset(each.key for each in questions_of(response.question_set) if is_personal(each))


def is_personal(question: Question) -> bool:
    """Whether each person answers a question for himself: it is marked as personal, or of a type that is."""
    type_ = type_named(question.type)
    return question.personal or (type_ is not None and type_.by_person)


def without_personal(response: Response) -> dict[str, Any]:
    """The acknowledged answers without personal ones, and without those that were asked because of them alone."""
    return _without(response, response.answers)


def _without(response: Response, answers: Mapping[str, Any]) -> dict[str, Any]:
    questions = {each.key: each for each in questions_of(response.question_set)}
    keys = personal_keys(response)
    rest = {key: value for key, value in answers.items() if key not in keys}
    asked_of_all = {key for key, each in questions.items() if is_shown(each, questions, rest)}
    return {key: value for key, value in rest.items() if key not in questions or key in asked_of_all}


def drop_personal(response: Response) -> tuple[str, ...]:
    """Take personal answers out of a response, sent and saved, with their files; returns the fields to be saved."""
    response.answers, response.draft = without_personal(response), _without(response, response.draft)
    AnswerFile.objects.filter(response=response, question__in=personal_keys(response)).delete()
    return ("answers", "draft")
