"""Where the posters of a conference stand, for its pages: how many were sent, what is owed, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState
from heliograph.conference.faces import Face, Link
from heliograph.conference.models import Conference
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.previews import owed
from heliograph.conference.posters.shown import shown_posters
from heliograph.frame.reader import Reader
from heliograph.network.rules import Reader as Visitor

S = ResponseState


@dataclass(frozen=True)
class Standing:
    """How many posters are in each state; of those accepted how many readers see, and why they do not see others."""

    submitted: int
    returned: int
    accepted: int
    seen: int
    unconsented: int
    failed: int
    owed: int


def standing_of(conference: Conference) -> Standing:
    """The figures of a conference. Three queries."""
    states = _states(conference)
    posters = Poster.objects.filter(conference=conference, response__state__in=[S.ACCEPTED, S.COMPLETED])
    found = posters.aggregate(
        unconsented=Count("pk", filter=Q(consented=False)), failed=Count("pk", filter=~Q(failed_at=None))
    )
    return Standing(
        submitted=states.get(S.SUBMITTED, 0),
        returned=states.get(S.RETURNED, 0),
        accepted=states.get(S.ACCEPTED, 0) + states.get(S.COMPLETED, 0),
        seen=shown_posters(conference).count(),
        owed=owed().filter(conference=conference).count(),
        **found,
    )


def _states(conference: Conference) -> Mapping[str, int]:
    rows = Response.objects.filter(call=conference.posters_id).values("state").annotate(count=Count("pk")).order_by()
    return dict(rows.values_list("state", "count"))


def public_face(conference: Conference, _visitor: Visitor, _reader: Reader, _at: datetime) -> Face | None:
    """The gallery, on the page of the programme, once something hangs there."""
    count = shown_posters(conference).count()
    if not count:
        return None
    slug = conference.programme.slug
    line = ngettext("%(count)s poster hangs in the gallery.", "%(count)s posters hang in the gallery.", count)
    return Face(_("Posters"), reverse("conference:posters", args=[slug]), line % {"count": count})


def desk_face(conference: Conference, _visitor: Visitor, _reader: Reader, _at: datetime) -> Face | None:
    """The posters, on the conference's page of the desk."""
    standing, slug = standing_of(conference), conference.programme.slug
    line = _("%(accepted)s accepted, %(seen)s in the gallery") % {"accepted": standing.accepted, "seen": standing.seen}
    words = ngettext("%(count)s poster to be checked", "%(count)s posters to be checked", standing.submitted)
    owed_words = words % {"count": standing.submitted} if standing.submitted else ""
    links = [Link(reverse("conference:poster_show", args=[slug]), _("The show for screens"))]
    return Face(_("Posters"), reverse("conference:desk_posters", args=[slug]), line, links, owed_words)
