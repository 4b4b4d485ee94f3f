"""Which posters of a conference are shown to readers, and what is said of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse

from heliograph.conference.models import Conference
from heliograph.conference.posters.models import Appreciation, Poster
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import text_for
from heliograph.network.countries import country_name, language_name
from heliograph.texts.languages import direction


def shown_posters(conference: Conference) -> QuerySet[Poster]:
    """The posters that readers see, in the order of their numbers: accepted, with consent, drawn, and harmless."""
    stand = Poster.objects.filter(conference=conference, shown=True, file__quarantined_at=None)
    return stand.exclude(file=None).exclude(preview="").order_by("number", "pk")


@dataclass(frozen=True)
class PosterLine:
    """A poster as lists, its page and the show write it: where it is, whose it is, in the reader's words.

    ``mark`` changes with its pictures, so that an address shows one picture for ever.
    """

    poster: Poster
    slug: str
    direction: str
    place: str
    theme: Picked | None
    language: str
    appreciated: int

    @property
    def mark(self) -> str:
        return f"{int(self.poster.changed_at.timestamp()):x}"

    @property
    def url(self) -> str:
        return self._url("poster")

    @property
    def preview(self) -> str:
        return f"{self._url('poster_preview')}?v={self.mark}"

    @property
    def thumbnail(self) -> str:
        return f"{self._url('poster_thumbnail')}?v={self.mark}"

    @property
    def file(self) -> str:
        return self._url("poster_file")

    @property
    def qr(self) -> str:
        return self._url("poster_qr")

    def _url(self, name: str) -> str:
        return reverse(f"conference:{name}", args=[self.slug, self.poster.number])


def poster_lines(conference: Conference, posters: Collection[Poster], reader: Reader) -> list[PosterLine]:
    """Posters (with their themes) for a reader. One query."""
    counts = appreciations_of(posters)
    return [_line(conference, each, reader, counts.get(each.pk, 0)) for each in posters]


def _line(conference: Conference, poster: Poster, reader: Reader, appreciated: int) -> PosterLine:
    source, theme = conference.programme.source_language, poster.theme
    return PosterLine(
        poster=poster,
        slug=conference.programme.slug,
        direction=direction(poster.language),
        place=country_name(poster.country, reader.language) if poster.country else "",
        theme=text_for(theme.name, reader, source) if theme is not None else None,
        language=language_name(poster.language, reader.language),
        appreciated=appreciated,
    )


def appreciations_of(posters: Collection[Poster]) -> Mapping[int, int]:
    """How many appreciate each of some posters, by primary key."""
    rows = Appreciation.objects.filter(poster__in=posters).values("poster").annotate(count=Count("pk")).order_by()
    return dict(rows.values_list("poster", "count"))
