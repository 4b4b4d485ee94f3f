"""Calls as they stand, kept by each process: the rush before a deadline asks for the same one again and again.

What is kept is good while the generation of the finished pages stands: whoever changes a call, its dates, questions or
audience touches it in the same transaction (``frame/finished.py``).
"""

from __future__ import annotations

from copy import copy

from django.db.models import Prefetch

from heliograph.calls.documents.attached import with_documents
from heliograph.calls.models import Call, QuestionSet
from heliograph.frame.finished import begun_generation
from heliograph.frame.keeping import Shelf

CALLS = 200
_calls: Shelf[tuple[int, Call]] = Shelf(CALLS)


def call_named(slug: str) -> Call | None:
    """The call of a name with programme, audience, dates, attachments, questions, extensions, for reading.

    One small query where it is kept; ``generation`` says of which it is.
    """
    number = begun_generation()
    found = _calls.get(slug)
    if found is None or found[0] != number:
        fresh = _load(slug)
        if fresh is None:
            return None
        fresh.generation = number  # type: ignore[attr-defined]
        found = (number, fresh)
        _calls.put(slug, found)
    return copy(found[1])


def _load(slug: str) -> Call | None:
    newest = QuestionSet.objects.order_by("-version")
    sets = Prefetch("question_sets", newest, to_attr="asked")
    extended = Prefetch("extensions", to_attr="extended")
    calls = Call.objects.select_related("programme", "audience").dated()
    attached = Prefetch("attachments", with_documents())
    return calls.prefetch_related(attached, sets, extended).filter(slug=slug).first()


def forget() -> None:
    """Keep nothing any more: for tests, which take back what they have written."""
    _calls.clear()
