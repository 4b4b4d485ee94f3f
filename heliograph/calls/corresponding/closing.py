"""Until when those who answer together can answer: the closing date of a call as it is for the lead of a response."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language

from heliograph.calls.deadlines.dates import Dates
from heliograph.calls.deadlines.written import View, more_of, write_given, write_one
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import Response
from heliograph.calls.states import DeadlineKind
from heliograph.moments.wording import When


def closing(response: Response, zone: str | None, at: datetime, dates: Dates | None = None) -> When | None:
    """The date in words of the active language, for a reader in ``zone``; None where the call has none.

    ``dates`` are those of the lead, where they are known already.
    """
    known = dates or dates_for(response.call, response.person)
    row = known.get(DeadlineKind.CLOSES)
    if row is None:
        return None
    view, own = View(zone, get_language() or "en", at), known.own_until(DeadlineKind.CLOSES)
    return write_given(own, row, view) if own is not None and own != row.until else write_one(row, view)


def in_one_line(when: When) -> str:
    """The date for a letter: the date, the organizer's zone, and the instant at which a day ends for the reader."""
    return " · ".join([when.first, *more_of(when)])
