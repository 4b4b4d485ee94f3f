"""The board of ideas: those that look for a partner, in a reader's words, and what he may do with each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from heliograph.conference.models import Conference
from heliograph.conference.registering.taking_part import plans_to_attend
from heliograph.conference.rules import may_run
from heliograph.conference.sessions.finding import REGIONS, Facts, Words
from heliograph.conference.sessions.models import PartnerOffer, PartnerSearch
from heliograph.conference.sessions.questions import THEME
from heliograph.frame.reader import Reader
from heliograph.network.countries import country_name, language_name
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor
from heliograph.texts.languages import direction


def may_look(conference: Conference, visitor: Visitor, at: datetime) -> bool:
    """Whether somebody sees the board: he plans to attend, or runs the conference."""
    if not isinstance(visitor, Person):
        return False
    return plans_to_attend(conference, visitor, at) or may_run(visitor, conference)


def searches(conference: Conference) -> QuerySet[PartnerSearch]:
    """The ideas that look for a partner, the newest first."""
    rows = PartnerSearch.objects.filter(conference=conference, closed_at=None)
    return rows.select_related("response__person")


@dataclass(frozen=True)
class IdeaLine:
    """An idea in a reader's words. ``offered`` where the reader has offered to join it."""

    search: PartnerSearch
    direction: str
    language: str
    place: str
    regions: Sequence[Words]
    themes: Collection[str]
    leads: bool
    offered: PartnerOffer | None

    @property
    def facts(self) -> Facts:
        """By what it is found. Who looks for partners from anywhere looks in every region."""
        it = self.search
        wanted = it.regions or list(REGIONS)
        return Facts(f"{it.title} {it.idea}", {"region": wanted, "language": [it.language], "theme": self.themes})


def idea_lines(rows: Collection[PartnerSearch], person: Person, reader: Reader) -> list[IdeaLine]:
    """Ideas for a reader. One query."""
    mine = {each.search_id: each for each in PartnerOffer.objects.filter(search__in=rows, person=person)}
    return [_line(each, person, reader, mine) for each in rows]


def _line(search: PartnerSearch, person: Person, reader: Reader, mine: Mapping[int, PartnerOffer]) -> IdeaLine:
    response = search.response
    theme = {**response.answers, **response.draft}.get(THEME)
    return IdeaLine(
        search=search,
        direction=direction(search.language),
        language=language_name(search.language, reader.language),
        place=country_name(response.country, reader.language) if response.country else "",
        regions=[REGIONS[slug] for slug in search.regions if slug in REGIONS],
        themes=[theme] if isinstance(theme, str) else [],
        leads=response.person_id == person.pk,
        offered=mine.get(search.pk),
    )
