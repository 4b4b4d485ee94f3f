"""What this room registers: the last look at its letters, its log, its panel, what it holds of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import pgettext_lazy

from heliograph.calls.desk.entries import say
from heliograph.calls.reminders.held import register_held
from heliograph.calls.reminders.panel import of_response
from heliograph.calls.reminders.ruling import LOG
from heliograph.calls.responses.panels import Panel
from heliograph.calls.responses.panels import register as register_panel
from heliograph.calls.topics import REMINDERS
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.lastly import register as look_at


def register_reminders() -> None:
    """For ``ready()``."""
    look_at(REMINDERS.slug, _look)
    say(LOG, pgettext_lazy("log", "reminders set"))
    register_panel(Panel("reminders", "calls/desk/reminders/panel.html", of_response, 700))
    register_held()


def _look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    from heliograph.calls.reminders.looking import look  # noqa: PLC0415 (start-up: a sender rarely needs it)

    return look(mailing, going, at)
