"""Certificates as PDF: A4 landscape, tagged, one page for each, in the school's language of correspondence."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import qrcode
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext
from qrcode.image.svg import SvgPathImage

from heliograph.frame.typesetting import Unprintable, typeset
from heliograph.moments.locales import write_day
from heliograph.network.countries import country_name
from heliograph.network.letters import address_of, supported
from heliograph.network.models import Certificate, Organization
from heliograph.texts.languages import base, direction

TEMPLATE = Path(__file__).with_name("certificate.typ")
_LETTERS = Path(__file__).with_name("letters.typ")
#: Pixels per inch of a picture for the screen: A4 landscape becomes 1,122 pixels wide.
SCREEN = 96
_NO_MATTER_WHEN = datetime(2000, 1, 1, tzinfo=UTC)


#: What every font has, so that the compiler need not be asked: Latin, Russian, and the marks of sentences.
_SURE = re.compile("[ -~\u00a1-\u00ac\u00ae-\u017f\u0410-\u044f–—‘’“”…]*")


@lru_cache(maxsize=2048)
def printable(text: str) -> bool:
    """Whether the fonts of the certificate have every letter of a text."""
    if _SURE.fullmatch(text):
        return True
    try:
        typeset(_LETTERS, lambda _place: {"text": text}, _NO_MATTER_WHEN)
    except Unprintable:
        return False
    return True


def address(certificate: Certificate) -> str:
    """Where anybody learns whether the certificate stands."""
    return address_of("network:certificate", certificate.code)


def qr(url: str) -> str:
    """The QR code of an address, as SVG."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, image_factory=SvgPathImage)
    code.add_data(url)
    out = io.BytesIO()
    code.make_image().save(out)
    return out.getvalue().decode()


def _place(organization: Organization, language: str) -> str:
    country = country_name(organization.country, language)
    if not organization.city or not printable(organization.city):
        return country
    return _("%(city)s, %(country)s") % {"city": organization.city, "country": country}


def _written(organization: Organization, name: str, since: int, language: str) -> dict[str, Any]:
    """What every certificate says, in the language that is active."""
    network = str(settings.NETWORK_NAME)
    spoken = organization.name_language if name == organization.name else "en"
    english = organization.name_en if base(spoken) != "en" and organization.name_en != name else ""
    return {
        "language": language,
        "direction": direction(language),
        "network": settings.SITE_NAME,
        "title": pgettext("title", "Certificate of membership"),
        "opening": _("This is to certify that"),
        "name": name,
        "name_language": base(spoken),
        "name_direction": direction(spoken),
        "name_en": english if printable(english) else "",
        "place": _place(organization, language),
        "sentence": _("has been a member of %(network)s since %(year)d.") % {"network": network, "year": since},
        "specimen": "",
    }


def _of(certificate: Certificate) -> dict[str, Any]:
    language, url = supported(certificate.language), address(certificate)
    with override(language):
        day = write_day(certificate.issued_at.date(), language)
        return {
            **_written(certificate.organization, certificate.name, certificate.member_since, language),
            "foot": [_("Issued on %(day)s") % {"day": day}, _("The secretariat of the network")],
            "code_words": _("Does it still stand? Ask with this code:"),
            "code": certificate.code,
            "url": url,
            "address": url.removeprefix("https://").removeprefix("http://"),
            "qr": qr(url),
            "qr_words": _("QR code of the page that tells whether this certificate stands"),
        }


def document(certificates: Sequence[Mapping[str, Any]], title: str) -> dict[str, Any]:
    """What the template is given: certificates (one at least), and the title of the file."""
    first = certificates[0]
    return {
        "title": title,
        "network": str(settings.NETWORK_NAME),
        "language": first["language"],
        "direction": first["direction"],
        "certificates": list(certificates),
    }


def render(certificates: Sequence[Certificate], at: datetime) -> bytes:
    """One PDF of certificates (one at least; their organizations loaded), made at ``at`` (aware)."""
    written = [_of(each) for each in certificates]
    title = ngettext("Certificate of membership", "Certificates of membership", len(written))
    return typeset(TEMPLATE, lambda _place: document(written, title), at)


def specimen(organization: Organization, name: str, at: datetime) -> bytes:
    """A picture (PNG) of the certificate that an organization would get, with this name; it has no code."""
    language = supported(organization.correspondence)
    with override(language):
        written = {
            **_written(organization, name, at.year, language),
            "specimen": _("Specimen: this is how it will be printed"),
        }
        made = document([written], pgettext("title", "Certificate of membership"))
    return typeset(TEMPLATE, lambda _place: made, at, picture=SCREEN)
