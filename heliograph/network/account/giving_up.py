"""Giving up a role of one's own. (What somebody says of himself is changed by ``people.correct_person``.)"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.network import records
from heliograph.network.models import Person, Role
from heliograph.network.states import Refused, RoleKind

#: What a person may lay down himself; an office is handed over.
GIVEN_UP = frozenset({RoleKind.FOCAL_POINT, RoleKind.PRINCIPAL, RoleKind.TEACHER})


def may_give_up(role: Role, at: datetime) -> bool:
    """Whether a role is in force, will go on, and is one that its holder may lay down."""
    open_ = role.ends is None or role.ends > at.date()
    return role.kind in GIVEN_UP and open_ and role.begins <= at.date()


@transaction.atomic
def give_up(role: Role, by: Person, at: datetime) -> None:
    """Let a role of one's own end today. Raises Refused for an office, and for one that is over."""
    held: Role = Role.objects.select_for_update(of=("self",)).select_related("organization", "person").get(pk=role.pk)
    if held.person_id != by.pk or not may_give_up(held, at):
        raise Refused("not-to-be-given-up", _("This role is over, or is one that has to be handed over."))
    records.end_role(held, at.date(), by, at)
