"""Where an issue and what belongs to it can be found: absolute addresses, as letters, feeds and printed pages
need them.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """A path of the site as an absolute address; an address that is absolute already stays."""
    return path if path.startswith(("http://", "https://")) else settings.SITE_URL + path


def issue_url(number: int) -> str:
    return absolute(reverse("bulletin:issue", args=[number]))


def item_url(number: int, slug: str) -> str:
    """The item's place on the page of its issue."""
    return f"{issue_url(number)}#{slug}"


def issue_pdf_url(number: int) -> str:
    return absolute(reverse("bulletin:issue_pdf", args=[number]))


def issue_calendar_url(number: int) -> str:
    return absolute(reverse("bulletin:issue_ics", args=[number]))
