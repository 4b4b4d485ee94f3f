"""Roles that a person has at both records: one of the two stays, with the earlier beginning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from heliograph.network.models import Organization, Role


class Joined(TypedDict):
    """Two roles that became one, by primary key: ``stays`` began on ``began`` before, ``ended`` was open before."""

    stays: int
    began: str
    ended: int


def join_roles(survivor: Organization, duplicate: Organization, on: date) -> list[Joined]:
    """Join the open roles that are left at a duplicate because the same person has the same at the survivor."""
    left = Role.objects.filter(organization=duplicate, ends=None).order_by("pk")
    return [joined for role in left if (joined := _join(role, survivor, on))]


def _join(role: Role, survivor: Organization, on: date) -> Joined | None:
    same = Role.objects.filter(organization=survivor, person=role.person_id, kind=role.kind, ends=None)
    stays = same.select_for_update().first()
    if stays is None:
        return None
    joined = Joined(stays=stays.pk, began=stays.begins.isoformat(), ended=role.pk)
    if role.begins < stays.begins:
        stays.begins = role.begins
        stays.save(update_fields=["begins"])
    role.ends = max(on, role.begins)
    role.save(update_fields=["ends"])
    return joined


def part_roles(joined: Sequence[Joined], duplicate: Organization) -> None:
    """Undo ``join_roles``, as far as nobody has changed these roles since."""
    for each in joined:
        closed = Role.objects.filter(pk=each["ended"], organization=duplicate).first()
        stays = Role.objects.filter(pk=each["stays"]).first()
        if closed is None:
            continue
        if stays is not None and stays.begins == min(closed.begins, date.fromisoformat(each["began"])):
            stays.begins = date.fromisoformat(each["began"])
            stays.save(update_fields=["begins"])
        closed.ends = None
        closed.save(update_fields=["ends"])
