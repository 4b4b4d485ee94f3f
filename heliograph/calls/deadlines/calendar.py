"""The dates of a call as an iCalendar object: for receipts, and to be subscribed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import Dates, stored
from heliograph.calls.deadlines.letters import page_of, title_of
from heliograph.calls.deadlines.written import View, given, label_of, write_one
from heliograph.calls.models import Call, Deadline
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.frame import calendars

PRODID = "-//Heliograph//Calls//EN"


def ics(call: Call, dates: Dates, language: str, zone: str | None, at: datetime) -> bytes:
    """The dates of a call for a reader, in an interface language; ``dates`` with what he alone was given.

    They stand in the organizer's zone, which every calendar shows in its reader's own; ``zone`` and ``at`` are those of
    the reader, for the words. UTF-8, CRLF lines. No query where the deadlines of the call were prefetched.
    """
    with translation.override(language):
        calendar = calendars.begin(title_of(call, language), PRODID)
        for row, entry in entries(call, dates, language):
            calendar.add(replace(entry, description=_description(row, entry, View(zone, language, at))))
        return calendars.finish(calendar)


def entries(call: Call, dates: Dates, language: str) -> Iterator[tuple[Deadline, calendars.Entry]]:
    """What calendars say of each kind of date of a call, beside the row that is in force, or was the last.

    Summaries are in the active language. A date that was taken away is told as cancelled.
    """
    for rows in _by_kind(call):
        if (entry := _entry(call, rows, dates, language)) is not None:
            yield rows[-1], entry


def _by_kind(call: Call) -> list[list[Deadline]]:
    """The rows of each kind, the last one being in force, or the last before the date was taken away."""
    rows: dict[str, list[Deadline]] = {}
    for row in sorted(call.deadlines.all(), key=lambda each: (each.sequence, each.pk)):
        rows.setdefault(row.kind, []).append(row)
    return [rows[kind] for kind in DeadlineKind if kind in rows]


def _entry(call: Call, rows: list[Deadline], dates: Dates, language: str) -> calendars.Entry | None:
    """What a calendar says of one kind of date; None where it never had a day."""
    last, dated = rows[-1], next((row for row in reversed(rows) if row.at is not None), None)
    if dated is None:
        return None
    kind = DeadlineKind(last.kind)
    own = dates.own_until(kind)
    taken = last.replaced_at is not None or call.status == CallStatus.CANCELLED
    moment = replace(stored(dated), withdrawn=taken or dated is not last)
    if own is not None and own != last.until:
        moment = given(own, last)
    summary = _("%(what)s: %(title)s") % {"what": label_of(kind), "title": title_of(call, language)}
    changed = (last.replaced_at or last.made_at).astimezone(UTC)
    uid = f"{last.uid}@{settings.MAIL_DOMAIN}"
    return calendars.Entry(uid, last.sequence + taken, summary, moment, page_of(call), changed)


def _description(row: Deadline, entry: calendars.Entry, view: View) -> str:
    when = write_one(row, view)
    return "\n".join(filter(None, [when.closes or when.first, entry.url]))
