"""Changes of a membership by hand: suspend, leave, reinstate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.network import records
from heliograph.network.joining.notices import tell_membership
from heliograph.network.models import MembershipChange, Organization, Person
from heliograph.network.remits import Remit
from heliograph.network.rules import remit_of
from heliograph.network.states import Membership, Refused


@dataclass(frozen=True)
class Change:
    """One way in which a membership can be changed by hand. Only the secretariat makes a member."""

    to: Membership
    sources: frozenset[Membership]
    label: str | Promise
    about: str | Promise
    by_secretariat: bool = False


_CHANGES = (
    Change(
        Membership.SUSPENDED,
        frozenset({Membership.MEMBER}),
        gettext_lazy("Suspend"),
        gettext_lazy("The school is not shown any more and its certificate does not stand, until it is reinstated."),
    ),
    Change(
        Membership.MEMBER,
        frozenset({Membership.SUSPENDED, Membership.LEFT}),
        gettext_lazy("Reinstate"),
        gettext_lazy("The school is a member again, with all that belongs to it."),
        by_secretariat=True,
    ),
    Change(
        Membership.LEFT,
        frozenset({Membership.MEMBER, Membership.SUSPENDED}),
        gettext_lazy("Record that it has left"),
        gettext_lazy("The school is no member any more; its record and its history stay."),
    ),
)
CHANGES: Mapping[str, Change] = {change.to.value: change for change in _CHANGES}


def _may(remit: Remit, school: Organization, change: Change) -> bool:
    return remit.everything if change.by_secretariat else remit.manages_country(school.country)


def changes_for(remit: Remit, school: Organization) -> list[Change]:
    """What somebody with this remit may change now."""
    return [each for each in _CHANGES if school.membership in each.sources and _may(remit, school, each)]


@transaction.atomic
def change_membership(
    school: Organization, to: Membership, on: date, reason: str, by: Person, at: datetime
) -> MembershipChange | None:
    """Suspend, reinstate or let go from a day on, for a reason; school and coordinators are told by letter.

    None where the membership is so already. Raises Refused for who may not, and as ``records.change_membership`` does.
    """
    change, held = CHANGES.get(to), records.locked(school)
    if change is None or not _may(remit_of(by), held, change):
        raise Refused("not-yours", _("This step is not yours to take."))
    if held.membership == to:
        return None
    if not reason.strip():
        raise Refused("no-reason", _("Say why: the reason is kept with the change."))
    if held.membership not in change.sources:
        words = {"state": held.get_membership_display()}
        raise Refused("membership-order", _("Nothing was done: the membership is now “%(state)s”.") % words)
    made = records.change_membership(school, to, on, reason, by, at)
    tell_membership(school, made)
    return made
