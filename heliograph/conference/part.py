"""A conference on the page of its programme: when and where it is, and what its rooms have to show."""

from __future__ import annotations

from datetime import datetime

from heliograph.calls.models import Programme
from heliograph.calls.programmes.parts import Part
from heliograph.conference.faces import public
from heliograph.conference.rules import visible_to
from heliograph.conference.shown import days_of
from heliograph.frame.reader import Reader
from heliograph.library.shown import text_for
from heliograph.network.rules import Reader as Visitor


def part(programme: Programme, visitor: Visitor, reader: Reader, at: datetime) -> Part | None:
    """The section, None where the programme is no conference that the visitor sees."""
    found = visible_to(visitor).with_programme().filter(programme=programme).first()
    if found is None:
        return None
    faces = list(public.of(found, visitor, reader, at))
    place = text_for(found.place, reader, programme.source_language)
    context = {"conference": found, "days": days_of(found, reader.language), "place": place, "faces": faces}
    return Part("conference/part.html", context)
