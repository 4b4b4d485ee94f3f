"""What this room shows of itself: on the page of the programme, and on the conference's page of the desk."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.conference.faces import Face, Link
from heliograph.conference.models import Conference
from heliograph.conference.report.opening import state_of
from heliograph.frame.reader import Reader
from heliograph.network.rules import Reader as Visitor


def public_face(conference: Conference, _visitor: Visitor, _reader: Reader, _at: datetime) -> Face | None:
    """The report, once readers may see it. One query."""
    if state_of(conference).published_at is None:
        return None
    url = reverse("conference:report", args=[conference.programme.slug])
    return Face(_("Report"), url, _("What took place, and what came of it."))


def desk_face(conference: Conference, _visitor: Visitor, _reader: Reader, _at: datetime) -> Face | None:
    """Whether readers see the report, and what photographs owe. Two queries."""
    slug = conference.programme.slug
    line = _("Readers see it.") if state_of(conference).published_at else _("The desk alone sees it.")
    untold = conference.photographs.filter(agreed=False).count()
    words = ngettext("%(n)s photograph without consent", "%(n)s photographs without consent", untold)
    links = [Link(reverse("conference:desk_photographs", args=[slug]), _("Photographs"))]
    url = reverse("conference:desk_report", args=[slug])
    return Face(_("Report"), url, line, links, words % {"n": untold} if untold else "")
