"""The programme on the page of a conference, and what of it the desk prints."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.conference.faces import Face, Link
from heliograph.conference.models import Conference
from heliograph.conference.published.owing import owed
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.models import Timetable
from heliograph.frame.reader import Reader
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor


def _public(conference: Conference) -> Timetable | None:
    """The public version, with how many sessions it has (``placed``). One query."""
    rows = Timetable.objects.filter(conference=conference, state=TimetableState.PUBLISHED)
    return rows.annotate(placed=Count("placements", filter=Q(placements__session__stands=True))).first()


def _line(placed: int) -> str:
    return ngettext("%(count)s session by day and room", "%(count)s sessions by day and room", placed) % {
        "count": placed
    }


def public_face(conference: Conference, visitor: Visitor, _reader: Reader, _at: datetime) -> Face | None:
    """The programme, once it is public. One query."""
    found = _public(conference)
    if found is None:
        return None
    slug = conference.programme.slug
    own = [Link(reverse("conference:my_conference_programme", args=[slug]), _("My programme"))]
    page = reverse("conference:conference_programme", args=[slug])
    placed: int = found.placed  # type: ignore[attr-defined]
    return Face(_("Programme of the conference"), page, _line(placed), own if isinstance(visitor, Person) else ())


def desk_face(conference: Conference, _visitor: Visitor, _reader: Reader, _at: datetime) -> Face | None:
    """The public version, what is printed of it, and letters that are still owed. Two queries."""
    found = _public(conference)
    if found is None:
        return None
    slug = conference.programme.slug
    links = [
        Link(reverse("conference:programme_pdf", args=[slug]), _("To be printed (PDF)")),
        Link(reverse("conference:desk_doors", args=[slug]), _("Sheets for the doors (PDF)")),
    ]
    count = owed().filter(timetable__conference=conference).count()
    words = ngettext("%(count)s change to be told", "%(count)s changes to be told", count) % {"count": count}
    line = _("Version %(number)s is public.") % {"number": found.number}
    page = reverse("conference:conference_programme", args=[slug])
    return Face(_("Public programme"), page, line, links, words if count else "")
