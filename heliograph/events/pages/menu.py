"""What this room registers when the site starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import SiteEntry, register_site


def register_pages() -> None:
    """For ``ready()``."""
    from heliograph.calls.programmes.parts import register  # noqa: PLC0415 (app registry: models are loaded by now)
    from heliograph.events.pages.of_programme import part  # noqa: PLC0415 (as above)

    register_site(SiteEntry(_("Events"), "events:events", 17))
    register("events", part, 100)
