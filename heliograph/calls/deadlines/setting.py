"""The dates of a call are set, replaced, left open and taken away. Each locks the call's row and writes its log.

Once a call is published no date is overwritten: a new row replaces the old one, and those concerned are told.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks.base import Task

from heliograph.calls.deadlines.moments import Moment, moment_of
from heliograph.calls.models import Call, CallEntry, Deadline
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.frame import finished
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: What the log says of dates.
SET, REPLACED, TAKEN = "date-set", "date-replaced", "date-taken"
_TASK = "heliograph.calls.deadlines.tasks.tell_date"


def stamp(row: Deadline | None) -> str:
    """What tells whether a date is still the one that somebody saw; empty where there was none."""
    if row is None:
        return ""
    at = row.at.isoformat() if row.at else row.words
    return f"{row.pk}:{row.sequence}:{row.precision}:{row.zone}:{at}"


def current(call: Call, kind: DeadlineKind) -> Deadline | None:
    """The date of a kind that is in force."""
    return Deadline.objects.current().filter(call=call, kind=kind).first()


@transaction.atomic
def set_date(
    call: Call, kind: DeadlineKind, moment: Moment, by: Person, at: datetime, reason: str = "", seen: str | None = None
) -> Deadline:
    """Give a call a date, or say that it is to be announced, in place of the one it has; the same changes nothing.

    ``seen`` is the stamp of the date that was replaced knowingly (None: whatever it is). Raises Refused: ``changed``
    where it is another by now, ``contradiction`` where a published call would close before it opens, ``over``.
    """
    held = _hold(call)
    before = current(held, kind)
    if before is not None and moment_of(before) == moment:
        return before
    if seen is not None and seen != stamp(before):
        raise changed()
    if held.status != CallStatus.DRAFT:
        _check_order(held, kind, moment)
    was = _kept(before)
    row = _write(held, kind, moment, before, (by, at, reason))
    _log(held, REPLACED if before is not None else SET, (kind, was, _kept(row)), (by, at, reason))
    return row


@transaction.atomic
def take_away(
    call: Call, kind: DeadlineKind, by: Person, at: datetime, reason: str = "", seen: str | None = None
) -> bool:
    """Let a call have no such date any more; False where it had none. Raises Refused: ``changed``, ``over``."""
    held = _hold(call)
    before = current(held, kind)
    if before is None:
        return False
    if seen is not None and seen != stamp(before):
        raise changed()
    if _may_correct(held):
        before.delete()
    else:
        _replace(before, at)
        _tell(before)
    _log(held, TAKEN, (kind, _kept(before), {}), (by, at, reason))
    return True


def changed() -> Refused:
    return Refused("changed", _("Somebody else has changed this date since you opened the page. Look at it once more."))


def _hold(call: Call) -> Call:
    """The call's row, locked. Raises Refused where it is over."""
    held: Call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if held.status in {CallStatus.COMPLETED, CallStatus.CANCELLED}:
        raise Refused("over", _("This call is over: its dates stay as they are."))
    return held


def _may_correct(call: Call) -> bool:
    """Whether nobody has seen the dates yet, so that a correction needs no history."""
    return call.status == CallStatus.DRAFT and call.published_at is None


def _check_order(call: Call, kind: DeadlineKind, moment: Moment) -> None:
    ends = {DeadlineKind.OPENS, DeadlineKind.CLOSES}
    if kind not in ends:
        return
    other = current(call, (ends - {kind}).pop())
    if other is None:
        return
    opens, closes = (moment.at, other.until) if kind == DeadlineKind.OPENS else (other.at, moment.until)
    if opens is not None and closes is not None and closes <= opens:
        raise Refused("contradiction", _("So it would close before it opens. Choose other dates."))


def _write(
    call: Call,
    kind: DeadlineKind,
    moment: Moment,
    before: Deadline | None,
    made: tuple[Person, datetime, str],
) -> Deadline:
    by, at, reason = made
    given = {**moment.fields, "reason": reason.strip()[:500], "made_at": at, "made_by": by}
    if before is not None and _may_correct(call):
        for name, value in given.items():
            setattr(before, name, value)
        before.save(update_fields=list(given))
        return before
    follows = _follow(call, kind)
    if before is not None:
        _replace(before, at)
    row: Deadline = Deadline.objects.create(call=call, kind=kind, **given, **follows)
    if not _may_correct(call):
        _tell(row)
    return row


def _replace(row: Deadline, at: datetime) -> None:
    """A row is never replaced before it was made, whatever the clocks of two machines say."""
    row.replaced_at = max(at, row.made_at)
    row.save(update_fields=["replaced_at"])


def _follow(call: Call, kind: DeadlineKind) -> dict[str, object]:
    """The name in calendars of the row that comes next: the same for all rows of a kind, a number that grows.

    A date that was taken away has used up one number: calendars were told that it is cancelled.
    """
    last = Deadline.objects.filter(call=call, kind=kind).order_by("sequence").last()
    if last is None:
        return {}
    return {"uid": last.uid, "sequence": last.sequence + (1 if last.replaced_at is None else 2)}


def _tell(row: Deadline) -> None:
    """Have those concerned told, once this is committed (tasks stand above this module)."""
    transaction.on_commit(partial(enqueue, row.pk))


def enqueue(deadline_id: int) -> None:
    """Call the task that writes the letters by name."""
    task: Task[[int], None] = import_string(_TASK)
    task.enqueue(deadline_id)


def _log(
    call: Call,
    verb: str,
    what: tuple[DeadlineKind, dict[str, str | None], dict[str, str | None]],
    made: tuple[Person, datetime, str],
) -> None:
    (kind, before, after), (by, at, reason) = what, made
    data = {"kind": str(kind), "before": before, "after": after}
    CallEntry.objects.create(call=call, at=at, by=by, verb=verb, note=reason.strip()[:500], data=data)
    finished.touch()


def _kept(row: Deadline | None) -> dict[str, str | None]:
    """A date as the log keeps it; empty where there is none."""
    if row is None:
        return {}
    at, until = (each.isoformat() if each else None for each in (row.at, row.until))
    return {"at": at, "until": until, "zone": row.zone, "precision": str(row.precision), "words": row.words}
