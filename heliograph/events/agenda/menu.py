"""What this room registers when the site starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.events.agenda.held import register_held
from heliograph.events.agenda.registered import register_sources
from heliograph.frame.menu import SiteEntry, register_own_page, register_site


def register_agenda() -> None:
    """For ``ready()``."""
    register_site(SiteEntry(pgettext_lazy("menu", "Agenda"), "events:agenda", 16))
    register_own_page(SiteEntry(_("My calendar"), "events:my_calendar", 105))
    register_sources()
    register_held()
