"""The timetable on the conference's page of the desk."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.conference.faces import Face, Link
from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.models import Timetable
from heliograph.frame.reader import Reader
from heliograph.network.rules import Reader as Visitor


def face(conference: Conference, _visitor: Visitor, _reader: Reader, _at: datetime) -> Face:
    """How much of it is placed, and whether something waits to be published. Two queries."""
    standing = Session.objects.filter(conference=conference, stands=True).count()
    placed = Count("placements", filter=Q(placements__session__stands=True))
    versions = Timetable.objects.filter(conference=conference).exclude(state=TimetableState.REPLACED)
    by_state = {each.state: each.placed for each in versions.annotate(placed=placed)}
    draft, public = by_state.get(TimetableState.DRAFT), by_state.get(TimetableState.PUBLISHED)
    slug = conference.programme.slug
    return Face(
        title=_("Timetable"),
        url=reverse("conference:desk_timetable", args=[slug]),
        line=_line(standing, public if draft is None else draft),
        links=[Link(reverse(page, args=[slug]), words) for page, words in _pages()],
        owed=_("changes are not published yet") if draft else "",
    )


def _pages() -> list[tuple[str, str]]:
    return [
        ("conference:desk_rooms", _("Rooms")),
        ("conference:desk_slots", _("Slots")),
        ("conference:desk_arrivals", _("Arrivals")),
    ]


def _line(standing: int, placed: int | None) -> str:
    if not standing:
        return _("No session is accepted yet.")
    words = ngettext("%(n)s of %(all)s session has a place.", "%(n)s of %(all)s sessions have a place.", standing)
    return words % {"n": placed or 0, "all": standing}
