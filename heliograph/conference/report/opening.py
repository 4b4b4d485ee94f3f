"""Whether readers see a report, and the words with which it opens: changed by who runs the conference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.report.models import ReportState
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.library.shown import text_for
from heliograph.network.models import Person


class Stale(Exception):
    """The words were saved by somebody else after this editor opened them; nothing was written."""


def state_of(conference: Conference) -> ReportState:
    """The state of a conference's report; one that nobody has opened yet is not kept. One query."""
    found = ReportState.objects.filter(conference=conference).first()
    return found if found is not None else ReportState(conference=conference)


def opening_of(conference: Conference, reader: Reader) -> Picked:
    """The opening words for a reader; empty where there are none."""
    return text_for(state_of(conference).opening, reader, conference.programme.source_language)


@transaction.atomic
def save_opening(
    conference: Conference, words: Mapping[str, str], reviewed: Reviewed, seen: str, by: Person, at: datetime
) -> None:
    """Save the opening words, by language. Raises Stale where somebody else has saved since ``seen``, and Refused."""
    held, row = _held(conference, by)
    if str(row.version) != seen:
        raise Stale
    write_texts(row, ("opening",), {"opening": words}, reviewed, held.programme.source_language)
    row.version += 1
    row.save()
    log(held, "report-opening", by, at)


@transaction.atomic
def publish(conference: Conference, by: Person, at: datetime, *, public: bool = True) -> None:
    """Show the report to readers, or to the desk alone again. Twice is once. Raises Refused."""
    held, row = _held(conference, by)
    if (row.published_at is not None) == public:
        return
    row.published_at = at if public else None
    row.save()
    log(held, "report-published" if public else "report-withdrawn", by, at)


def _held(conference: Conference, by: Person) -> tuple[Conference, ReportState]:
    held = held_conference(conference, by)
    row, _new = ReportState.objects.get_or_create(conference=held)
    return held, row
