"""The public programme of a conference, and the wish to go to a session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.published.choosing import choose, chosen_by, given_by, may_choose, take_back
from heliograph.conference.published.finding import selects, wanted_lines
from heliograph.conference.published.gathering import Gathered, gather
from heliograph.conference.published.lines import MOST_COLUMNS, Relation, Writer, path_of
from heliograph.conference.rules import may_run
from heliograph.conference.sessions.finding import Wanted, chosen
from heliograph.conference.sessions.models import Session
from heliograph.conference.shown import days_of, title_of
from heliograph.events.agenda import adding
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import finished_page
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor
from heliograph.network.states import Refused


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme by day and room, as words and filters want it; before there is one, its sessions."""
    wanted = Wanted.read(request.GET)
    return _listed(request, slug, wanted) if wanted.q else _browsed(request, slug, wanted)


@finished_page
def _browsed(request: HttpRequest, slug: str, wanted: Wanted) -> HttpResponse:
    return _listed(request, slug, wanted)


def _listed(request: HttpRequest, slug: str, wanted: Wanted) -> HttpResponse:
    conference, reader, at = conference_or_404(request, slug), reader_of(request), arrived_at(request)
    gathered = gather(conference)
    writer = Writer(gathered, reader, relation_of(request.user, gathered))
    every = writer.lines()
    lines = wanted_lines(wanted, every)
    offered = selects(wanted, every)
    rooms = writer.rooms()
    context = {
        **about(conference, reader),
        "wanted": wanted,
        "selects": offered,
        "chosen": chosen(wanted, offered),
        "count": len(lines),
        "published": gathered.timetable is not None,
        "clocks": writer.clocks,
        "days": writer.days(lines, alone=bool(wanted.asked)),
        "unplaced": [lines[each.pk] for each in gathered.unplaced if each.pk in lines],
        "rooms": rooms if len(rooms) <= MOST_COLUMNS else [],
        "may_choose": may_choose(conference, request.user, at),
        "runs": may_run(request.user, conference),
        "feed": feed_of(conference, reader),
    }
    return render(request, "conference/published/programme.html", context)


def about(conference: Conference, reader: Reader) -> dict[str, Any]:
    """What the head of each page says of a conference."""
    days = days_of(conference, reader.language)
    return {"conference": conference, "title": title_of(conference, reader), "days_of": days}


def relation_of(visitor: Visitor, gathered: Gathered) -> Relation:
    """What the sessions are to who reads. Two queries for who is signed in."""
    keys = [each.pk for each in gathered.sessions]
    return Relation(given_by(visitor, keys), chosen_by(visitor, keys))


def feed_of(conference: Conference, reader: Reader) -> adding.Feed:
    """The whole programme as a calendar to subscribe to."""
    path = reverse("conference:programme_ics", args=[conference.programme.slug])
    return adding.feed(str(title_of(conference, reader)), path, reader.language)


def _page_of(slug: str, public_id: object) -> str:
    return reverse("conference:session", args=[slug, public_id])


@posted_from(_page_of)
def interest(request: HttpRequest, slug: str, public_id: object) -> HttpResponseBase:
    """Say that one would go to a session, or (``no``) take that back; then one is where the button was (``from``)."""
    if not isinstance(request.user, Person):
        return redirect_to_login(_page_of(slug, public_id))
    conference = conference_or_404(request, slug)
    session = get_object_or_404(Session, conference=conference, public_id=public_id)
    try:
        messages.success(request, _turn(session, request.user, arrived_at(request), goes="no" not in request.POST))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(_back(request.POST.get("from", ""), conference, session))


def _turn(session: Session, person: Person, at: datetime, *, goes: bool) -> str:
    """Do what was asked for, and say so. Raises Refused."""
    if goes:
        choose(session, person, at)
        return _("“%(title)s” stands in your programme.") % {"title": session.title}
    take_back(session, person)
    return _("“%(title)s” does not stand in your programme any more.") % {"title": session.title}


def _back(page: str, conference: Conference, session: Session) -> str:
    slug = conference.programme.slug
    pages = {"programme": "conference:conference_programme", "mine": "conference:my_conference_programme"}
    if page in pages:
        return f"{reverse(pages[page], args=[slug])}#s-{session.public_id}"
    return path_of(conference, session)
