"""Which questions a call asks, and how they change: what was answered stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.models import Call, CallEntry, QuestionSet
from heliograph.calls.questions.schema import Question, as_data, read
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: What the log of a call says of it.
SAVED = "questions"


def current(call: Call) -> QuestionSet:
    """The questions that a call asks now; where it has none on record yet, an empty list is put there.

    One query; none where ``asked`` has its sets, the newest first.
    """
    asked = getattr(call, "asked", None)
    found = asked[0] if asked else call.question_sets.order_by("-version").first()
    if found is None:
        fresh = {"made_at": call.created_at, "saved_at": call.created_at}
        found, _made = QuestionSet.objects.get_or_create(call=call, version=1, defaults=fresh)
    found.call = call
    return found


@transaction.atomic
def save_questions(
    call: Call, questions: Iterable[Question], by: Person | None, at: datetime, seen: datetime | None = None
) -> QuestionSet:
    """Make these the questions of a call: in place, or as a new version where the newest has a response.

    ``seen`` is the ``saved_at`` of the questions that were edited. Raises BadQuestions, and Refused ``stale`` where
    somebody else has saved others since. What is no change is not saved.
    """
    data = as_data(read(as_data(questions)))
    held = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    newest = current(held)
    if seen is not None and seen != newest.saved_at:
        raise Refused("stale", _stale())
    if data == newest.questions:
        return newest
    answered = newest.responses.exists()
    saved_at = max(at, newest.saved_at + timedelta(microseconds=1))
    if answered:
        number = newest.version + 1
        newest = QuestionSet(call=held, version=number, made_at=at, made_by=by)
    newest.questions, newest.saved_at = data, saved_at
    newest.save()
    CallEntry.objects.create(call=held, at=at, by=by, verb=SAVED, data={"version": newest.version, "new": answered})
    touch()
    return newest


def _stale() -> str:
    return _(
        "Somebody else has saved these questions since you opened them. Look at them as they are now, "
        "then make your changes again."
    )
