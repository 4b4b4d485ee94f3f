"""What every page of the site is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from heliograph.frame.menu import desk_menu
from heliograph.texts.languages import direction


def frame(request: HttpRequest) -> dict[str, Any]:
    """Names for the base templates: the reader, the direction of writing, the site's name and the desk's menu."""
    reader = getattr(request, "reader", None)
    language = reader.language if reader else settings.LANGUAGE_CODE
    return {
        "reader": reader,
        "language": language,
        "direction": direction(language),
        "site_name": settings.SITE_NAME,
        "network_name": settings.NETWORK_NAME,
        "interface_languages": settings.LANGUAGES,
        "desk_menu": desk_menu(request),
    }
