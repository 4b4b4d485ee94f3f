"""A time of an event in words: when it is for the reader, how one takes part, in which languages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.programmes.asks import listed
from heliograph.events.models import Occurrence
from heliograph.events.registering.places import Place, seats_of
from heliograph.events.shown import when_of
from heliograph.events.states import OccurrenceState, Seat
from heliograph.frame.reader import Reader
from heliograph.moments.locales import isolate
from heliograph.network.countries import language_name
from heliograph.texts.multilingual import pick


def seat_words(seat: Seat) -> str:
    """How one takes part, in the active language."""
    return str(seat.label)


def when_words(occurrence: Occurrence, reader: Reader, at: datetime) -> str:
    """When it is for a reader, in one line; the words that were used, where no time is known."""
    said = pick(occurrence.said, [*reader.languages])[0] if occurrence.said else ""
    when = when_of(occurrence, reader, at)
    first = isolate(said, reader.language) if said and occurrence.start is None else when.first
    return _("%(when)s – cancelled") % {"when": first} if occurrence.state == OccurrenceState.CANCELLED else first


def line_of(place: Place, reader: Reader, at: datetime) -> list[str]:
    """A place in parts: what tells its time apart, when it is for the reader and the organizer, how one takes part."""
    return [part for part in parts_of(place, reader, at) if part]


def parts_of(place: Place, reader: Reader, at: datetime) -> tuple[str, str, str, str]:
    """The same four parts, those of which nothing is to be said empty."""
    occurrence = place.occurrence
    label = pick(occurrence.label, [*reader.languages])[0] if occurrence.label else ""
    second = when_of(occurrence, reader, at).second
    there = _("there: %(when)s") % {"when": second} if second else ""
    seat = seat_words(place.seat) if len(seats_of(occurrence)) > 1 else ""
    return label, when_words(occurrence, reader, at), there, seat


def in_languages(occurrence: Occurrence, language: str, beside: Collection[str] = ()) -> str:
    """In which languages it is held, with captions and interpretation; empty where nothing is said.

    What stands ``beside`` it, a label that says the same, is not said twice.
    """
    parts = [
        (occurrence.languages, pgettext("event", "in %(languages)s")),
        (occurrence.captions, pgettext("event", "captions in %(languages)s")),
        (occurrence.interpretation, pgettext("event", "interpreted into %(languages)s")),
    ]
    said = [words % {"languages": _listed(tags, language)} for tags, words in parts if tags]
    said = [words for words in said if words not in beside]
    return listed(said, language) if said else ""


def _listed(tags: list[str], language: str) -> str:
    return listed([language_name(tag, language) for tag in tags], language)


def title_of(occurrence: Occurrence, language: str) -> str:
    """The title of the event for a reader of a language."""
    return pick(occurrence.event.title, [language, occurrence.event.source_language])[0]
