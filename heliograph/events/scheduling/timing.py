"""The times of an event: added, changed, confirmed, moved, cancelled, taking place after all.

Each function locks, checks, writes and logs in one transaction; the log owes the letters (``telling.py``). The row of
the call by which people register is held before that of the time: its places are those of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.editing import Stale
from heliograph.events.models import Event, Occurrence, OccurrenceEntry
from heliograph.events.registering.attending import forget_attendance
from heliograph.events.registering.making import close_with_event
from heliograph.events.scheduling import seats
from heliograph.events.scheduling.checking import check
from heliograph.events.scheduling.doors import changed_for_readers, held_event, held_time
from heliograph.events.scheduling.snapshots import FIELDS, MOMENT, UNSEEN, WHERE, differing, news_of, noted
from heliograph.events.scheduling.snapshots import snapshot as snapshot_of
from heliograph.events.shown import over_at
from heliograph.events.states import TOLD, Change, EventStatus, OccurrenceState
from heliograph.moments.precision import Precision
from heliograph.network.models import Person
from heliograph.network.states import Refused

Fields = Mapping[str, Any]
_EXACT = frozenset({Precision.MINUTE, Precision.DAY})


@transaction.atomic
def add_time(event: Event, fields: Fields, by: Person, at: datetime) -> Occurrence:
    """A new time of an event, confirmed unless ``fields`` (any of ``snapshots.FIELDS``) say otherwise. Raises Refused.

    Nobody is told: a time is told of when it is confirmed or changed.
    """
    held = held_event(event, by)
    made = Occurrence(event=held, changed_at=at, **{"zone": held.zone, **_readable(fields)})
    check(made)
    made.save()
    note(made, Change.MADE, {}, by, at)
    close_with_event(held, by, at)
    changed_for_readers()
    return made


def _readable(fields: Fields) -> dict[str, Any]:
    if unknown := set(fields) - set(FIELDS):
        raise ValueError(f"no fields of a time: {sorted(unknown)}")
    return {name: LazyI18nString(value) if isinstance(value, Mapping) else value for name, value in fields.items()}


@transaction.atomic
def change_time(
    occurrence: Occurrence, fields: Fields, by: Person, at: datetime, reason: str = "", seen: int | None = None,
    act: UUID | None = None,
) -> Occurrence:  # fmt: skip
    """Write fields of a time, and decide what has happened to it: confirmed, moved, or changed in other things.

    ``fields`` are any of ``snapshots.FIELDS``; ``seen`` is the version that the editor saw; ``act`` is what is told in
    one letter (``several.py``). Nothing changed: nothing is noted. Raises Refused, Stale.
    """
    held = held_time(occurrence, by)
    if seen is not None and seen != held.version:
        raise Stale
    if held.state == OccurrenceState.CANCELLED:
        raise Refused("cancelled", _("This time is cancelled. Have it take place after all first."))
    before = snapshot_of(held)
    for name, value in _readable(fields).items():
        setattr(held, name, value)
    check(held)
    changed = differing(before, snapshot_of(held))
    if changed:
        _write(held, _what(before, held, changed), before, by, at, reason, act)
        seats.changed(held, before, at)
        if changed & set(MOMENT):
            forget_attendance(held, at)
        close_with_event(held.event, by, at)
    return held


def _what(before: dict[str, Any], after: Occurrence, changed: set[str]) -> Change:
    certain = before["state"] == OccurrenceState.CONFIRMED
    if not certain and after.state == OccurrenceState.CONFIRMED:
        return Change.CONFIRMED
    if changed & set(MOMENT) or "state" in changed or (certain and changed & set(WHERE)):
        return Change.MOVED
    return Change.CHANGED


@transaction.atomic
def confirm(occurrence: Occurrence, by: Person, at: datetime) -> Occurrence:
    """Say that a time stands as it was announced. A second time nothing happens. Raises Refused."""
    held = held_time(occurrence, by)
    if held.state == OccurrenceState.CONFIRMED:
        return held
    if held.state == OccurrenceState.CANCELLED:
        raise Refused("cancelled", _("This time is cancelled. Have it take place after all first."))
    if held.start is None or held.precision not in _EXACT:
        raise Refused("no-day", _("No day is known yet. Write the day, and the time if you know it, then confirm it."))
    return _to_state(held, OccurrenceState.CONFIRMED, Change.CONFIRMED, by, at, "")


@transaction.atomic
def cancel(occurrence: Occurrence, reason: str, by: Person, at: datetime, act: UUID | None = None) -> Occurrence:
    """Cancel a time; ``reason`` is shown and told. A second time nothing happens. Raises Refused."""
    held = held_time(occurrence, by)
    if held.state == OccurrenceState.CANCELLED:
        return held
    if is_over(held, at):
        raise Refused("over", _("This time is over: it cannot be cancelled any more."))
    if held.event.status == EventStatus.PUBLISHED and not reason.strip():
        raise Refused("reason-missing", _("Say in a few words why. Everybody who follows the event reads it."))
    return _to_state(held, OccurrenceState.CANCELLED, Change.CANCELLED, by, at, reason, act)


@transaction.atomic
def restore(occurrence: Occurrence, by: Person, at: datetime, reason: str = "") -> Occurrence:
    """Have a cancelled time take place after all, as certain as it was. Raises Refused where it would be over."""
    held = held_time(occurrence, by)
    if held.state != OccurrenceState.CANCELLED:
        return held
    if is_over(held, at):
        raise Refused("over", _("This time is past. Add a new one instead."))
    return _to_state(held, _state_before(held), Change.RESTORED, by, at, reason)


def _state_before(occurrence: Occurrence) -> OccurrenceState:
    cancelled = occurrence.entries.filter(change=Change.CANCELLED).last()
    known = cancelled.before.get("state") if cancelled else None
    uncertain = occurrence.start is None or occurrence.precision not in _EXACT
    return OccurrenceState.TENTATIVE if uncertain else OccurrenceState(known or OccurrenceState.CONFIRMED)


def _to_state(
    held: Occurrence, state: OccurrenceState, change: Change, by: Person, at: datetime, reason: str,
    act: UUID | None = None,
) -> Occurrence:  # fmt: skip
    before = snapshot_of(held)
    held.state = state
    _write(held, change, before, by, at, reason, act)
    close_with_event(held.event, by, at)
    return held


@transaction.atomic
def remove_time(occurrence: Occurrence, by: Person, at: datetime) -> None:
    """Take a time away of which nobody can know: of an event that was never published. Raises Refused."""
    held = held_time(occurrence, by)
    if held.event.published_at is not None:
        raise Refused("published", _("People may have read of this time. Cancel it, so that they are told."))
    if held.original_start is not None:
        raise Refused("of-rule", _("This time comes from the rule of the event. Cancel it, and it is left out."))
    if seats.are_taken(held):
        raise Refused("registered", _("Somebody is registered for this time. Cancel it, so that he is told."))
    held.delete()
    changed_for_readers()


def _write(
    held: Occurrence, change: Change, before: dict[str, Any], by: Person | None, at: datetime, reason: str,
    act: UUID | None = None,
) -> None:  # fmt: skip
    changed = differing(before, snapshot_of(held))
    held.version += 1
    held.changed_at = at
    if changed - UNSEEN:
        held.sequence += 1
    held.save()
    note(held, change, before, by, at, reason, act)
    changed_for_readers()


def note(
    occurrence: Occurrence, change: Change, before: dict[str, Any], by: Person | None, at: datetime, reason: str = "",
    act: UUID | None = None,
) -> OccurrenceEntry:  # fmt: skip
    """Log what happened to a time; ``before`` is its snapshot from then, empty for one just made."""
    after = snapshot_of(occurrence)
    changed = differing(before, after) if before else set(MOMENT) | {"state"}
    kept = noted(after, changed) | (news_of(after) if change in TOLD else {})
    return OccurrenceEntry.objects.create(
        occurrence=occurrence,
        at=at,
        by=by,
        change=change,
        before=noted(before, changed) if before else {},
        after=kept,
        reason=reason.strip()[:500],
        act=act,
        told_at=None if change in TOLD and _concerns(occurrence, before, at) else at,
    )


def _concerns(occurrence: Occurrence, before: dict[str, Any], at: datetime) -> bool:
    """Whether a change is anybody's news: of what is published, and was or is still to come."""
    if occurrence.event.status != EventStatus.PUBLISHED:
        return False
    ended = before.get("end") or before.get("start")
    was_over = ended is not None and datetime.fromisoformat(ended) <= at
    return not (was_over and is_over(occurrence, at))


def is_over(occurrence: Occurrence, at: datetime) -> bool:
    """Whether a time lies in the past, whatever was decided of it. ``at`` is aware."""
    over = over_at(occurrence)
    return over is not None and over <= at
