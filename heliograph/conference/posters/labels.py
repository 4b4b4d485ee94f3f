"""Labels for the walls of the venue as PDF: number, title, school and QR code of each poster, eight on a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from heliograph.conference.models import Conference
from heliograph.conference.posters.giving import code_of
from heliograph.conference.posters.shown import PosterLine, poster_lines, shown_posters
from heliograph.conference.shown import title_of
from heliograph.frame.reader import Reader
from heliograph.frame.typesetting import Unprintable, typeset
from heliograph.network.joining.certificate_pdf import printable
from heliograph.network.letters import address_of
from heliograph.texts.languages import base, direction

TEMPLATE = Path(__file__).with_name("labels.typ")
#: Whether a text can be printed.
Fits = Callable[[str], bool]


def labels_pdf(conference: Conference, reader: Reader, at: datetime) -> bytes:
    """The labels of all posters that are shown, in the order of their numbers.

    Only where some letter has no font is each text looked at, and left out where it cannot be printed.
    """
    try:
        return _typeset(conference, reader, at, lambda _text: True)
    except Unprintable:
        return _typeset(conference, reader, at, printable)


def _typeset(conference: Conference, reader: Reader, at: datetime, fits: Fits) -> bytes:
    lines = poster_lines(conference, list(shown_posters(conference).select_related("theme")), reader)
    title = title_of(conference, reader)
    data = {
        "title": _("Labels of the posters"),
        "network": str(settings.NETWORK_NAME),
        "language": base(reader.language),
        "direction": direction(reader.language),
        "conference": title.words if fits(title.words) else "",
        "none": _("No poster hangs yet."),
        "labels": [_label(each, fits) for each in lines],
    }
    return typeset(TEMPLATE, lambda _place: data, at)


def _label(line: PosterLine, fits: Fits) -> dict[str, Any]:
    """One label, of the texts that fit."""
    poster = line.poster
    url = address_of("conference:poster", line.slug, poster.number)
    whose = "\n".join(filter(fits, filter(None, [poster.organization_name, line.place])))
    return {
        "number": str(poster.number),
        "title": poster.title if fits(poster.title) else "",
        "language": base(poster.language),
        "direction": line.direction,
        "whose": whose,
        "url": url,
        "address": url.removeprefix("https://").removeprefix("http://"),
        "qr": code_of(line.slug, poster.number),
        "qr_words": _("QR code of the page of poster %(number)s") % {"number": poster.number},
    }
