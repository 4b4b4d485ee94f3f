"""Rules to begin with: those that a secretariat needs most."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.network.audiences.trees import All, Leaf, Rule
from heliograph.network.states import Membership, RoleKind


@dataclass(frozen=True)
class Start:
    name: str | Promise
    rule: Rule


def _members(*kinds: RoleKind) -> Rule:
    role = Leaf("role", tuple(kind.value for kind in kinds))
    return All((role, Leaf("membership", (Membership.MEMBER.value,))))


#: By the word that stands in the address.
STARTS = {
    "coordinators": Start(
        _("National Coordinators and deputies"),
        All((Leaf("role", (RoleKind.COORDINATOR.value, RoleKind.DEPUTY.value)),)),
    ),
    "schools": Start(
        _("Those who speak for the schools of the network"), _members(RoleKind.FOCAL_POINT, RoleKind.PRINCIPAL)
    ),
    "teachers": Start(_("Teachers at the schools of the network"), _members(RoleKind.TEACHER)),
    "everybody": Start(_("Everybody"), All((Leaf("everybody"),))),
}
