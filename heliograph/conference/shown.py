"""What a conference looks like to a reader: its title and its days."""

from __future__ import annotations

from heliograph.conference.models import Conference
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import text_for
from heliograph.moments.locales import write_days


def title_of(conference: Conference, reader: Reader) -> Picked:
    """The title of its programme as a reader has it."""
    return text_for(conference.programme.title, reader, conference.programme.source_language)


def days_of(conference: Conference, language: str) -> str:
    """Its days in words: “31 March – 2 April 2026”."""
    return write_days(conference.first_day, conference.last_day, language)
