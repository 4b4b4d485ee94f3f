"""What this room adds to the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.calls.rules import may_organize
from heliograph.frame.menu import Entry, register


def register_desk() -> None:
    """For ``ready()``."""
    register(Entry(_("Programmes"), "calls:desk_programmes", 30, may_organize, also=("/desk/calls/",)))
