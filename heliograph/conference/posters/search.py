"""What of posters is found by words: what stands in the gallery beside them, and the name of their country."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models.expressions import RawSQL

from heliograph.conference.posters.models import Poster
from heliograph.frame import fulltext
from heliograph.network.countries import country_name

TOPIC = "conference-poster"


def _text(poster: Poster) -> str:
    school = poster.organization
    places = [country_name(poster.country, code) for code, _name in settings.LANGUAGES] if poster.country else []
    names = [poster.organization_name, school.name_en if school is not None else ""]
    return "\n".join([poster.title, poster.summary, poster.credit, *names, *places])


def index(posters: Iterable[Poster]) -> None:
    """Put posters into the search, or anew."""
    for poster in posters:
        fulltext.index(TOPIC, poster.pk, {poster.language: _text(poster)}, sort=-poster.number)


def forget(keys: Iterable[int]) -> None:
    """Take posters out of the search, by primary key."""
    fulltext.forget(TOPIC, keys)


def posters_with(question: str) -> RawSQL | None:
    """For ``filter(pk__in=…)``: posters that have all the words; None where there are no words."""
    return fulltext.matching(TOPIC, question)
