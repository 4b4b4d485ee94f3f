"""What the pages of this room begin with: the call that one runs, its questions, what was asked and answered before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from heliograph.calls.models import Call, QuestionSet
from heliograph.calls.questions.desk.around import OPTIONS
from heliograph.calls.questions.schema import kept
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import ResponseState

_DRAFTS = Q(responses__state=ResponseState.DRAFT)


def call_or_404(request: HttpRequest, slug: str) -> Call:
    """A call that the person behind the request runs."""
    found: Call = get_object_or_404(calls_run_by(request.user).select_related("programme"), slug=slug)
    return found


def versions_of(call: Call) -> list[QuestionSet]:
    """All versions, the newest first, with ``answered`` and ``begun``: how many answers were sent, and not sent yet."""
    counted = call.question_sets.annotate(
        answered=Count("responses", filter=~_DRAFTS), begun=Count("responses", filter=_DRAFTS)
    )
    return list(counted.select_related("made_by").order_by("-version"))


@dataclass(frozen=True)
class Past:
    """What was asked before. ``keys`` are those of all questions there ever were, ``answered`` those with answers."""

    keys: frozenset[str]
    answered: frozenset[str]
    sets: tuple[QuestionSet, ...]

    def ever(self, key: str) -> dict[str, set[str]]:
        """The keys that the lines of a question's lists ever had, by the name of the list."""
        found: dict[str, set[str]] = {}
        for question in (one for each in self.sets for one in kept(each.questions) if one.key == key):
            found.setdefault(OPTIONS, set()).update(option.key for option in question.options)
            for name, value in question.settings.items():
                if isinstance(value, list) and all(isinstance(line, dict) for line in value):
                    found.setdefault(f"set_{name}", set()).update(str(line["key"]) for line in value)
        return found


def past_of(call: Call) -> Past:
    """What was asked in all versions of a call. One query."""
    sets = versions_of(call)
    answered = [each for each in sets if each.answered or each.begun]  # type: ignore[attr-defined]
    return Past(_keys(sets), _keys(answered), tuple(sets))


def _keys(sets: Iterable[QuestionSet]) -> frozenset[str]:
    return frozenset(str(one["key"]) for each in sets for one in each.questions)


def standing(newest: QuestionSet) -> str:
    """What a change does to answers that are there already, as a sentence; empty where there are none."""
    answered, begun = newest.answered, newest.begun  # type: ignore[attr-defined]
    count = answered or begun
    if not count:
        return ""
    if answered:
        said = ngettext(
            "%(count)s person has answered version %(version)s; what you change now becomes version %(next)s, "
            "and that answer keeps its questions.",
            "%(count)s people have answered version %(version)s; what you change now becomes version %(next)s, "
            "their answers keep their questions.",
            count,
        )
    else:
        said = ngettext(
            "%(count)s person has begun to answer version %(version)s; what you change now becomes version %(next)s, "
            "and that draft keeps its questions.",
            "%(count)s people have begun to answer version %(version)s; what you change now becomes version %(next)s, "
            "their drafts keep their questions.",
            count,
        )
    return said % {"count": count, "version": newest.version, "next": newest.version + 1}
