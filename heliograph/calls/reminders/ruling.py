"""By which rule a call reminds: the set that it begins with, and changing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import changed_for_readers, held_call
from heliograph.calls.desk.entries import log
from heliograph.calls.models import Call
from heliograph.calls.reminders.models import ReminderRule
from heliograph.calls.states import CallStatus
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: What a call begins with when it is published: two weeks to plan it, three days to do it, one day to remember it.
DEFAULT = (14, 3, 1)
LOG = "reminders"

#: By days before closing, whether a rule is on.
Rules = dict[int, bool]


def rules_of(call: Call) -> Rules:
    """The rules of a call, the earliest reminder first. No query where they were prefetched."""
    rows = sorted(call.reminder_rules.all(), key=lambda row: -row.days)
    return {row.days: row.on for row in rows}


def rules_to_begin_with(call: Call) -> Rules:
    """Those of a call that has none yet: as the edition before has them, else the default set."""
    before = ReminderRule.objects.filter(call=call.edition_of_id) if call.edition_of_id else ()
    return {row.days: row.on for row in before} or dict.fromkeys(DEFAULT, True)


def begin_rules(call: Call) -> None:
    """Give a call that is being published rules, where nobody has set any. In the transaction that publishes it."""
    if not call.reminder_rules.exists():
        _write(call, rules_to_begin_with(call))


@transaction.atomic
def set_rules(call: Call, wanted: Mapping[int, bool], by: Person, at: datetime) -> bool:
    """Let a call remind by these rules and no others; False where that was so. Raises Refused: not run, over."""
    held = held_call(call, by)
    if held.status in {CallStatus.COMPLETED, CallStatus.CANCELLED}:
        raise Refused("over", _("This call is over: nobody is reminded of it any more."))
    before = rules_of(held)
    if before == dict(wanted):
        return False
    held.reminder_rules.exclude(days__in=wanted).delete()
    _write(held, wanted)
    log(held, LOG, by, at, before=_said(before), after=_said(wanted))
    changed_for_readers(held)
    return True


def _write(call: Call, rules: Mapping[int, bool]) -> None:
    rows = [ReminderRule(call=call, days=days, on=on) for days, on in rules.items()]
    ReminderRule.objects.bulk_create(rows, update_conflicts=True, unique_fields=["call", "days"], update_fields=["on"])


def _said(rules: Mapping[int, bool]) -> list[int]:
    """The days of the rules that are on, as the log keeps them."""
    return sorted((days for days, on in rules.items() if on), reverse=True)
