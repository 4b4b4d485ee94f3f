"""What this room adds to the menus."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from heliograph.frame.menu import SiteEntry, register_site


def register_programmes() -> None:
    """For ``ready()``."""
    register_site(SiteEntry(pgettext_lazy("menu", "Calls"), "calls:calls", 15, also=("/programmes/",)))
