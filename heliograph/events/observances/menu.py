"""What this room registers when the site starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.events.observances.held import register_observance_holdings
from heliograph.events.observances.rules import may_keep
from heliograph.events.observances.using import register_observance_documents
from heliograph.frame.menu import Entry, register


def register_observances() -> None:
    """For ``ready()``."""
    register(Entry(_("International days"), "events:desk_days", 37, may_keep))
    register_observance_holdings()
    register_observance_documents()
