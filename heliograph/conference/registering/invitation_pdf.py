"""An invitation letter as PDF, made anew of what is on record each time it is asked for: nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from heliograph.calls.questions.types.settings import day_of
from heliograph.conference.models import Conference
from heliograph.conference.registering import first_questions as asked
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.sealing import passport_to_tell
from heliograph.conference.shown import days_of
from heliograph.events.afterwards.certifying import printed_title
from heliograph.frame.typesetting import typeset
from heliograph.moments.locales import isolate, write_day, write_plain_day
from heliograph.network.countries import country_name
from heliograph.network.joining.certificate_pdf import printable, qr
from heliograph.network.letters import address_of
from heliograph.texts.languages import direction

TEMPLATE = Path(__file__).with_name("invitation.typ")


def render(conference: Conference, letter: InvitationLetter) -> bytes:
    """The PDF of a letter that was signed off, in the letter's language. Three queries at most."""
    assert letter.code is not None
    assert letter.decided_at is not None
    with override(letter.language):
        written = _written(conference, letter, letter.decided_at, letter.code)
    return typeset(TEMPLATE, lambda _place: written, letter.decided_at)


def facts_of(letter: InvitationLetter, language: str) -> list[tuple[str, str]]:
    """Who is invited, as the letter tells it, in the active language. Two queries at most."""
    passport = passport_to_tell(letter)
    born = day_of(passport.get(asked.BORN))
    nationality = passport.get(asked.NATIONALITY, "")
    rows = [
        (_("Name"), letter.name),
        (_("Organization"), letter.organization if printable(letter.organization) else ""),
        (_("Country"), country_name(letter.country, language) if letter.country else ""),
        (_("Nationality"), country_name(nationality, language) if nationality else ""),
        (_("Number of the passport"), passport.get(asked.PASSPORT_NUMBER, "")),
        (_("Date of birth"), write_plain_day(born, language) if born else ""),
    ]
    return [(label, words) for label, words in rows if words and printable(words)]


def _written(conference: Conference, letter: InvitationLetter, at: datetime, code: str) -> dict[str, Any]:
    """What the template is given, in the language that is active."""
    language, url = letter.language, address_of("conference:invitation_letter", conference.programme.slug, code)
    day = write_day(at.astimezone(ZoneInfo(conference.zone)).date(), language)
    title = pgettext("title", "Invitation letter")
    return {
        "file": f"{title}: {letter.name}",
        "language": language,
        "direction": direction(language),
        "network": str(settings.NETWORK_NAME),
        "organizer": _organizer(conference),
        "contact": conference.programme.contact,
        "to": letter.embassy if letter.embassy and printable(letter.embassy) else _("To whom it may concern"),
        "dated": day,
        "title": title,
        "opening": list(_opening(conference, letter)),
        "facts": facts_of(letter, language),
        "closing": [
            _("We ask you to treat the application for a visa kindly, and in time for the conference."),
            _("Whether this letter still stands can be asked at any time with the code below."),
        ],
        "signatory": [line for line in conference.signatory.splitlines() if line.strip() and printable(line)],
        "code_words": _("Does it still stand? Ask with this code:"),
        "code": code,
        "url": url,
        "address": url.removeprefix("https://").removeprefix("http://"),
        "qr": qr(url),
        "qr_words": _("QR code of the page that tells whether this letter stands"),
    }


def _organizer(conference: Conference) -> str:
    organizer = conference.programme.organizer
    named = organizer.name if organizer is not None and printable(organizer.name) else ""
    return named or _("The secretariat of the network")


def _opening(conference: Conference, letter: InvitationLetter) -> Iterator[str]:
    language, source = letter.language, conference.programme.source_language
    title, _spoken = printed_title(conference.programme.title, source, language)
    place, _spoken = printed_title(conference.place, source, language)
    said = {
        "name": isolate(letter.name, language),
        "title": isolate(title, language),
        "days": days_of(conference, language),
        "place": isolate(place, language),
    }
    yield _("We invite %(name)s to take part in “%(title)s”.") % said
    if place:
        yield _("The conference takes place on %(days)s in %(place)s.") % said
    else:
        yield _("The conference takes place on %(days)s.") % said
    if conference.address and printable(conference.address):
        yield _("Its address is: %(address)s") % {"address": isolate(conference.address, language)}
    yield _("Our records say of the person who is invited:")
