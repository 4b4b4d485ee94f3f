"""What this app puts into the agenda."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.events.agenda import of_days, of_deadlines, of_events
from heliograph.events.agenda.sources import Source, register


def register_sources() -> None:
    """For ``ready()``."""
    register(Source(of_events.KEY, _("Events"), 10, of_events.entries))
    register(Source(of_deadlines.KEY, _("Dates of calls"), 20, of_deadlines.entries))
    register(Source(of_days.KEY, _("International days"), 30, of_days.entries))
