"""A certificate of participation as PDF: as those of membership look, in the language in which it was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from heliograph.conference.attending.models import ParticipationCertificate
from heliograph.conference.models import Conference
from heliograph.events.afterwards.certifying import printed_title
from heliograph.frame.typesetting import typeset
from heliograph.moments.locales import isolate, write_day, write_days
from heliograph.network.joining.certificate_pdf import TEMPLATE, document, printable, qr
from heliograph.network.letters import address_of
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import direction


def render(conference: Conference, certificate: ParticipationCertificate) -> bytes:
    """The PDF. ``conference`` with its programme and organizer."""
    with override(certificate.language):
        written = _written(conference, certificate)
        made = document([written], f"{written['title']}: {certificate.name}")
    return typeset(TEMPLATE, lambda _place: made, certificate.made_at)


def _written(conference: Conference, certificate: ParticipationCertificate) -> dict[str, Any]:
    language, programme = certificate.language, conference.programme
    url = address_of("conference:participation_certificate", programme.slug, certificate.code)
    title, _spoken = printed_title(programme.title, programme.source_language, language)
    made = certificate.made_at.astimezone(ZoneInfo(conference.zone)).date()
    return {
        "language": language,
        "direction": direction(language),
        "network": settings.SITE_NAME,
        "title": pgettext("title", "Certificate of participation"),
        "opening": pgettext("of a person", "This is to certify that"),
        "name": certificate.name,
        "name_language": language,
        "name_direction": direction(language),
        "name_en": "",
        "place": _("took part in “%(title)s”") % {"title": isolate(title, language)},
        "sentence": _when(conference, certificate),
        "specimen": "",
        "foot": [_("Issued on %(day)s") % {"day": write_day(made, language)}, *_signed(conference, language)],
        "code_words": _("Does it still stand? Ask with this code:"),
        "code": certificate.code,
        "url": url,
        "address": url.removeprefix("https://").removeprefix("http://"),
        "qr": qr(url),
        "qr_words": _("QR code of the page that tells whether this certificate stands"),
    }


def _when(conference: Conference, certificate: ParticipationCertificate) -> str:
    language = certificate.language
    place, _spoken = printed_title(conference.place, conference.programme.source_language, language)
    words = {"days": days_in_words(certificate, language), "place": isolate(place, language)}
    return _("%(days)s, %(place)s") % words if place else words["days"]


def days_in_words(certificate: ParticipationCertificate, language: str) -> str:
    """The days on which somebody was there: those that follow each other as one stretch."""
    days = [date.fromisoformat(each) for each in certificate.days]
    stretches = list(_stretches(days))
    return with_commas(
        write_day(first, language) if first == last else write_days(first, last, language) for first, last in stretches
    )


def _stretches(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """The first and last day of each run of days; ``days`` in order."""
    first = None
    for number, day in enumerate(days):
        first = first or day
        if number + 1 == len(days) or days[number + 1] - day > timedelta(days=1):
            yield first, day
            first = None


def _signed(conference: Conference, language: str) -> list[str]:
    """Who signs: the first two lines of who signs letters, else the organizer of the programme."""
    lines = [line.strip() for line in conference.signatory.splitlines() if line.strip() and printable(line)]
    return [isolate(with_commas(lines[:2]), language)] if lines else [issuer(conference, language)]


def issuer(conference: Conference, language: str) -> str:
    """Who held the conference: the organizer of its programme, or the secretariat."""
    organizer = conference.programme.organizer
    if organizer is not None and printable(organizer.name):
        return isolate(organizer.name, language)
    return _("The secretariat of the network")
