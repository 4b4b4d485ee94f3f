"""A certificate of attendance as PDF: as those of membership look, in the language in which it was asked for."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from heliograph.events.afterwards.certifying import printed_title
from heliograph.events.afterwards.models import AttendanceCertificate
from heliograph.events.models import Event
from heliograph.events.states import Mode
from heliograph.frame.typesetting import typeset
from heliograph.moments.locales import isolate, write_day, write_days
from heliograph.network.joining.certificate_pdf import TEMPLATE, document, printable, qr
from heliograph.network.letters import address_of
from heliograph.texts.languages import direction
from heliograph.texts.multilingual import pick


def render(certificate: AttendanceCertificate) -> bytes:
    """The PDF. ``certificate`` with its time, the event, its host and its programme's organizer."""
    with override(certificate.language):
        written = _written(certificate)
        made = document([written], f"{written['title']}: {certificate.name}")
    return typeset(TEMPLATE, lambda _place: made, certificate.issued_at)


def _written(certificate: AttendanceCertificate) -> dict[str, Any]:
    language, event = certificate.language, certificate.occurrence.event
    url = address_of("events:certificate", certificate.code)
    title, _spoken = printed_title(certificate.title, event.source_language, language)
    issued = certificate.issued_at.astimezone(ZoneInfo(certificate.zone)).date()
    return {
        "language": language,
        "direction": direction(language),
        "network": settings.SITE_NAME,
        "title": pgettext("title", "Certificate of attendance"),
        "opening": pgettext("of a person", "This is to certify that"),
        "name": certificate.name,
        "name_language": language,
        "name_direction": direction(language),
        "name_en": "",
        "place": _("took part in “%(title)s”") % {"title": isolate(title, language)},
        "sentence": _when(certificate),
        "specimen": "",
        "foot": [_("Issued on %(day)s") % {"day": write_day(issued, language)}, issuer(event, language)],
        "code_words": _("Does it still stand? Ask with this code:"),
        "code": certificate.code,
        "url": url,
        "address": url.removeprefix("https://").removeprefix("http://"),
        "qr": qr(url),
        "qr_words": _("QR code of the page that tells whether this certificate stands"),
    }


def days_of(certificate: AttendanceCertificate) -> tuple[date, date]:
    """The first and the last day on which it took place, in the organizer's zone."""
    zone = ZoneInfo(certificate.zone)
    first = certificate.start.astimezone(zone).date()
    return first, (certificate.end or certificate.start).astimezone(zone).date()


def days_in_words(certificate: AttendanceCertificate, language: str) -> str:
    """The days on which it took place."""
    first, last = days_of(certificate)
    return write_day(first, language) if first == last else write_days(first, last, language)


def _when(certificate: AttendanceCertificate) -> str:
    """The days, and how it took place."""
    words = {"days": days_in_words(certificate, certificate.language)}
    place, _spoken = pick(certificate.occurrence.place, [certificate.language, settings.LANGUAGE_CODE])
    match Mode(certificate.occurrence.mode):
        case Mode.ONLINE:
            return _("%(days)s, online") % words
        case Mode.ON_SITE if place and printable(place):
            return _("%(days)s, %(place)s") % {**words, "place": isolate(place, certificate.language)}
    return words["days"]


def issuer(event: Event, language: str) -> str:
    """Who held the event: its host, the organizer of its programme, or the secretariat."""
    organizer = event.programme.organizer
    names = [event.host.name if event.host else "", event.host_name, organizer.name if organizer else ""]
    found = next((name for name in names if name and printable(name)), "")
    return isolate(found, language) if found else _("The secretariat of the network")
