"""Calls in a list to choose from, so that two of one title are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import get_language

from heliograph.calls.models import Call, Programme
from heliograph.texts.multilingual import pick


def told_apart(calls: Iterable[Call]) -> list[tuple[Call, str]]:
    """Calls with what they are called in a list to choose from: the programme and the title.

    Where several are called the same, with the state and the year they were made in. ``calls`` with their programmes.
    """
    rows = [(call, f"{_title(call.programme)}: {_title(call)}") for call in calls]
    times = Counter(words for _call, words in rows)
    return [(call, f"{words} ({_more(call)})" if times[words] > 1 else words) for call, words in rows]


def _title(record: Call | Programme) -> str:
    return pick(record.title, [get_language() or "en", record.source_language])[0]


def _more(call: Call) -> str:
    return f"{call.get_status_display()}, {call.created_at.year}"
