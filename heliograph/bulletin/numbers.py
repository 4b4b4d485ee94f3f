"""How an issue is called by its number, in the language that is active."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _


def named(number: int) -> str:
    """``N°22``."""
    return _("N°%(number)s") % {"number": number}


def titled(number: int, title: str) -> str:
    """``N°22: Info Flash``; a title that has the number stays as it is."""
    if re.search(rf"\b{number}\b", title):
        return title
    return _("N°%(number)s: %(title)s") % {"number": number, "title": title}
