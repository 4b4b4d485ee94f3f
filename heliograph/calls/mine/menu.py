"""What this room adds to the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import SiteEntry, register_own_page


def register_mine() -> None:
    """For ``ready()``."""
    register_own_page(SiteEntry(_("My answers"), "calls:my_answers", 100))
