"""Saves a change of a call's questions at once; two who change the same do not overwrite one another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.models import Call, QuestionSet
from heliograph.calls.questions import versions
from heliograph.calls.questions.desk.changing import Questions, place_of
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.schema import as_data, kept
from heliograph.network.models import Person
from heliograph.network.states import Refused


class Meanwhile(Refused):
    """Somebody else has changed the same; ``now`` is the question as it stands, None where the order was changed."""

    def __init__(self, now: Question | None = None) -> None:
        sentence = _("Somebody else changed this while you had it open.")
        super().__init__("meanwhile", sentence)
        self.now = now


def mark_of(questions: Iterable[Question]) -> str:
    """A short digest of questions and their order; equal marks mean that nothing in them has changed."""
    return blake2b(json.dumps(as_data(tuple(questions)), sort_keys=True).encode(), digest_size=10).hexdigest()


def questions_of(call: Call) -> Questions:
    """The questions that are asked now."""
    return kept(versions.current(call).questions)


def change(
    call: Call, made: Callable[[Questions], Questions], by: Person, at: datetime, *, seen: str, of: str = ""
) -> QuestionSet:
    """Put what ``made`` makes of the questions in their place.

    ``seen`` is the mark of what the editor had before him: of the question ``of``, or of all where that is empty.
    Raises Meanwhile where that is otherwise by now, and Refused as ``made`` and ``versions`` do.
    """
    with transaction.atomic():
        held = Call.objects.select_for_update().get(pk=call.pk)
        now = questions_of(held)
        _check(now, seen, of)
        return versions.save_questions(held, made(now), by, at)


def add(call: Call, made: Callable[[Questions], Questions], by: Person, at: datetime) -> QuestionSet:
    """The same for what overwrites nothing."""
    with transaction.atomic():
        held = Call.objects.select_for_update().get(pk=call.pk)
        return versions.save_questions(held, made(questions_of(held)), by, at)


def _check(now: Questions, seen: str, of: str) -> None:
    looked_at = (now[place_of(now, of)],) if of else now
    if mark_of(looked_at) != seen:
        raise Meanwhile(looked_at[0] if of else None)
