"""Whatever points to a record is made to point to another: found by the models, those of later apps included.

What cannot move, because the other record has the same already (a role of the same person, an application), stays where
it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ForeignKey, UniqueConstraint

from heliograph.network.merging.models import Merge, NotDuplicate
from heliograph.network.models import Organization, Role

#: Primary keys by ``app.model.field``.
Moved = Mapping[str, list[int]]
#: What is about records as they were, and stays with them.
_LEFT_ALONE = (Merge, NotDuplicate)


def _pointing() -> Iterator[ForeignKey[Any, Any]]:
    """Every key to an organization, those without a way back and those between two tables included."""
    for relation in Organization._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created:
            continue
        field = getattr(relation, "field", None)
        if isinstance(field, ForeignKey) and field.model not in _LEFT_ALONE and field.model._meta.managed:
            yield field


def _label(field: ForeignKey[Any, Any]) -> str:
    return f"{field.model._meta.label_lower}.{field.name}"


def _may_clash(field: ForeignKey[Any, Any]) -> bool:
    """Whether two rows of a table may not both point to one record."""
    options = field.model._meta
    constraints = any(isinstance(each, UniqueConstraint) for each in options.constraints)
    return field.unique or bool(options.unique_together) or constraints


def _with(field: ForeignKey[Any, Any], to: Organization) -> dict[str, Any]:
    """What changes with the key: a role carries its organization's country."""
    return {"country": to.country} if field.model is Role else {}


def _move(field: ForeignKey[Any, Any], keys: list[int], to: Organization) -> list[int]:
    """Let rows point to a record; returns the primary keys of those that could."""
    rows = field.model._base_manager.filter(pk__in=keys)
    changes = {field.name: to, **_with(field, to)}
    if not _may_clash(field):
        rows.update(**changes)
        return keys
    return [key for key in keys if _moves(rows.filter(pk=key), changes)]


def _moves(row: models.QuerySet[Any], changes: Mapping[str, Any]) -> bool:
    try:
        with transaction.atomic():
            return bool(row.update(**changes))
    except IntegrityError:
        return False


def move_all(source: Organization, to: Organization) -> dict[str, list[int]]:
    """Let everything that points to ``source`` point to another record; returns what has moved."""
    moved = {}
    for field in _pointing():
        rows = field.model._base_manager.filter(**{field.name: source})
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
            moved[_label(field)] = _move(field, keys, to)
    return moved


def move_back(moved: Moved, source: Organization, to: Organization) -> None:
    """Let what moved, and still points to ``source``, point to the record to which it belonged."""
    for label, keys in moved.items():
        model, _dot, name = label.rpartition(".")
        field = apps.get_model(model)._meta.get_field(name)
        assert isinstance(field, ForeignKey)
        still = field.model._base_manager.filter(**{"pk__in": keys, name: source})
        _move(field, list(still.values_list("pk", flat=True)), to)
