"""What every page of the site is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from heliograph.frame.menu import desk_menu, own_line, site_menu
from heliograph.frame.reader import Reader
from heliograph.texts.languages import direction


def _own_zone(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)
    return person is not None and person.is_authenticated


def frame(request: HttpRequest) -> dict[str, Any]:
    """Names for the base templates: the reader, the direction of writing, the site's name and its menus.

    ``follow_zone`` says whether the page may be shown again in the browser's own zone: only
    while nobody has chosen one.
    """
    reader: Reader | None = getattr(request, "reader", None)
    language = reader.language if reader else settings.LANGUAGE_CODE
    desk = desk_menu(request)
    return {
        "reader": reader,
        "language": language,
        "direction": direction(language),
        "shown_zone": (reader.zone if reader else None) or settings.ORGANIZER_ZONE,
        "follow_zone": reader is not None and reader.zone is None and not _own_zone(request),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "network_name": settings.NETWORK_NAME,
        "interface_languages": settings.LANGUAGES,
        "site_menu": site_menu(request),
        "desk_menu": desk,
        "own_line": own_line(request),
        "on_desk": any(line.current for line in desk),
    }
