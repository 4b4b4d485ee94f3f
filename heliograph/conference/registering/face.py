"""What this room shows of itself: on the page of the programme, and on the conference's page of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.rules import visible_to
from heliograph.conference.faces import Face, Link
from heliograph.conference.models import Conference
from heliograph.conference.registering.following_up import looked_after_by
from heliograph.conference.registering.inviting import counts
from heliograph.conference.registering.taking_part import WAITING, confirmed, registered, registrations
from heliograph.conference.states import LetterState
from heliograph.frame.reader import Reader
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor


def public_face(conference: Conference, visitor: Visitor, reader: Reader, at: datetime) -> Face | None:
    """Registration, and from how many countries somebody is registered. Three queries at most."""
    registration = conference.registration
    if registration is None or (call := visible_to(visitor).published().filter(pk=registration.pk).first()) is None:
        return None
    countries = registered(conference).exclude(country="").aggregate(n=Count("country", distinct=True))["n"]
    line = ngettext("%(n)s country is registered.", "%(n)s countries are registered.", countries) % {"n": countries}
    links = list(_own(conference, visitor))
    return Face(_("Registration"), reverse("calls:call", args=[call.slug]), line if countries else "", links)


def _own(conference: Conference, visitor: Visitor) -> Iterator[Link]:
    """For who is registered, or has registered others."""
    if isinstance(visitor, Person) and registrations(conference).filter(looked_after_by(visitor)).exists():
        yield Link(
            reverse("conference:my_stay", args=[conference.programme.slug]), _("Your stay, your invitation letter")
        )


def desk_face(conference: Conference, visitor: Visitor, reader: Reader, at: datetime) -> Face | None:
    """How many are registered, and what waits. Three queries; None before there is a registration."""
    if conference.registration_id is None:
        return None
    slug = conference.programme.slug
    links = [
        Link(reverse("conference:desk_remind", args=[slug]), _("Who owes an answer")),
        Link(reverse("conference:desk_silent", args=[slug]), _("Silent countries")),
        Link(reverse("conference:desk_letters", args=[slug]), _("Invitation letters")),
    ]
    return Face(
        _("Registrations"), reverse("conference:desk_board", args=[slug]), _line(conference), links, _owed(conference)
    )


def _line(conference: Conference) -> str:
    said = registrations(conference).aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(state__in=WAITING)))
    words = {"registered": said["all"] - said["waiting"], "confirmed": confirmed(conference).count()}
    return _("%(registered)s registered, %(confirmed)s counted on, %(waiting)s waiting") % {**words, **said}


def _owed(conference: Conference) -> str:
    asked = counts(conference).get(LetterState.ASKED, 0)
    if not asked:
        return ""
    return ngettext("%(n)s letter to sign off", "%(n)s letters to sign off", asked) % {"n": asked}
