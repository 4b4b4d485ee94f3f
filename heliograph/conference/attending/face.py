"""What this room shows of itself: on the page of the programme, and on the conference's page of the desk."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.mine.holders import holder_of
from heliograph.conference.attending.certifying import is_over
from heliograph.conference.attending.counting import present
from heliograph.conference.attending.models import Badge
from heliograph.conference.faces import Face, Link
from heliograph.conference.models import Conference
from heliograph.frame.reader import Reader
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor


def public_face(conference: Conference, visitor: Visitor, reader: Reader, at: datetime) -> Face | None:
    """For who has a badge: where it is, and after the conference his certificate. Two queries at most."""
    if not isinstance(visitor, Person):
        return None
    his = holder_of(visitor).responses().values("pk")
    badges: list[Badge] = list(Badge.objects.filter(conference=conference, response__in=his, revoked_at=None)[:1])
    if not badges:
        return None
    over = is_over(conference, at)
    title = _("Your certificate") if over else _("Your badge")
    line = "" if over else _("Show its code at the door, on paper or on your phone.")
    return Face(title, reverse("conference:my_badge", args=[conference.programme.slug]), line)


def desk_face(conference: Conference, visitor: Visitor, reader: Reader, at: datetime) -> Face | None:
    """How many badges there are, what waits to be printed, how many came. Two queries; None before registration."""
    if conference.registration_id is None:
        return None
    slug = conference.programme.slug
    counted = Badge.objects.live().filter(conference=conference).aggregate(
        all=Count("pk"), new=Count("pk", filter=Q(printed_at=None))
    )  # fmt: skip
    words = {"badges": counted["all"], "came": present(conference).count()}
    owed = ngettext("%(n)s badge to print", "%(n)s badges to print", counted["new"]) % {"n": counted["new"]}
    links = [
        Link(reverse("conference:check_in", args=[slug]), _("Check-in")),
        Link(reverse("conference:desk_door_keys", args=[slug]), _("Keys for volunteers")),
        Link(reverse("conference:desk_present", args=[slug]), _("Who was there")),
        Link(reverse("conference:desk_participation_certificates", args=[slug]), _("Certificates")),
    ]
    return Face(
        _("Badges and check-in"), reverse("conference:desk_badges", args=[slug]),
        _("%(badges)s badges, %(came)s came") % words, links, owed if counted["new"] else "",
    )  # fmt: skip
