"""The label that an item has of itself because of its calls, where nobody has given it one."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import pgettext

from heliograph.bulletin.models import Item
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.reminders.labels import is_reminder

#: As the label of this name that people choose.
REMINDER = "reminder"


def automatic(item: Item, at: datetime) -> tuple[str, str]:
    """Key and words, in the active language, of the label of an item in an issue of the day of ``at``; empty for none.

    No query where ``BindingQuerySet.shown`` has fetched the bindings.
    """
    calls = [binding.call for binding in item.bindings.all() if binding.call is not None]
    if item.label is None and any(is_reminder(call, dates_of(call), at) for call in calls):
        return REMINDER, pgettext("label of an item", "Reminder")
    return "", ""
