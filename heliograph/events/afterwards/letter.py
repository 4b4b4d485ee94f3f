"""The letter after an event: the recording, the certificate of who came, and what he thought of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.delivery.letters import Letter, Mark
from heliograph.events.models import Occurrence
from heliograph.events.pages.addresses import page_of
from heliograph.events.shown import when_of
from heliograph.events.states import Part
from heliograph.frame.reader import Reader
from heliograph.moments.locales import isolate
from heliograph.network.circulars import as_text
from heliograph.network.letters import address_of
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.multilingual import pick


@dataclass(frozen=True)
class After:
    """A time that is over, and which parts of documents stand beside it."""

    occurrence: Occurrence
    parts: frozenset[Part]
    at: datetime


def write(after: After, language: str, zone: str) -> Letter:
    """The letter for the readers of an interface language and a zone."""
    event = after.occurrence.event
    with translation.override(language):
        title = pick(event.title, [language, event.source_language])[0]
        contact = event.contact or event.programme.contact
        parts = {
            "subject": _subject(after) % {"title": title},
            "greeting": _("Dear %(name)s,") % {"name": _name(language)},
            "reasons": _reasons(after, isolate(title, language), Reader((language,), zone)),
            "button": _("Your certificate and your feedback"),
            "link": f"{address_of('events:after', str(Mark.TOKEN))}?{urlencode({'lang': language})}",
            "otherwise": _("If you have a question, write to %(contact)s.") % {"contact": contact},
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("network/confirming/letter.html", parts)
        return Letter(str(parts["subject"]), html, as_text(parts), _("colleague"), contact, page_of(event))


def _name(language: str) -> str:
    return f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)


def _subject(after: After) -> str:
    if Part.RECORDING in after.parts:
        return _("Recording, certificate, feedback: %(title)s")
    return _("Certificate and feedback: %(title)s")


def _reasons(after: After, title: str, reader: Reader) -> Sequence[str]:
    when = when_of(after.occurrence, reader, after.at)
    words = {"title": title, "when": when.first, "page": page_of(after.occurrence.event)}
    return [
        _("You were registered for “%(title)s” (%(when)s). Thank you for your interest.") % words,
        _there(after.parts) % words,
        _(
            "If you took part, your certificate of attendance is ready for you. And in one minute you can say what you "
            "thought of it: it is not kept who said what. You need no account."
        ),
    ]


def _there(parts: frozenset[Part]) -> str:
    if Part.RECORDING in parts:
        return _("The recording and what goes with it are on the page of the event: %(page)s")
    if parts:
        return _("What was shown and what came of it is on the page of the event: %(page)s")
    return _("Once there is a recording, it will be on the page of the event: %(page)s")
