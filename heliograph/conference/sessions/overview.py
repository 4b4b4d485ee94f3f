"""Where proposals stand, each with what is wrong with who organizes it, for the desk; and the faces of the room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.models import Response
from heliograph.calls.rules import visible_to
from heliograph.calls.states import ResponseState
from heliograph.conference.faces import Face, Link
from heliograph.conference.models import Conference
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.sessions.attending import attending_among, proposals
from heliograph.conference.sessions.board import may_look, searches
from heliograph.conference.sessions.finding import Facts
from heliograph.conference.sessions.models import Session
from heliograph.conference.sessions.questions import FORMAT, LANGUAGE, THEME, TITLE
from heliograph.frame.reader import Reader
from heliograph.network.countries import country_name, region_slug
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor

S = ResponseState
#: States of the proposals that the desk lists.
LISTED = (S.SUBMITTED, S.RETURNED, S.ACCEPTED, S.CONFIRMED, S.RECONFIRMED, S.COMPLETED, S.DECLINED, S.WITHDRAWN)


@dataclass(frozen=True)
class ProposalLine:
    """A proposal as the desk lists it. ``troubles`` are sentences; ``session`` where it was accepted."""

    response: Response
    title: str
    place: str
    format: str
    others: Sequence[str]
    troubles: Sequence[str]
    session: Session | None
    facts: Facts


@dataclass(frozen=True)
class _Read:
    """What all lines are made of."""

    formats: Mapping[str, str]
    sessions: Mapping[int, Session]
    attending: frozenset[int]
    language: str


def rows_of(conference: Conference) -> QuerySet[Response]:
    """The proposals that were sent, the newest first, with who organizes them."""
    rows = Response.objects.filter(call=conference.sessions_id, state__in=LISTED)
    return rows.select_related("person").prefetch_related("co_respondents__person").order_by("-submitted_at", "-pk")


def proposal_lines(conference: Conference, formats: Mapping[str, str], reader: Reader) -> list[ProposalLine]:
    """All proposals that were sent. The number of queries does not grow."""
    rows = list(rows_of(conference))
    people = [person for each in rows for person in _organizers(each)]
    sessions = Session.objects.filter(conference=conference, stands=True).select_related("format", "theme")
    read = _Read(
        formats,
        {each.response_id: each for each in sessions},
        attending_among(conference, people) if people else frozenset(),
        reader.language,
    )
    return [_line(each, read) for each in rows]


def _organizers(response: Response) -> list[Person]:
    """Who leads a proposal, and who has joined."""
    live = [each for each in response.co_respondents.all() if not each.removed_at and not each.declined_at]
    return [response.person, *(each.person for each in live if each.accepted_at and each.person is not None)]


def _line(response: Response, read: _Read) -> ProposalLine:
    organizers, answers = _organizers(response), response.answers
    title, chosen = str(answers.get(TITLE) or _("without a title")), str(answers.get(FORMAT, ""))
    place = country_name(response.country, read.language) if response.country else ""
    keys = {
        "state": [response.state],
        "format": [chosen],
        "theme": [str(answers.get(THEME, ""))],
        "language": [str(answers.get(LANGUAGE, ""))],
        "region": [region_slug(response.country)],
    }
    names = [str(person) for person in organizers]
    return ProposalLine(
        response=response,
        title=title,
        place=place,
        format=read.formats.get(chosen, chosen),
        others=names[1:],
        troubles=list(_troubles(response, organizers, read)),
        session=read.sessions.get(response.pk),
        facts=Facts(" ".join([title, place, *names]), keys),
    )


def _troubles(response: Response, organizers: Sequence[Person], read: _Read) -> Iterator[str]:
    """What is wrong with who organizes a proposal that stands."""
    if response.state in (S.DECLINED, S.WITHDRAWN):
        return
    lead, *others = organizers
    if lead.pk not in read.attending:
        yield _("%(name)s leads it and is not registered") % {"name": lead}
    for person in others:
        if person.pk not in read.attending:
            yield _("%(name)s is not registered") % {"name": person}
    for each in response.co_respondents.all():
        if not (each.accepted_at or each.declined_at or each.removed_at):
            yield _("%(name)s has not accepted yet") % {"name": each.name or each.email}


def unled(conference: Conference) -> int:
    """How many proposals stand whose lead is not registered any more. Five queries."""
    rows = list(proposals(conference).select_related("person").only("person", "call"))
    there = attending_among(conference, [each.person for each in rows]) if rows else frozenset()
    return sum(each.person_id not in there for each in rows)


def desk_face(conference: Conference, _visitor: Visitor, _reader: Reader, _at: datetime) -> Face | None:
    """The sessions, on the conference's page of the desk. Eight queries."""
    slug = conference.programme.slug
    given, waits = standing(conference).count(), proposals(conference).filter(state=S.SUBMITTED).count()
    line = ngettext("%(count)s session accepted", "%(count)s sessions accepted", given) % {"count": given}
    links = [
        Link(reverse("conference:desk_formats", args=[slug]), _("Formats")),
        Link(reverse("conference:ideas", args=[slug]), _("Ideas that look for partners")),
    ]
    return Face(
        _("Sessions"), reverse("conference:desk_sessions", args=[slug]), line, links, _owed(waits, unled(conference))
    )


def _owed(waits: int, without: int) -> str:
    parts = []
    if waits:
        words = ngettext("%(count)s proposal to decide on", "%(count)s proposals to decide on", waits)
        parts.append(words % {"count": waits})
    if without:
        words = ngettext(
            "%(count)s session whose lead is not registered",
            "%(count)s sessions whose leads are not registered",
            without,
        )
        parts.append(words % {"count": without})
    return " · ".join(parts)


def public_face(conference: Conference, visitor: Visitor, _reader: Reader, at: datetime) -> Face | None:
    """The sessions, on the page of the programme, once there are any, or ideas that the visitor may read.

    A partner is looked for as long as sessions can be proposed.
    """
    slug, given = conference.programme.slug, standing(conference).count()
    ideas = searches(conference).count() if may_look(conference, visitor, at) else 0
    called = conference.sessions_id and visible_to(visitor).open(at).filter(pk=conference.sessions_id).exists()
    links = [Link(reverse("conference:ideas", args=[slug]), _idea_words(ideas))] if called or ideas else []
    if not given and not links:
        return None
    line = ngettext("%(count)s session is given.", "%(count)s sessions are given.", given) % {"count": given}
    return Face(_("Sessions"), reverse("conference:sessions", args=[slug]), line if given else "", links)


def _idea_words(count: int) -> str:
    if not count:
        return _("Look for a partner for a session")
    words = ngettext("%(count)s idea looks for a partner", "%(count)s ideas look for partners", count)
    return words % {"count": count}
