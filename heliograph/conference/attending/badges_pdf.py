"""Badges as PDF: eight on a sheet of A4, to be cut, or each on a page of A6; tagged, in every script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.conference.attending.models import Badge
from heliograph.conference.models import Conference
from heliograph.conference.shown import days_of, title_of
from heliograph.frame.reader import Reader
from heliograph.frame.typesetting import Unprintable, typeset
from heliograph.network.countries import country_name
from heliograph.network.joining.certificate_pdf import printable, qr
from heliograph.texts.languages import base, direction

TEMPLATE = Path(__file__).with_name("badges.typ")
#: Whether a text can be printed.
Fits = Callable[[str], bool]


class Layout(TextChoices):
    """On what badges are printed."""

    SHEET = "sheet", gettext_lazy("eight on a sheet of A4, to be cut")
    SINGLE = "single", gettext_lazy("each on a page of A6")


def badges_pdf(conference: Conference, badges: Sequence[Badge], layout: Layout, reader: Reader, at: datetime) -> bytes:
    """The badges (one at least). Only where some letter has no font is each text looked at: a name that cannot be
    printed leaves a line, on which it is written by hand.
    """
    try:
        return _typeset(conference, badges, layout, reader, at, lambda _text: True)
    except Unprintable:
        return _typeset(conference, badges, layout, reader, at, printable)


def _typeset(
    conference: Conference, badges: Sequence[Badge], layout: Layout, reader: Reader, at: datetime, fits: Fits
) -> bytes:
    title = title_of(conference, reader)
    data = {
        "title": _("Badges"),
        "network": str(settings.NETWORK_NAME),
        "language": base(reader.language),
        "direction": direction(reader.language),
        "layout": layout.value,
        "conference": _line(title.words, fits),
        "days": days_of(conference, reader.language),
        "badges": [_written(each, reader.language, fits) for each in badges],
    }
    return typeset(TEMPLATE, lambda _place: data, at)


def _written(badge: Badge, language: str, fits: Fits) -> dict[str, Any]:
    return {
        "name": _line(badge.name, fits),
        "role": _line(badge.role, fits),
        "organization": _line(badge.organization, fits),
        "country": _line(country_name(badge.country, language) if badge.country else "", fits),
        "code": badge.token,
        "qr": qr(badge.token),
        "qr_words": _("QR code of the badge of %(name)s") % {"name": badge.name if fits(badge.name) else badge.token},
    }


def _line(words: str, fits: Fits) -> dict[str, str]:
    """A text with the direction of its own first letter; empty where it cannot be printed."""
    return {"words": words if fits(words) else "", "direction": _way(words)}


def _way(words: str) -> str:
    kinds = (bidirectional(sign) for sign in words)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in {"L", "R", "AL"}), "ltr")
