"""A session as lists and its page write it, with the names of those alone who have agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heliograph.conference.models import Conference
from heliograph.conference.sessions.accepted import people_of
from heliograph.conference.sessions.finding import Facts
from heliograph.conference.sessions.models import Session, SessionPerson
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import text_for
from heliograph.network.countries import country_name, language_name
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import direction


@dataclass(frozen=True)
class Giver:
    """Who gives a session, as readers see him: a name where he has agreed, else what he comes from."""

    name: str
    place: str


@dataclass(frozen=True)
class SessionLine:
    """A session in a reader's words."""

    session: Session
    direction: str
    format: Picked
    theme: Picked | None
    language: str
    givers: Sequence[Giver]

    @property
    def facts(self) -> Facts:
        """By what it is found."""
        it = self.session
        people = [word for each in self.givers for word in (each.name, each.place)]
        return Facts(
            " ".join([it.title, it.summary, *people]),
            {
                "region": [it.region],
                "format": [it.format.key],
                "theme": [it.theme.key] if it.theme is not None else [],
                "language": [it.language],
            },
        )


def line_of(conference: Conference, session: Session, reader: Reader) -> SessionLine:
    """A session (``accepted.standing``) for a reader. No query."""
    source, theme = conference.programme.source_language, session.theme
    return SessionLine(
        session,
        direction(session.language),
        text_for(session.format.name, reader, source),
        text_for(theme.name, reader, source) if theme is not None else None,
        language_name(session.language, reader.language),
        list(_givers(session, reader)),
    )


def _givers(session: Session, reader: Reader) -> Iterator[Giver]:
    seen: set[Giver] = set()
    for each in people_of(session):
        giver = Giver(each.shown, place_of(each, reader))
        if (giver.name or giver.place) and giver not in seen:
            seen.add(giver)
            yield giver


def place_of(person: SessionPerson, reader: Reader) -> str:
    """From which organization and country somebody is."""
    place = country_name(person.country, reader.language) if person.country else ""
    return with_commas((person.organization, place))
