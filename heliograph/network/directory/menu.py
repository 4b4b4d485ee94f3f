"""What the directory puts into the site's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import SiteEntry, register_site


def register_directory() -> None:
    register_site(SiteEntry(_("Network"), "network:map", 30))
