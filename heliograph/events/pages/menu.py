"""What this room registers when the site starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import SiteEntry, register_site


def register_pages() -> None:
    """For ``ready()``."""
    register_site(SiteEntry(_("Events"), "events:events", 17))
