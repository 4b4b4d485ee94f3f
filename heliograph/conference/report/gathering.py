"""What a report tells: gathered once, from which its page and its PDF are made (one source, many renditions)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.documents.attached import with_documents
from heliograph.calls.programmes.page import Enclosed, enclosed
from heliograph.calls.queries import ResponseQuerySet
from heliograph.conference.attending.counting import present
from heliograph.conference.models import Conference
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.shown import PosterLine, poster_lines, shown_posters
from heliograph.conference.published.gathering import gather as gather_programme
from heliograph.conference.published.lines import Day, Line, Relation, Writer
from heliograph.conference.registering.taking_part import registered
from heliograph.conference.report.models import Photograph
from heliograph.conference.report.opening import opening_of
from heliograph.conference.sessions.questions import NUMBER
from heliograph.conference.shown import days_of, title_of
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import text_for
from heliograph.network.countries import Region, countries_of, country_choices, country_name
from heliograph.network.directory.drawing import Drawing, draw
from heliograph.network.directory.wording import number
from heliograph.texts.languages import direction


@dataclass(frozen=True)
class Figure:
    """A number, and what it counts."""

    number: str
    words: str


@dataclass(frozen=True)
class RegionRow:
    """A region: how many were registered from it, how many came, how many posters and sessions it gave."""

    name: str
    registered: int
    came: int
    sessions: int
    posters: int


@dataclass(frozen=True)
class Summary:
    """What came of a session, in the words of who gave it; ``took_part``: how many did, as he says, or empty."""

    line: Line
    words: str
    language: str
    took_part: str

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True)
class Shot:
    """A photograph that may be shown."""

    photograph: Photograph
    alt: Picked
    url: str


@dataclass(frozen=True)
class Report:
    """All that the report of a conference tells one reader."""

    conference: Conference
    title: Picked
    days: str
    place: Picked
    opening: Picked
    figures: Sequence[Figure]
    regions: Sequence[RegionRow]
    countries: Sequence[tuple[str, int]]
    drawing: Drawing
    programme: Sequence[Day]
    summaries: Sequence[Summary]
    posters: Sequence[PosterLine]
    shots: Sequence[Shot]
    documents: Sequence[Enclosed]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """What regions are compared by: fields of ``RegionRow`` in which any has something, and what each is called."""
        named = (
            ("registered", _("Registered")),
            ("came", _("Came")),
            ("sessions", _("Sessions")),
            ("posters", _("Posters")),
        )
        return [(name, label) for name, label in named if any(getattr(row, name) for row in self.regions)]

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """The regions, each with its numbers in the order of the columns."""
        columns = self.columns
        return [(row.name, [getattr(row, name) for name, _label in columns]) for row in self.regions]


def gather(conference: Conference, reader: Reader) -> Report:
    """The report as things stand now. The number of queries does not grow with what it tells."""
    source, language = conference.programme.source_language, reader.language
    gathered = gather_programme(conference)
    writer = Writer(gathered, reader, Relation())
    lines = writer.lines()
    posters = list(shown_posters(conference).select_related("theme"))
    counted = _by_country(registered(conference))
    came = Counter(present(conference).values_list("country", flat=True))
    held = [each for each in lines.values() if not each.cancelled]
    numbers = _numbers_told(conference)
    return Report(
        conference=conference,
        title=title_of(conference, reader),
        days=days_of(conference, language),
        place=text_for(conference.place, reader, source),
        opening=opening_of(conference, reader),
        figures=_figures(counted, came, held, posters, language),
        regions=_regions(counted, came, held, posters),
        countries=_named(counted, language),
        drawing=_drawing(counted, language),
        programme=writer.days(lines),
        summaries=[
            _summary(each, numbers.get(each.session.pk), language) for each in held if each.session.outcome.strip()
        ],
        posters=poster_lines(conference, posters, reader),
        shots=[_shot(each, conference, reader) for each in shown_photographs(conference)],
        documents=enclosed(with_documents(conference.programme.attachments.all()), reader, source),
    )


def shown_photographs(conference: Conference) -> QuerySet[Photograph]:
    """The photographs that readers may see, in their order: of which all who can be recognised have agreed."""
    return conference.photographs.filter(agreed=True)


def _by_country(rows: ResponseQuerySet) -> Counter[str]:
    return Counter(rows.values_list("country", flat=True))


def _figures(
    counted: Counter[str], came: Counter[str], held: Sequence[Line], posters: Sequence[Poster], language: str
) -> list[Figure]:
    told = (
        (counted.total(), _("people registered")),
        (_countries_in(counted), _("countries registered")),
        (came.total(), _("people came")),
        (_countries_in(came), _("countries were there")),
        (len(held), _("sessions")),
        (len(posters), _("posters")),
    )
    return [Figure(number(each, language), words) for each, words in told if each]


def _countries_in(people: Counter[str]) -> int:
    return sum(1 for code in people if code)


def _regions(
    counted: Counter[str], came: Counter[str], held: Sequence[Line], posters: Sequence[Poster]
) -> list[RegionRow]:
    sessions, hung = Counter(each.session.region for each in held), Counter(each.region for each in posters)
    rows = (
        RegionRow(
            str(region.label), _within(counted, region), _within(came, region), sessions[region.slug],
            hung[region.slug],
        )
        for region in Region
    )  # fmt: skip
    return [row for row in rows if row.registered or row.came or row.sessions or row.posters]


def _within(people: Counter[str], region: Region) -> int:
    return sum(people[code] for code in countries_of(region) & people.keys())


def _named(people: Counter[str], language: str) -> list[tuple[str, int]]:
    return [(name, people[code]) for code, name in country_choices(language) if people[code]]


def _drawing(people: Counter[str], language: str) -> Drawing:
    known = {code: count for code, count in people.items() if code}
    words = {
        code: _("%(country)s: %(count)s registered")
        % {"country": country_name(code, language), "count": number(count, language)}
        for code, count in known.items()
    }
    return draw(None, known, max(known.values(), default=1), words)


def _numbers_told(conference: Conference) -> dict[int, Any]:
    """How many took part, by the key of the session, where whoever gave it has said so. One query."""
    told = conference.sessions_held.exclude(told_by=None).values_list("pk", "told_by__answers")
    return {pk: answers.get(NUMBER) for pk, answers in told}


def _summary(line: Line, count: Any, language: str) -> Summary:
    session, took_part = line.session, ""
    if isinstance(count, int):
        words = ngettext("%(number)s person took part", "%(number)s people took part", count)
        took_part = words % {"number": number(count, language)}
    return Summary(line, session.outcome, session.outcome_language or session.language, took_part)


def _shot(photograph: Photograph, conference: Conference, reader: Reader) -> Shot:
    url = reverse("conference:photograph", args=[conference.programme.slug, photograph.public_id])
    return Shot(photograph, text_for(photograph.alt, reader, conference.programme.source_language), url)
