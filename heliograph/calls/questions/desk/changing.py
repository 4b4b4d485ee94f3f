"""What is done with a list of questions, as a list: nothing is stored here, nothing asked of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from heliograph.calls.questions.desk.typed import outcomes
from heliograph.calls.questions.desk.words import called
from heliograph.calls.questions.records import Question
from heliograph.network.states import Refused

Questions = tuple[Question, ...]


def place_of(questions: Sequence[Question], key: str) -> int:
    """The index of a question. Raises Refused where it is there no more."""
    for index, question in enumerate(questions):
        if question.key == key:
            return index
    raise Refused("gone", _("This question was removed in the meantime."))


def waiting_for(questions: Iterable[Question], key: str) -> list[Question]:
    """The questions that are shown only after certain answers to this one."""
    return [one for one in questions if one.shown is not None and one.shown.question == key]


def moved(questions: Questions, key: str, to: int) -> Questions:
    """The question at index ``to``, or as near as there is one. Raises Refused where it would come before what decides
    whether it is shown.
    """
    rest = list(questions)
    question = rest.pop(place_of(questions, key))
    rest.insert(max(0, min(to, len(rest))), question)
    _check_order(rest)
    return tuple(rest)


def _check_order(questions: Sequence[Question]) -> None:
    seen: set[str] = set()
    known = {question.key for question in questions}
    for question in questions:
        before = question.shown.question if question.shown else None
        if before in known and before not in seen:
            other = next(one for one in questions if one.key == before)
            names = {"question": called(question), "other": called(other)}
            sentence = _("“%(question)s” is shown only after certain answers to “%(other)s”: it has to come later.")
            raise Refused("order", sentence % names)
        seen.add(question.key)


def added(questions: Questions, question: Question, after: str = "") -> Questions:
    """With one more, at the end or after another."""
    index = place_of(questions, after) + 1 if after else len(questions)
    return (*questions[:index], question, *questions[index:])


def removed(questions: Questions, key: str) -> Questions:
    """Without a question. What was shown only after certain answers to it is shown always."""
    place_of(questions, key)
    return tuple(_freed(one, key) for one in questions if one.key != key)


def _freed(question: Question, key: str) -> Question:
    waits = question.shown is not None and question.shown.question == key
    return replace(question, shown=None) if waits else question


def replaced(questions: Questions, key: str, question: Question) -> Questions:
    """With a question as it is now. A new key is taken over by what waits for it.

    Raises Refused where an answer is gone that another question waits for.
    """
    index = place_of(questions, key)
    there = tuple(_follows(one, key, question) for one in questions)
    return (*there[:index], question, *there[index + 1 :])


def _follows(waiting: Question, key: str, now: Question) -> Question:
    if waiting.shown is None or waiting.shown.question != key:
        return waiting
    missing = [value for value in waiting.shown.values if value not in outcomes(now)]
    if missing:
        sentence = _("“%(question)s” waits for an answer that you took away. Change when it is shown first.")
        raise Refused("waited-for", sentence % {"question": called(waiting)})
    return replace(waiting, shown=replace(waiting.shown, question=now.key))


def copied(questions: Questions, key: str, own: str) -> Questions:
    """With a question once more, right after itself, under a key of its own."""
    question = questions[place_of(questions, key)]
    return added(questions, replace(question, key=own), key)
